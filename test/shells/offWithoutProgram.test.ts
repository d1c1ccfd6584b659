import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANAGED } from '../../src/environment/managed';
import { findShell } from '../../src/shells/table';
import {
  type AnyShell,
  describeShell,
  type Environment,
  OTHER_NAMES,
  run,
  SH_NAMES,
  SHELL_NAMES,
} from '../support/shells';
import { makeStub, type Stub } from '../support/stub';

const ALL: readonly AnyShell[] = [...SHELL_NAMES, ...SH_NAMES, 'tcsh', ...OTHER_NAMES];

/** nushell and elvish show what a program's failure was, but the call ends there. */
const STATUSES: readonly AnyShell[] = ALL.filter((shell) => shell !== 'nu' && shell !== 'elvish');

const ASSUMED = {
  ...Object.fromEntries(MANAGED.map((name) => [name, 'assumed'])),
  ASSUME_PROFILE: 'prod',
  ASSUME_ENDPOINTS:
    'AWS_ENDPOINT_URL=http://a|AWS_ENDPOINT_URL_S3=http://s3|AWS_CA_BUNDLE=/assumed|AWS_$(touch pwned)=x',
  AWS_ENDPOINT_URL: 'http://a',
  AWS_ENDPOINT_URL_S3: 'http://s3',
  AWS_CA_BUNDLE: '/mine',
  AWS_PAGER: 'less',
};

for (const shell of ALL) {
  const { script } = findShell(shell === 'nu' ? 'nushell' : shell) as { script: string };
  const text = readFileSync(join(__dirname, '../../shell', script), 'utf8');
  const environment = shell === 'nu' ? '^env' : 'env';

  describeShell(shell, `\`assume off\` in ${shell} when the program is gone`, () => {
    let stub: Stub;
    beforeEach(() => {
      stub = makeStub();
    });
    afterEach(() => stub.remove());

    /** @returns the AWS variables of a child afterwards, and all that was printed, without line ends, which some shells add */
    const off = async (env: Environment, lines = 'assume off') => {
      const options = { env: { HOME: stub.home, ...env }, cwd: stub.home };
      const { stdout, stderr } = await run(shell, `${text}\n${lines}\n${environment}\n`, options);
      const seen = (stdout.match(/^(AWS|ASSUME|AWSUME)_.*/gm) ?? []).sort();
      return { seen, says: (stdout.replace(/^\w+=.*\n/gm, '') + stderr).replace(/[\s|]+/g, ' ') };
    };

    test.each([
      ['{}', 'Credentials cleared; environment restored.'],
      [
        '{"AWS_PROFILE":"it\'s \\"$(id)\\"","AWS_REGION":"eu"}',
        'Credentials cleared, but AWS_REGION, AWS_PROFILE could not be restored.',
      ],
      ['{"AWS_PR', 'Credentials cleared, but the earlier AWS_* variables could not be restored.'],
    ])(
      'clears what was assumed, and says what could not be restored: ASSUME_RESTORE=%s',
      async (ASSUME_RESTORE, says) => {
        const { seen, says: said } = await off({ ...ASSUMED, ASSUME_RESTORE });
        expect(seen).toEqual(['AWS_CA_BUNDLE=/mine', 'AWS_PAGER=less']);
        expect(said).toContain(says);
      },
    );

    if (SH_NAMES.some((name) => name === shell)) {
      test('clears it, too, if there is no program at all on the PATH', async () => {
        const { seen, says } = await off(
          { ...ASSUMED, ASSUME_RESTORE: '{}' },
          'p=$PATH PATH=/none\nassume off\nPATH=$p',
        );
        expect(seen).toEqual(['AWS_CA_BUNDLE=/mine', 'AWS_PAGER=less']);
        expect(says).toContain('Credentials cleared; environment restored.');
      });
    }

    test('with --quiet, says only what could not be restored', async () => {
      const quiet = (ASSUME_RESTORE: string) => off({ ...ASSUMED, ASSUME_RESTORE }, 'assume off --quiet');
      const restored = await quiet('{}');
      expect(restored.seen).toEqual(['AWS_CA_BUNDLE=/mine', 'AWS_PAGER=less']);
      expect(restored.says).not.toContain('cleared');
      expect((await quiet('{"AWS_PROFILE":"x"}')).says).toContain('cleared, but AWS_PROFILE could not be restored.');
      expect((await quiet('')).says).toContain('cleared, but the earlier AWS_* variables could not be restored.');
    });

    test('changes nothing if nothing was assumed', async () => {
      const { seen, says } = await off({ AWS_PROFILE: 'mine', AWS_PAGER: 'less' });
      if (seen.length > 0) expect(seen).toEqual(['AWS_PAGER=less', 'AWS_PROFILE=mine']);
      expect(says).not.toContain('cleared');
      expect(says).toContain('assume');
    });

    if (STATUSES.includes(shell)) {
      test('clears it, too, if the program is there, but its interpreter is not', async () => {
        stub.does('exit 127');
        const { seen, says } = await off(
          { ...ASSUMED, ASSUME_RESTORE: '{}', PATH: stub.env.PATH },
          'assume off --quiet',
        );
        expect(seen).toEqual(['AWS_CA_BUNDLE=/mine', 'AWS_PAGER=less']);
        expect(says).not.toContain('cleared');
      });

      test('changes nothing if the program fails otherwise', async () => {
        stub.does('exit 9');
        const { seen } = await off({ ...ASSUMED, ASSUME_RESTORE: '{}', PATH: stub.env.PATH });
        expect(seen).toContain('AWS_SECRET_ACCESS_KEY=assumed');
      });
    }
  });
}

import { appendFileSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keys } from '../plan/planFixtures';
import { dumps, openDemo, scriptOf } from '../support/demo';
import { type AnyShell, describeShell, OTHER_NAMES, run, SH_NAMES, SHELL_NAMES } from '../support/shells';

const CONFIG = `
[profile local]
${keys('AKIALOCAL')}endpoint_url = http://local.test:4566/it's?a=1&b=$(id)
services = local
use_fips_endpoint = false
[services local]
s3 =
  endpoint_url = http://s3.local.test:4566
[profile other]
${keys('AKIAOTHER')}ca_bundle = /etc/ssl/my corp.pem
[profile plain]
${keys('AKIAPLAIN')}`;

const LOCAL = {
  AWS_ENDPOINT_URL: "http://local.test:4566/it's?a=1&b=$(id)",
  AWS_ENDPOINT_URL_S3: 'http://s3.local.test:4566',
  AWS_USE_FIPS_ENDPOINT: 'false',
};
const OTHER = { AWS_CA_BUNDLE: '/etc/ssl/my corp.pem' };
const ASSUMED = /^(AWS_ENDPOINT_URL(_S3)?|AWS_USE_FIPS_ENDPOINT|AWS_CA_BUNDLE)$/;

/** Those of the variables that a profile here sets. */
const destination = (env: Record<string, string> = {}) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => ASSUMED.test(name)));

/** The settings of the profile `dev`. */
const roleLines = (config: string) => /^\[profile dev\]\n([^[]*)/m.exec(readFileSync(config, 'utf8'))?.[1] ?? '';

const each = <Shell extends AnyShell>(
  shells: readonly Shell[],
  tests: (
    shell: Shell,
    script: (lines: string, env?: Record<string, string>) => ReturnType<typeof run>,
    demo: () => Awaited<ReturnType<typeof openDemo>>,
  ) => void,
) => {
  for (const shell of shells) {
    describeShell(shell, `the destination in ${shell}`, () => {
      let demo: Awaited<ReturnType<typeof openDemo>>;
      beforeAll(async () => {
        demo = await openDemo();
        const config = join(demo.home.folder, '.aws/config');
        const [role = ''] = /^role_arn = .*$/m.exec(roleLines(config)) ?? [];
        const roles = [
          '[profile far]\nregion = eu-west-1\nendpoint_url = http://local.test:4566',
          '[profile near]\nregion = eu-west-1',
        ];
        appendFileSync(config, `${CONFIG}${roles.map((lines) => `${lines}\n${role}\nsource_profile = me\n`).join('')}`);
        // Session files are kept only of files that have not just been written.
        const then = Date.now() / 1000 - 60;
        utimesSync(config, then, then);
        utimesSync(join(demo.home.folder, '.aws/credentials'), then, then);
      });
      afterAll(() => demo.close());
      tests(
        shell,
        (lines, env = {}) => run(shell, `${scriptOf(shell)}\n${lines}\n`, { env: { ...demo.home.env, ...env } }),
        () => demo,
      );
    });
  }
};

each([...SHELL_NAMES, ...SH_NAMES, 'tcsh', ...OTHER_NAMES], (shell, script) => {
  const dump = shell === 'nu' ? '^dump-environment' : 'dump-environment';
  const steps = (...words: readonly string[]) => words.map((word) => `assume ${word}\n${dump}`).join('\n');

  test('is that of the last profile, and off removes it', async () => {
    const { stdout, stderr } = await script(steps('local', 'local', 'other', 'plain', 'local', 'off'));
    expect(stderr).toBe('');
    expect(dumps(stdout).map(destination)).toEqual([LOCAL, LOCAL, OTHER, {}, LOCAL, {}]);
    expect(dumps(stdout).at(-1)).not.toHaveProperty('ASSUME_ENDPOINTS');
  });

  test("leaves the user's own variables alone", async () => {
    const mine = { AWS_ENDPOINT_URL_S3: 'http://mine', AWS_CA_BUNDLE: '/mine.pem' };
    const { stdout } = await script(steps('local', 'other', 'off'), mine);
    expect(dumps(stdout).map(destination)).toEqual([{ ...LOCAL, ...mine }, mine, mine]);
  });

  test('follows in a child, and ends there', async () => {
    const nested = 'assume exec local -- assume exec plain -- dump-environment';
    const { stdout } = await script(`${nested}\nassume local\nassume exec other -- dump-environment\n${dump}`);
    expect(dumps(stdout).map(destination)).toEqual([{}, OTHER, LOCAL]);
  });
});

each(SHELL_NAMES, (_shell, script, demo) => {
  test('follows from session files too', async () => {
    const { stderr } = await script('assume far\nassume near');
    expect(stderr).toBe('');
    const folder = join(demo().home.folder, 'broken');
    mkdirSync(folder);
    writeFileSync(join(folder, 'assume'), '#!/bin/sh\necho "the program was run" >&2\nexit 9\n', { mode: 0o700 });
    const PATH = `${folder}:${demo().home.env.PATH}`;
    const steps = ['far', 'far', 'near', 'far', 'near'].map((word) => `assume ${word}\ndump-environment`).join('\n');
    const hits = await script(steps, { PATH });
    expect(hits.stderr).toBe('');
    const far = { AWS_ENDPOINT_URL: 'http://local.test:4566' };
    expect(dumps(hits.stdout).map(destination)).toEqual([far, far, {}, far, {}]);
    expect(dumps(hits.stdout).at(-1)).not.toHaveProperty('ASSUME_ENDPOINTS');
  });
});

/** How each shell says it. */
const SAY = {
  bash: {
    set: (name: string, value: string) => `export ${name}=${value}`,
    hide: (name: string, value: string) => `${name}=${value}`,
  },
  zsh: {
    set: (name: string, value: string) => `export ${name}=${value}`,
    hide: (name: string, value: string) => `${name}=${value}`,
  },
  fish: {
    set: (name: string, value: string) => `set -gx ${name} ${value}`,
    hide: (name: string, value: string) => `set -g ${name} ${value}`,
  },
};

each(['bash', 'zsh', 'fish'], (shell, script) => {
  const { set, hide } = SAY[shell];
  const show = (name: string) => `echo "${name}: $${name}."`;

  test("a variable changed since is the user's", async () => {
    const { stdout } = await script(
      `assume local\n${set('AWS_ENDPOINT_URL', 'http://mine')}\nassume plain\ndump-environment\nassume off\ndump-environment`,
    );
    const mine = { AWS_ENDPOINT_URL: 'http://mine' };
    expect(dumps(stdout).map(destination)).toEqual([mine, mine]);
  });

  test('off in a child shell ends it there', async () => {
    const nested = { bash: 'bash --norc', zsh: 'zsh -f', fish: 'fish --no-config' }[shell];
    const file = join(__dirname, `../../shell/assume.${shell}`);
    const { stdout } = await script(`assume local\n${nested} -c 'source ${file}; assume off; dump-environment'`);
    expect(dumps(stdout).map(destination)).toEqual([{}]);
  });

  test('off restores a variable that was set but not exported, also if it came later', async () => {
    for (const lines of [
      `${hide('AWS_ENDPOINT_URL', 'hidden')}\n${hide('AWS_CA_BUNDLE', 'untouched')}\nassume local`,
      `assume plain\n${hide('AWS_ENDPOINT_URL', 'hidden')}\n${hide('AWS_CA_BUNDLE', 'untouched')}\nassume local`,
    ]) {
      const { stdout, stderr } = await script(
        `${lines}\ndump-environment\nassume off\n${show('AWS_ENDPOINT_URL')}\n${show('AWS_CA_BUNDLE')}\ndump-environment`,
      );
      expect(stderr).toBe('');
      expect(dumps(stdout).map(destination)).toEqual([LOCAL, {}]);
      expect(stdout).toContain('AWS_ENDPOINT_URL: hidden.\nAWS_CA_BUNDLE: untouched.\n');
    }
  });

  test('a variable that was covered, and that the user has set since, stays as it is', async () => {
    const { stdout } = await script(
      `${hide('AWS_ENDPOINT_URL', 'hidden')}\nassume local\n${set('AWS_ENDPOINT_URL', 'http://mine')}\nassume off\ndump-environment`,
    );
    expect(dumps(stdout).map(destination)).toEqual([{ AWS_ENDPOINT_URL: 'http://mine' }]);
  });
});

each(['bash', 'zsh', ...SH_NAMES], (shell, script) => {
  const flags = shell === 'zsh' ? ['', 'setopt posix_builtins; '] : [''];

  test.each([
    ['readonly AWS_ENDPOINT_URL=http://mine', 'AWS_ENDPOINT_URL'],
    ['readonly AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL_S3'],
    ["export AWS_ENDPOINT_URL=''; readonly AWS_ENDPOINT_URL", 'AWS_ENDPOINT_URL'],
    ['readonly ASSUME_ENDPOINTS', 'ASSUME_ENDPOINTS'],
  ])('nothing changes if a variable that the profile sets is read-only: %s', async (line, name) => {
    for (const flag of flags) {
      const { stdout, stderr } = await script(`${flag}${line}\nassume local || echo refused\ndump-environment`);
      expect(stderr).toBe(`assume: ${name} is read-only in this shell, so nothing was changed.\n`);
      expect(stdout).toContain('refused\n');
      expect(dumps(stdout)[0]).not.toHaveProperty('ASSUME_PROFILE');
    }
  });

  test('nothing changes if one that must be removed was made read-only', async () => {
    const { stdout, stderr } = await script(
      'assume local\nreadonly AWS_ENDPOINT_URL_S3\nassume plain\ndump-environment',
    );
    expect(stderr).toBe('assume: AWS_ENDPOINT_URL_S3 is read-only in this shell, so nothing was changed.\n');
    expect(dumps(stdout)[0]).toMatchObject({ ...LOCAL, ASSUME_PROFILE: 'local' });
  });

  test('one that the user has exported may be read-only', async () => {
    const { stdout, stderr } = await script(
      'export AWS_CA_BUNDLE=/mine.pem; readonly AWS_CA_BUNDLE\nassume other\ndump-environment\nassume off\ndump-environment',
    );
    expect(stderr).toBe('');
    expect(dumps(stdout)[0]?.ASSUME_PROFILE).toBe('other');
    expect(dumps(stdout).map(destination)).toEqual([{ AWS_CA_BUNDLE: '/mine.pem' }, { AWS_CA_BUNDLE: '/mine.pem' }]);
  });
});

each(['bash', 'zsh'], (_shell, script) => {
  test.each([
    ['an array', 'AWS_ENDPOINT_URL=(a b)'],
    ['an exported array', 'typeset -ax AWS_ENDPOINT_URL_S3; AWS_ENDPOINT_URL_S3=(a b)'],
    ['a number', 'typeset -i AWS_ENDPOINT_URL=1'],
  ])('nothing changes if a variable that the profile may set is %s', async (_title, line) => {
    const { stdout, stderr } = await script(`${line}\nassume local || echo refused\ndump-environment`);
    expect(stderr).toMatch(/^assume: AWS_ENDPOINT_URL(_S3)? is not a plain variable .*, so nothing was changed\.\n$/);
    expect(stdout).toContain('refused\n');
    expect(dumps(stdout)[0]).not.toHaveProperty('ASSUME_PROFILE');
  });
});

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { signIn } from '../../src/credentials/ssoSignIn/signIn';
import { type FakeAws, startFakeAws } from '../../src/demo/aws/fakeAws';
import { PORTAL } from '../../src/demo/sampleAccounts';
import { type DemoHome, makeDemoHome } from '../../src/demo/startDemo';
import { realFiles } from '../../src/platform/files';
import { realNetwork } from '../credentials/stsFixture';
import { scriptOf } from '../support/demo';
import { SESSION_SHELLS } from '../support/sessionFiles';
import { type Environment, type RunResult, run, runProgram, type ShellName } from '../support/shells';
import { describeWith } from '../support/tools';
import { type AttackedUser, attackedAccounts, SESSION_ATTACKS, type SessionAttack, sessionIn } from './sessionAttacks';

const ROOT = resolve(__dirname, '../..');
/** Ends a script with the status of `assume`, after the environment has been printed. */
const KEEP: Record<ShellName, string> = {
  bash: 'status=$?',
  zsh: 'ended=$?',
  fish: 'set ended $status',
  pwsh: '$ended = if ($?) { 0 } else { $LASTEXITCODE }',
};
const EXIT: Record<ShellName, string> = {
  bash: 'exit $status',
  zsh: 'exit $ended',
  fish: 'exit $ended',
  pwsh: 'exit $ended',
};

/** Everyone who answers `assume subject`: each must give the same. */
type Asker = readonly [name: string, ask: (env: Environment) => Promise<RunResult>];

const assume = (...words: string[]): Asker => [
  words.slice(0, 2).join(' '),
  (env) => runProgram(process.execPath, [join(ROOT, 'dist/main.js'), ...words], { env }),
];
const inShell = (shell: ShellName): Asker => [
  shell,
  (env) => run(shell, `${scriptOf(shell)}\nassume subject\n${KEEP[shell]}\nenv\n${EXIT[shell]}`, { env }),
];
const ASKERS: readonly Asker[] = [
  assume('--eval=bash/1', '--', 'subject'),
  assume('exec', 'subject', '--', 'env'),
  assume('export', 'subject', '--format', 'sh'),
  ...SESSION_SHELLS.map(inShell),
];

const accountIn = (text: string) => /\bAWS_ACCOUNT_ID='?(\d{12})/.exec(text)?.[1];

describe.each(SESSION_ATTACKS.map((attack) => [attack.title, attack] as const))('%s', (_, attack: SessionAttack) => {
  const accounts = attackedAccounts();
  let aws: FakeAws;
  let demo: DemoHome;
  let user: AttackedUser;
  let environments: readonly [Environment, Environment];

  beforeAll(async () => {
    aws = await startFakeAws(accounts);
    // The files hold the keys of the first person only.
    demo = makeDemoHome(
      ROOT,
      { ...accounts, users: accounts.users.slice(0, 1) },
      { url: aws.url, serial: '' },
      { PATH: process.env.PATH },
    );
    const { folder: home, env } = demo;
    const at = (path: string) => join(home, path);
    const key = createHash('sha1').update('acme').digest('hex');
    user = {
      accounts,
      at,
      session: sessionIn(home),
      async signIn() {
        const token = at(`.aws/sso/cache/${key}.json`);
        if (existsSync(token)) return token;
        const session = {
          name: 'acme',
          startUrl: PORTAL.startUrl,
          region: PORTAL.region,
          scopes: ['sso:account:access'],
        };
        const options = { method: 'browser', profile: 'analyst', oidc: { url: aws.url } } as const;
        await signIn(session, options, {
          env,
          files: realFiles,
          now: () => new Date(),
          network: realNetwork(),
          print() {},
          open: (url) => fetch(`${url}&answer=allow`),
          waiting: (_, work) => work,
        });
        return token;
      },
    };
    await attack.before(user);
    const [first, second] = attack.env?.(user) ?? [{}, {}];
    environments = [
      { ...env, ...first },
      { ...env, ...second },
    ];
    const [, ask] = ASKERS[0] as Asker;
    const { stdout, stderr } = await ask(environments[0]);
    expect([accountIn(stdout), stderr]).toEqual([expect.anything(), '']);
    expect(existsSync(user.session)).toBe(!attack.isNeverSaved);
    if (!attack.isNeverSaved) {
      await attack.attack(user);
      execFileSync('cp', ['-a', at('.cache/assume/sessions'), at('kept')]);
    }
  });
  afterAll(async () => {
    demo?.remove();
    await aws?.close();
  });

  for (const [name, ask] of ASKERS) {
    const isShell = SESSION_SHELLS.some((shell) => shell === name);
    describeWith(isShell ? (name as ShellName) : [], name, () => {
      test(`gives ${typeof attack.result === 'number' ? `status ${attack.result}` : `account ${attack.result}`}`, async () => {
        // Only the session files are on trial: the last one asked has written another, and a cache of credentials.
        rmSync(user.at('.aws/cli'), { recursive: true, force: true });
        rmSync(user.at('.cache/assume/sessions'), { recursive: true, force: true });
        if (!attack.isNeverSaved) execFileSync('cp', ['-a', user.at('kept'), user.at('.cache/assume/sessions')]);
        const { status, stdout } = await ask(environments[1]);
        expect(status === 0 ? accountIn(stdout) : status).toBe(attack.result);
      });
    });
  }
});

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Env } from '../platform/env';
import { quotePosix } from '../shells/dialects';
import type { AwsAccounts } from './aws/awsAccounts';
import { type FakeAws, startFakeAws } from './aws/fakeAws';
import { DEMO_SHELLS } from './demoShells';
import { sampleAccounts } from './sampleAccounts';
import { sampleFiles } from './sampleFiles';

/** A temporary home folder, in which shells find `assume`, the sample profiles and the fake AWS. */
export interface DemoHome {
  readonly folder: string;
  /** The complete environment for a shell. */
  readonly env: Record<string, string>;
  remove(): void;
}

/** The fake AWS, as the programs in the demo's home reach it. */
interface DemoService {
  readonly url: string;
  /** The serial number of the MFA device whose codes `authenticator` prints. */
  readonly serial: string;
}

/** Commands that stand in for an installed `assume`, an authenticator app, and `aws sts get-caller-identity`. */
const programs = (root: string, { url, serial }: DemoService) => {
  const node = quotePosix(process.execPath);
  const fetchText = 'fetch(process.argv[1]).then((r) => r.text()).then((t) => console.log(t.trim()))';
  const identity = `
    const env = process.env;
    env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
    const fail = (text) => { console.error(text); process.exitCode = 1; };
    const load = (name) => require(process.argv[1] + '/' + name + '.js');
    if (!env.AWS_ACCESS_KEY_ID) fail('This shell has no credentials.');
    else load('sts').stsOver(new (load('connections').Connections)({})).callerArn({
      credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY, sessionToken: env.AWS_SESSION_TOKEN },
      region: env.AWS_REGION ?? 'us-east-1',
      endpoint: env.AWS_ENDPOINT_URL_STS,
    }).then(console.log, ({ name, message }) => fail(name + ': ' + message))`;
  return {
    assume: `${node} ${quotePosix(join(root, 'dist', 'main.js'))} "$@"`,
    authenticator: `${node} -e ${quotePosix(fetchText)} ${quotePosix(`${url}/mfa?serial=${encodeURIComponent(serial)}`)}`,
    'caller-identity': `${node} -e ${quotePosix(identity)} ${quotePosix(join(root, 'dist'))}`,
  };
};

function writeFile(path: string, text: string, mode = 0o600): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { mode });
  chmodSync(path, mode);
}

/** In seconds: no session file is written for AWS files that have just been edited. */
const AGE = 3600;

/** Writes an AWS file that has been there for a while. */
function writeOldFile(path: string, text: string): void {
  writeFile(path, text);
  const time = Date.now() / 1000 - AGE;
  utimesSync(path, time, time);
}

/** Variables that would bring the user's AWS settings, shell history or shell configuration into the demo, or expose them to it. */
const FOREIGN = /^(AWS_|ASSUME_|AWSUME_|XDG_|ZDOTDIR$|HISTFILE$|ENV$|BASH_ENV$|fish_history$)/;

const demoEnv = (env: Env, folder: string, url: string): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => !FOREIGN.test(entry[0]))),
  HOME: folder,
  PATH: `${join(folder, 'bin')}:${env.PATH ?? ''}`,
  AWS_ENDPOINT_URL_STS: url,
  AWS_ENDPOINT_URL_SSO: url,
  AWS_ENDPOINT_URL_SSO_OIDC: url,
  AWS_ENDPOINT_URL_SIGNIN: url,
  AWS_EC2_METADATA_DISABLED: 'true',
});

/**
 * Makes a demo's home folder, inside the system's temporary folder.
 * @param root the package's folder, with `dist` and `shell` in it
 * @throws the system's error
 */
export function makeDemoHome(root: string, accounts: AwsAccounts, service: DemoService, env: Env): DemoHome {
  const folder = mkdtempSync(join(tmpdir(), 'assume-demo-'));
  const { config, credentials } = sampleFiles(accounts);
  writeOldFile(join(folder, '.aws', 'config'), config);
  writeOldFile(join(folder, '.aws', 'credentials'), credentials);
  for (const { rc, script, lines } of DEMO_SHELLS) {
    writeFile(join(folder, script), readFileSync(join(root, 'shell', basename(script)), 'utf8'));
    writeFile(join(folder, rc), `${lines.join('\n')}\n`);
  }
  // In a login shell, /etc/profile may have reset the PATH.
  writeFile(join(folder, '.profile'), 'PATH="$HOME/bin:$PATH"\n[ -z "${BASH_VERSION-}" ] || . "$HOME/.bashrc"\n');
  // Without this folder, fish starts a program that reads every manual page and outlives the shell.
  mkdirSync(join(folder, '.local', 'share', 'fish', 'generated_completions'), { recursive: true });
  for (const [name, command] of Object.entries(programs(root, service))) {
    writeFile(join(folder, 'bin', name), `#!/bin/sh\nexec ${command}\n`, 0o700);
  }
  return {
    folder,
    env: demoEnv(env, folder, service.url),
    // A shell that was hung up on may still be writing its history.
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }),
  };
}

/** A running demo: the sample accounts, a fake AWS that serves them, and a home folder that points shells at it. */
export interface RunningDemo {
  readonly accounts: AwsAccounts;
  readonly aws: FakeAws;
  readonly home: DemoHome;
  /** A code of the one MFA device that will be accepted. @throws Error if every valid code was used */
  mfaCode(): string;
  /** Removes the home folder and stops the fake AWS. */
  close(): Promise<void>;
}

/**
 * Starts a demo.
 * @param root the package's folder, with `dist` and `shell` in it
 * @param env the environment to start from; its AWS variables aren't passed on
 * @throws the system's error, with nothing left running
 */
export async function startDemo(root: string, env: Env): Promise<RunningDemo> {
  const accounts = sampleAccounts();
  const serial = accounts.users.find(({ mfa }) => mfa)?.mfa?.serialNumber ?? '';
  const aws = await startFakeAws(accounts);
  try {
    const home = makeDemoHome(root, accounts, { url: aws.url, serial }, env);
    return {
      accounts,
      aws,
      home,
      mfaCode: () => aws.mfaCode(serial),
      async close() {
        home.remove();
        await aws.close();
      },
    };
  } catch (error) {
    await aws.close();
    throw error;
  }
}

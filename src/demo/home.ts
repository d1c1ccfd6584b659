import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Env } from '../platform/env';
import { SHELLS } from '../shells/table';
import { sampleFiles } from './sample';
import { DEMO_SHELLS } from './shells';
import type { World } from './world';

/** A home folder of its own, in which a shell finds `assume`, the sample profiles and the embedded STS. */
export interface DemoHome {
  readonly folder: string;
  readonly env: Record<string, string>;
  remove(): void;
}

const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** Where the STS answers, and whose codes it can tell. */
interface Service {
  readonly url: string;
  readonly serial: string;
}

/** The programs that stand in for an installed `assume`, the phone with the MFA app, and `aws sts get-caller-identity`. */
const programs = (root: string, { url, serial }: Service) => {
  const node = quote(process.execPath);
  const fromUrl = 'fetch(process.argv[1]).then((r) => r.text()).then((t) => console.log(t.trim()))';
  const identity = `
    const env = process.env;
    env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
    const fail = (text) => { console.error(text); process.exitCode = 1; };
    if (!env.AWS_ACCESS_KEY_ID) fail('There are no credentials in this shell.');
    else require(process.argv[1]).callerArn({
      credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY, sessionToken: env.AWS_SESSION_TOKEN },
      region: env.AWS_REGION ?? 'us-east-1',
      endpoint: env.AWS_ENDPOINT_URL_STS,
    }).then(console.log, ({ name, message }) => fail(name + ': ' + message))`;
  return {
    assume: `${node} ${quote(join(root, 'dist', 'main.js'))} "$@"`,
    authenticator: `${node} -e ${quote(fromUrl)} ${quote(`${url}/mfa?serial=${encodeURIComponent(serial)}`)}`,
    'caller-identity': `${node} -e ${quote(identity)} ${quote(join(root, 'dist', 'sts.js'))}`,
  };
};

function writeFile(path: string, text: string, mode = 0o600): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { mode });
  chmodSync(path, mode);
}

/** Nothing of the user's AWS, shell history or shell configuration gets into the demo, or is touched by it. */
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
 * Makes the home folder of a demo below the system's folder for temporary files.
 * @param root the package's folder, with `dist` and `shell` in it
 * @throws the system's error
 */
export function makeDemoHome(root: string, world: World, service: Service, env: Env): DemoHome {
  const folder = mkdtempSync(join(tmpdir(), 'assume-demo-'));
  const { config, credentials } = sampleFiles(world);
  writeFile(join(folder, '.aws', 'config'), config);
  writeFile(join(folder, '.aws', 'credentials'), credentials);
  for (const { name, rc, before = '', prompt } of DEMO_SHELLS) {
    const { script = '' } = SHELLS.find((shell) => shell.name === name) ?? {};
    writeFile(join(folder, rc), `${before}\n${readFileSync(join(root, 'shell', script), 'utf8')}\n${prompt}\n`);
  }
  // Without this folder fish starts a program that reads all manual pages, and goes on when the shell has ended.
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

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PORTAL } from '../../src/demo/sampleAccounts';
import { openDemo, scriptOf } from './demo';
import type { Environment, RunResult, ShellName } from './shells';
import { interactiveShell, openTerminal } from './terminal';

/** The user's browser: it follows redirects, or opens without loading anything, or is missing. */
export type Browser = 'follows' | 'waits' | 'none';

/** Follows all redirects, as a browser does. */
const FOLLOWS = `exec '${process.execPath}' -e 'fetch(process.argv[1])' "$1"`;

/** A line that shows the status of the last command. */
export const STATUS: Readonly<Record<ShellName, string>> = {
  bash: 'echo "status $?"',
  zsh: 'echo "status $?"',
  fish: 'echo "status $status"',
  pwsh: 'echo "status $LASTEXITCODE"',
};

/** A user with the sample profiles, a browser, and terminals. */
export async function openSsoFixture() {
  const demo = await openDemo();
  const { folder: home, env } = demo.home;
  const config = join(home, '.aws', 'config');
  const token = (key = 'acme') =>
    join(home, '.aws', 'sso', 'cache', `${createHash('sha1').update(key).digest('hex')}.json`);
  /** This PATH has nothing else on it, in particular not the developer's browser. */
  const alone = { ...env, PATH: join(home, 'bin') };

  return {
    demo,
    home,
    sts: demo.aws,
    startUrl: PORTAL.startUrl,
    /** The file of the token for a session name or a start URL. */
    token,
    hasToken: (key?: string) => existsSync(token(key)),
    /** Changes members of the token file; `undefined` removes one. */
    changeToken: (members: object) =>
      writeFileSync(token(), JSON.stringify({ ...JSON.parse(readFileSync(token(), 'utf8')), ...members })),
    actions: () => demo.aws.requests.map(({ action }) => action).filter(Boolean),
    write: (name: string, text: string) => writeFileSync(join(home, name), text, { mode: 0o600 }),
    addProfile: (lines: string) => appendFileSync(config, `\n${lines}\n`),
    /** Installs the browser as xdg-open for Linux, and as open for macOS. */
    browse(how: Browser) {
      for (const name of how === 'none' ? [] : ['xdg-open', 'open']) {
        const file = join(home, 'bin', name);
        writeFileSync(file, `#!/bin/sh\n${how === 'follows' ? FOLLOWS : 'exit 0'}\n`);
        chmodSync(file, 0o755);
      }
    },
    /** A shell in a terminal that is wide enough for a URL. */
    shell: (shell: ShellName) => interactiveShell(shell, { home, env, init: scriptOf(shell), cols: 600 }),
    /** `assume` in a terminal of its own, without a shell. */
    assume: (args: readonly string[], more: Environment = {}) =>
      openTerminal({ file: join(home, 'bin', 'assume'), args, env: { ...alone, ...more }, cols: 600 }),
    /** `assume` in a process session of its own, which has no terminal. */
    async assumeAlone(args: readonly string[]): Promise<RunResult> {
      const child = spawn(join(home, 'bin', 'assume'), [...args], {
        env: alone,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
      const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
      return { status, stdout, stderr };
    },
    close: () => demo.close(),
  };
}

export type SsoFixture = Awaited<ReturnType<typeof openSsoFixture>>;

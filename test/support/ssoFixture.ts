import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PORTAL } from '../../src/demo/sampleAccounts';
import { openDemo, scriptOf } from './demo';
import type { Environment, RunResult, ShellName } from './shells';
import { interactiveShell, openTerminal } from './terminal';

/** What the person's browser is: one that follows where it is sent, one that shows nothing, none at all. */
export type Browser = 'follows' | 'waits' | 'none';

/** Follows all redirects, as a browser does. */
const FOLLOWS = `exec '${process.execPath}' -e 'fetch(process.argv[1])' "$1"`;

/** The line that shows the status of the command before. */
export const STATUS: Readonly<Record<ShellName, string>> = {
  bash: 'echo "status $?"',
  zsh: 'echo "status $?"',
  fish: 'echo "status $status"',
  pwsh: 'echo "status $LASTEXITCODE"',
};

/** Somebody with the sample profiles, a browser, and terminals. */
export async function openSsoFixture() {
  const demo = await openDemo();
  const { folder: home, env } = demo.home;
  const config = join(home, '.aws', 'config');
  const token = (key = 'acme') =>
    join(home, '.aws', 'sso', 'cache', `${createHash('sha1').update(key).digest('hex')}.json`);
  /** Nothing else is on this PATH, above all no browser of the developer's. */
  const alone = { ...env, PATH: join(home, 'bin') };

  return {
    demo,
    home,
    sts: demo.aws,
    startUrl: PORTAL.startUrl,
    /** Where the sign-in of a session, or of a start URL, is kept. */
    token,
    hasToken: (key?: string) => existsSync(token(key)),
    /** Changes what is kept of a sign-in; a member that is `undefined` is removed. */
    changeToken: (members: object) =>
      writeFileSync(token(), JSON.stringify({ ...JSON.parse(readFileSync(token(), 'utf8')), ...members })),
    actions: () => demo.aws.requests.map(({ action }) => action).filter(Boolean),
    write: (name: string, text: string) => writeFileSync(join(home, name), text, { mode: 0o600 }),
    addProfile: (lines: string) => appendFileSync(config, `\n${lines}\n`),
    /** xdg-open is Linux's, open is that of macOS. */
    browse(how: Browser) {
      for (const name of how === 'none' ? [] : ['xdg-open', 'open']) {
        const file = join(home, 'bin', name);
        writeFileSync(file, `#!/bin/sh\n${how === 'follows' ? FOLLOWS : 'exit 0'}\n`);
        chmodSync(file, 0o755);
      }
    },
    /** A shell in a terminal wide enough for an address. */
    shell: (shell: ShellName) => interactiveShell(shell, { home, env, init: scriptOf(shell), cols: 600 }),
    /** `assume` in a terminal of its own, without a shell. */
    assume: (args: readonly string[], more: Environment = {}) =>
      openTerminal({ file: join(home, 'bin', 'assume'), args, env: { ...alone, ...more }, cols: 600 }),
    /** `assume` in a session of its own, which has no terminal. */
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

import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { AssumeError, EXIT } from '../errors';
import type { Env } from '../platform/env';
import { findShell } from '../shells/table';
import { write } from '../terminal/output';
import { setUp } from './setup';
import { type DemoShell, findDemoShell } from './shells';

function isInstalled(program: string, { PATH = '' }: Env): boolean {
  return PATH.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The shell to open: the one asked for, else the login shell if the demo can open it, else bash. */
function chooseCommand(name: string | undefined, env: Env): DemoShell['command'] {
  const shell = findDemoShell(findShell(name ?? basename(env.SHELL ?? ''))?.name);
  const { command = ['bash', '-i'] } = shell ?? {};
  const [program] = command;
  if (isInstalled(program, env)) return command;
  throw new AssumeError(`${program} is not on the PATH.`, { exitCode: EXIT.failure });
}

const WELCOME = `
A shell of its own, with sample profiles and a small STS on this machine. No AWS account is involved.

  assume list       the profiles
  assume dev        a role; who that is to AWS: caller-identity
  authenticator     prints an MFA code, for
  assume prod       a role with MFA
  assume billing    another one, by the same code
  assume audit      a role behind a role
  assume analyst    IAM Identity Center, after: assume login analyst
  assume pr<TAB>    names complete
  assume broken     what goes wrong, in plain words; also: assume denied, assume prdo
  assume off        everything is as before
  exit              leaves, and removes all this

`;

/**
 * Opens a shell in which everything can be tried with no AWS account, and removes all traces of it afterwards.
 * @param root the package's folder
 * @returns the shell's exit status
 * @throws AssumeError if there is no such shell (exit 1)
 */
export async function openDemo(root: string, shell: string | undefined, env: Env): Promise<number> {
  const [program, ...args] = chooseCommand(shell, env);
  const { home, close } = await setUp(root, env);
  try {
    write(2, WELCOME);
    return await runInTerminal(program, args, home.env, home.folder);
  } finally {
    await close();
  }
}

/** Ctrl-C belongs to the shell inside; a hang-up or an end from outside is passed on, so that the rest is cleaned up. */
function runInTerminal(program: string, args: readonly string[], env: Record<string, string>, cwd: string) {
  return new Promise<number>((resolve, reject) => {
    const child = spawn(program, args, { env, cwd, stdio: 'inherit' });
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    const ignore = () => {};
    process.on('SIGINT', ignore).on('SIGQUIT', ignore).on('SIGHUP', pass).on('SIGTERM', pass);
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGINT', ignore).off('SIGQUIT', ignore).off('SIGHUP', pass).off('SIGTERM', pass);
      resolve(code ?? EXIT.failure);
    });
  });
}

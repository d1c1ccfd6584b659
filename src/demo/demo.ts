import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import type { Env } from '../env';
import { AssumeError, EXIT } from '../errors';
import { findShell, type Shell } from '../shells/table';
import { write } from '../terminal/output';
import { setUp } from './setup';

/** How each shell is started by hand. */
export const PROGRAMS: Readonly<Record<Shell['name'], readonly [program: string, ...args: string[]]>> = {
  bash: ['bash', '-i'],
  zsh: ['zsh', '-d', '-i'],
  fish: ['fish', '-i'],
  powershell: ['pwsh', '-NoLogo'],
};

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

/** The shell to open: the one asked for, else the login shell if it is one of ours, else bash. */
function chooseShell(name: string | undefined, env: Env): Shell['name'] {
  const { name: chosen } = findShell(name ?? basename(env.SHELL ?? '')) ?? { name: 'bash' as const };
  if (isInstalled(PROGRAMS[chosen][0], env)) return chosen;
  throw new AssumeError(`${PROGRAMS[chosen][0]} is not on the PATH.`, { exitCode: EXIT.failure });
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
  const [program, ...args] = PROGRAMS[chooseShell(shell, env)];
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

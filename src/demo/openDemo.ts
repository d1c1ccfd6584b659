import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { AssumeError, EXIT } from '../errors';
import { DONE, type Handler } from '../outcome';
import type { Env } from '../platform/env';
import { pathOf, programsOn } from '../platform/processes';
import { isTerminal } from '../platform/tty';
import { parentShell } from '../shells/parentShell';
import { findShell } from '../shells/table';
import { write } from '../terminal/output';
import { type DemoShell, findDemoShell } from './demoShells';
import { startDemo } from './startDemo';

/** The shell to open: the one named, else the one it is typed in or the login shell if the demo can open it, else bash. */
async function chooseCommand(name: string | undefined, env: Env): Promise<DemoShell['command']> {
  const names = name === undefined ? [(await parentShell())?.name, basename(env.SHELL ?? '')] : [name];
  const shells = names.map((each) => findDemoShell(findShell(each ?? '')?.name));
  const { command = ['bash', '-i'] } = shells.find((each) => each !== undefined) ?? {};
  const [program] = command;
  if (programsOn(pathOf(env), program).length > 0) return command;
  throw new AssumeError(`${program} not found on the PATH.`, { exitCode: EXIT.failure });
}

/** The card that greets the user: at most 80 columns. @param home the folder that is HOME there */
const welcome = (home: string) => `
Welcome to the sandbox: a shell with sample profiles and a fake AWS.
It needs no AWS account. Its home folder is its own, and so are its settings:
${home}
Your own files are neither read nor changed.

  assume list            show the sample profiles
  assume                 choose one of them; also: assume 3333
  assume dev             assume a role
  assume status          see who you are now
  caller-identity        ask the fake AWS who you are
  authenticator          print an MFA code for the next command
  assume prod            assume a role that requires MFA
  assume billing         assume another one, without a second code
  assume audit           assume a role chain
  assume login analyst   sign in to IAM Identity Center
  assume analyst         use the permission set you signed in for
  assume pr<TAB>         complete a profile name
  assume broken          see an error explained; also: denied, prdo
  assume off             clear the credentials and restore the environment
  exit                   leave the sandbox and delete it

`;

/**
 * Opens a shell in which everything can be tried without an AWS account, and removes all traces of it afterwards.
 * @param root the package's folder
 * @param shell a name or alias from the table of shells; by default the one that started this program
 * @returns the shell's exit status
 * @throws AssumeError (exit 1) if the shell isn't installed
 */
export async function openDemo(root: string, shell: string | undefined, env: Env): Promise<number> {
  const [program, ...args] = await chooseCommand(shell, env);
  const { home, close } = await startDemo(root, env);
  try {
    write(2, welcome(home.folder));
    return await runInTerminal(program, args, home.env, home.folder);
  } finally {
    await close();
  }
}

/** Runs the shell. Ctrl-C is for it alone; SIGHUP and SIGTERM are passed on to it, so that the demo cleans up once it exits. */
function runInTerminal(program: string, args: readonly string[], env: Record<string, string>, cwd: string) {
  return new Promise<number>((resolve, reject) => {
    const child = spawn(program, args, { env, cwd, stdio: 'inherit' });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    const ignore = () => {};
    process.on('SIGINT', ignore).on('SIGQUIT', ignore).on('SIGHUP', forward).on('SIGTERM', forward);
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGINT', ignore).off('SIGQUIT', ignore).off('SIGHUP', forward).off('SIGTERM', forward);
      resolve(code ?? EXIT.failure);
    });
  });
}

/** `assume demo [SHELL]`: opens a shell with sample profiles and an STS of its own. @throws AssumeError (exit 4) without a terminal */
export const demo: Handler = async ({ names: [shell] }, { env, packageRoot }) => {
  if (!(await isTerminal(0)) || !(await isTerminal(1))) {
    throw new AssumeError('The demo opens an interactive shell, and there is no terminal here.', {
      exitCode: EXIT.interaction,
    });
  }
  await openDemo(packageRoot, shell, env);
  return DONE;
};

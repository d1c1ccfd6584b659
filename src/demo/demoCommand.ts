import { AssumeError, EXIT } from '../errors';
import { DONE, type Handler } from '../outcome';
import { isTerminal } from '../platform/tty';
import { openDemo } from './openDemo';

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

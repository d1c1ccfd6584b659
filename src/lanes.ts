import { runDirectly } from './direct';
import { renewScripts } from './install/renew';
import { answer } from './protocol';
import { ROOT } from './root';
import { type Call, parseCall } from './shells/call';
import { renewal } from './shells/installing';
import { SHELLS } from './shells/table';
import { write } from './terminal/output';
import { report } from './terminal/report';
import { keepOffScreen } from './terminal/secret';

const print = (text: string) => write(1, text);

/**
 * A shell that waits for what it captures ignores Ctrl-Z, and has what it starts ignore it too. Node begins with the
 * signal's default again: it would stop, and nobody could ever continue it. PowerShell stops, and is continued, with us.
 */
function goOnAtCtrlZ({ kind, shell }: Call): void {
  if (kind === 'eval' && shell.name !== 'powershell') process.on('SIGTSTP', () => {});
}

/** The machine lane answers what a shell asks; what it declines, and what a person types, is oclif's. */
async function lane(argv: readonly string[]): Promise<number> {
  const call = parseCall(argv);
  if (call) goOnAtCtrlZ(call);
  if (!argv.includes('--no-cache')) renewScripts(call ? [call.shell] : SHELLS, ROOT, process.env);
  const notice = call && renewal(call);
  if (notice) write(2, `${notice}\n`);
  const text = call && (await answer(call));
  if (text === undefined) return (await runDirectly(argv, print)) ?? (await import('./cli')).run(argv);
  if (call?.kind === 'eval') await keepOffScreen();
  print(text);
  return 0;
}

/**
 * Does what the words say. What goes wrong is told on stderr.
 * @returns the exit status
 */
export const run = (argv: readonly string[]): Promise<number> =>
  lane(argv).catch((error) => report(error, process.env));

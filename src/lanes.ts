import { runDirectly } from './direct';
import { answer } from './protocol';
import { parseCall } from './shells/call';
import { renewal } from './shells/caller';
import { write } from './terminal/output';
import { report } from './terminal/report';
import { keepOffScreen } from './terminal/secret';

const print = (text: string) => write(1, text);

/**
 * Ctrl-Z stops every process of the job. The function's shell waits for us and could not be asked to go on with us: it
 * ignores the key, as POSIX wants it of a command substitution, but Node begins with the signal's default again.
 */
const goOnAtCtrlZ = () => process.on('SIGTSTP', () => {});

/** The machine lane answers what a shell asks; what it declines, and what a person types, is oclif's. */
async function lane(argv: readonly string[]): Promise<number> {
  const call = parseCall(argv);
  if (call?.kind === 'eval') goOnAtCtrlZ();
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

import { dieBySignal } from '../platform/processes';
import { isTerminal } from '../platform/tty';
import { write } from './output';

/** How long a person waits without wondering, in milliseconds. */
const PATIENCE = 1_000;

/** Back to the start of the line, and erase it (ECMA-48: CR, EL). */
const erase = () => write(2, '\r\x1b[K');

const interrupted = () => {
  erase();
  dieBySignal('SIGINT');
};

/** Waits for something, and shows a person that it takes long: a line that goes away again, after Ctrl-C too. */
export async function showProgress<Result>(text: string, work: Promise<Result>): Promise<Result> {
  let done = false;
  let shown = false;
  const timer = setTimeout(async () => {
    if (!(await isTerminal(2)) || done) return;
    shown = true;
    process.once('SIGINT', interrupted);
    write(2, `${text} ...`);
  }, PATIENCE);
  try {
    return await work;
  } finally {
    done = true;
    clearTimeout(timer);
    process.removeListener('SIGINT', interrupted);
    if (shown) erase();
  }
}

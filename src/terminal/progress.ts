import { dieBySignal } from '../platform/processes';
import { isTerminal } from '../platform/tty';
import { write } from './output';

/** In milliseconds: a shorter wait needs no explanation. */
const PATIENCE = 1_000;

/** Returns to the start of the line and erases it (ECMA-48: CR, EL). */
const erase = () => write(2, '\r\x1b[K');

const interrupted = () => {
  erase();
  dieBySignal('SIGINT');
};

/**
 * Waits for some work, and shows a line on stderr while that takes long, if stderr is a terminal. The line is erased
 * afterwards, also on Ctrl-C.
 * @throws what `work` rejects with
 */
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

import { posix } from '../../shells/posix';
import type { Call } from './calls';
import { ANSWERED, commandLine, type Paste, question } from './paste';

const [KEY, SECRET, TOKEN, EXPIRATION] = ANSWERED;

/** The only name of our own: in subshells, and in the user's shell until the line ends. */
const OWN = '__assume';

function callLine({ words, mfaSerial }: Call): string {
  const line = commandLine(words, posix.quote);
  if (mfaSerial === undefined) return line;
  const ask = `printf %s ${posix.quote(`${question(mfaSerial)}: `)} >/dev/tty && read -r ${OWN} </dev/tty`;
  return `${ask} && ${line} --token-code "$${OWN}"`;
}

/** A failed call answers nothing, so `read` fails behind it, and so on to the last. */
const chain = (calls: readonly Call[]): string =>
  calls
    .map(callLine)
    .join(` | (read -r ${KEY} ${SECRET} ${TOKEN} ${OWN} && export ${KEY} ${SECRET} ${TOKEN} && `)
    .concat(')'.repeat(calls.length - 1));

/** What is before the first blank of the answer, behind the last one, and between. */
const FIRST = `"\${${OWN}%%[[:space:]]*}"`;
const LAST = `"\${${OWN}##*[[:space:]]}"`;
const WITHOUT_ENDS = `${OWN}="\${${OWN}#*[[:space:]]}"; ${OWN}="\${${OWN}%[[:space:]]*}"`;

/**
 * For bash, zsh and sh. Everything happens in a subshell, whose whole answer is then taken apart by expansions: nothing is
 * evaluated. Without a variable for it, `!` in a quoted word would be history to an interactive shell.
 */
export function posixLine({ calls, set, unset }: Paste): string {
  const settings = set.map(([name, value]) => ` ${name}=${commandLine([value], posix.quote)}`).join('');
  return [
    `if ${OWN}=$(unset -v IFS ${EXPIRATION} ${unset.join(' ')}; ${chain(calls)});`,
    `then export ${KEY}=${FIRST} ${EXPIRATION}=${LAST}; ${WITHOUT_ENDS};`,
    `export ${SECRET}=${FIRST} ${TOKEN}=${LAST}${settings}; unset -v ${OWN} ${unset.join(' ')};`,
    `else unset -v ${OWN}; false; fi`,
  ].join(' ');
}

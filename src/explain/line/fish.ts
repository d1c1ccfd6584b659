import { fish } from '../../shells/fish';
import type { Call } from './calls';
import { ANSWERED, commandLine, type Paste, question } from './paste';

/** The answer's words, in a variable of the block. */
const take = ({ words, mfaSerial }: Call) => {
  const line = commandLine(words, fish.quote);
  if (mfaSerial === undefined) return `set -l key (${line} | string split \\t)`;
  const ask = `read -l -P ${fish.quote(`${question(mfaSerial)}: `)} code`;
  return `${ask}; and set -l key (${line} --token-code $code | string split \\t)`;
};

const put = (scope: '-lx' | '-gx') => ANSWERED.map((name, index) => `set ${scope} ${name} $key[${index + 1}]`);

/** A block has variables of its own, which hide the others from what it starts: `-lu` also that there are any. */
export function fishLine({ calls, set, unset }: Paste): string {
  const hide = [...unset, 'AWS_CREDENTIAL_EXPIRATION'].map((name) => `set -lu ${name}`);
  const chain = calls.flatMap((call, index) => [...(index > 0 ? put('-lx') : []), take(call)]);
  const change = [
    ...put('-gx'),
    ...set.map(([name, value]) => `set -gx ${name} ${commandLine([value], fish.quote)}`),
    // Erasing what is not there is status 4.
    ...unset.map((name) => `set -e -g ${name}`),
    'true',
  ];
  return `begin; ${hide.join('; ')}; ${chain.join('; and ')}; and begin; ${change.join('; ')}; end; end`;
}

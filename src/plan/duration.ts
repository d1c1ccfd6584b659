import type { Given } from './given';
import type { Parameters } from './parameters';

/** STS: `roleDurationSecondsType`. */
const SHORTEST = 900;
const LONGEST = 43_200;

/** A role assumed with the credentials of a role lives an hour at most, whatever is asked for (STS: role chaining). */
const CHAINED = 3600;

const isFlag = ({ place }: Given) => place.startsWith('--');

/** `1h`, `90m`, `1h30m` or seconds; in a profile only these, as everything else reads them as a number. */
function secondsIn(given: Given): number | undefined {
  const { text } = given;
  if (/^\d+$/.test(text)) return Number(text);
  const [, hours, minutes] = (isFlag(given) && /^(?:(\d+)h)?(?:(\d+)m)?$/.exec(text)) || [];
  return hours || minutes ? Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 : undefined;
}

/** How long a role's session shall be valid, in seconds; `undefined` if nobody says it, or if it cannot be. */
export function durationSeconds(parameters: Parameters, chained: boolean): number | undefined {
  const given = parameters.given('duration_seconds');
  if (!given) return undefined;
  const seconds = secondsIn(given) ?? 0;
  const example = isFlag(given) ? '1h' : '3600';
  if (seconds < SHORTEST || seconds > LONGEST) {
    const form = isFlag(given) ? '15m to 12h, or 900 to 43200 seconds' : 'a number of seconds from 900 to 43200';
    return parameters.problems.add(given.wrong(`must be ${form}`, example));
  }
  if (chained && seconds > CHAINED) {
    const why = 'must be an hour at most where a role is assumed with the credentials of another one';
    return parameters.problems.add(given.wrong(why, example));
  }
  return seconds;
}

import type { Parameters, ParameterValue } from './parameters';
import { MIN_DURATION } from './validation';

const isFlag = ({ location }: ParameterValue) => location.startsWith('--');

/** `1h`, `90m`, `1h30m` or seconds. In a profile only seconds, since every other program reads a number there. */
function parseSeconds(value: ParameterValue): number | undefined {
  const { text } = value;
  if (/^\d+$/.test(text)) return Number(text);
  const [, hours, minutes] = (isFlag(value) && /^(?:(\d+)h)?(?:(\d+)m)?$/.exec(text)) || [];
  return hours || minutes ? Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 : undefined;
}

/**
 * The duration that is set, in seconds. `undefined` if none is, or if it is not possible, which is a problem.
 * @param max AWS's limit, in seconds
 * @param maxChained AWS's limit for a role in a role chain, in seconds; absent for everything else
 */
export function durationSeconds(parameters: Parameters, max: number, maxChained = max): number | undefined {
  const value = parameters.value('duration_seconds');
  if (!value) return undefined;
  const seconds = parseSeconds(value) ?? 0;
  const example = isFlag(value) ? '1h' : '3600';
  if (seconds < MIN_DURATION || seconds > max) {
    const form = isFlag(value)
      ? `15m to ${max / 3600}h, or ${MIN_DURATION} to ${max} seconds`
      : `a number of seconds from ${MIN_DURATION} to ${max}`;
    return parameters.problems.add(value.invalid(`must be ${form}`, example));
  }
  if (seconds > maxChained) {
    return parameters.problems.add(value.invalid('must be at most one hour in a role chain', example));
  }
  return seconds;
}

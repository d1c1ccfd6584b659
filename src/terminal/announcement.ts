import type { EnvironmentChange } from '../environment/change';
import type { Env } from '../platform/env';
import { formatSpan } from '../util/time';
import { printable } from './output';
import { paint, paintProfile, SOON, SOON_SGR, wantsColor } from './profileColor';
import { isUtf8 } from './width';

const CLEARED = 'Credentials cleared; environment restored.';
const NOTHING_TO_CLEAR = 'No profile assumed; nothing changed.';

type Values = ReadonlyMap<string, string | null>;

/** `localhost:4566`: the host and port of a URL, without what may be secret. */
const hostOf = (url: string) =>
  url
    .replace(/^.*?:\/\//, '')
    .replace(/[/?#].*/, '')
    .replace(/^.*@/, '');

/** `at localhost:4566`, if the profile sends requests anywhere else than to AWS; `s3 at …` if only those to some services. */
function endpointText(values: Values): string | undefined {
  const pairs = (values.get('ASSUME_ENDPOINTS') ?? '').split('|').map((pair) => pair.split(/=(.*)/s));
  const every = pairs.find(([name]) => name === 'AWS_ENDPOINT_URL');
  if (every) return `at ${hostOf(every[1] ?? '')}`;
  const [first, ...others] = pairs.filter(([name]) => name?.startsWith('AWS_ENDPOINT_URL_'));
  if (!first) return undefined;
  const service = first[0]?.slice('AWS_ENDPOINT_URL_'.length).toLowerCase();
  return `${service} at ${hostOf(first[1] ?? '')}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}

/** `59m left`; `long-term key`. Temporary credentials can come from a file that doesn't say when they expire. */
function timeText(values: Values, now: Date, isColored: boolean): string | undefined {
  const expires = values.get('ASSUME_EXPIRES');
  if (!expires) return values.get('AWS_SESSION_TOKEN') ? undefined : 'long-term key';
  // In whole seconds, like the scripts.
  const left = Number(expires) - Math.floor(now.getTime() / 1000);
  const text = left > 0 ? `${formatSpan(left)} left` : 'expired';
  return isColored && left < SOON ? paint(text, SOON_SGR) : text;
}

/**
 * What a person sees after a change: `✓ prod  Admin @ 333344445555  eu-central-1  59m left`. What isn't known is left out. The
 * scripts in `shell/` print the same for a session file.
 */
export function announcement(change: EnvironmentChange, env: Env, now: Date): string {
  const values: Values = new Map(change);
  const isColored = wantsColor(env);
  const profile = values.get('ASSUME_PROFILE');
  if (!profile) {
    const line = `assume: ${change.length > 0 ? CLEARED : NOTHING_TO_CLEAR}`;
    return isColored ? `\x1b[2m${line}\x1b[22m` : line;
  }
  const shown = (name: string) => printable(values.get(name) ?? '');
  const parts = [
    paintProfile(printable(profile), values.get('ASSUME_COLOR'), isColored),
    [shown('ASSUME_ROLE'), shown('AWS_ACCOUNT_ID')].filter(Boolean).join(' @ '),
    shown('AWS_REGION'),
    printable(endpointText(values) ?? ''),
    timeText(values, now, isColored),
  ];
  return `${isUtf8(env) ? '✓' : 'ok'} ${parts.filter(Boolean).join('  ')}`;
}

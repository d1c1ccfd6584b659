/** In seconds: with less than this left, credentials and sign-ins are renewed, as in botocore. */
const RENEWAL_WINDOW = 15 * 60;

/**
 * Whether what ends then can still be used without renewing it.
 * @param lifeSeconds original lifetime; short-lived credentials stay fresh until a third of it is left
 */
export const isFresh = (end: Date, now: Date, lifeSeconds = Number.POSITIVE_INFINITY): boolean =>
  (end.getTime() - now.getTime()) / 1000 >= Math.min(RENEWAL_WINDOW, lifeSeconds / 3);

/** Hours and minutes on the user's clock. @param epochSeconds since 1970 */
export const formatClock = (epochSeconds: string | number): string =>
  new Date(Number(epochSeconds) * 1000).toTimeString().slice(0, 5);

/** ISO 8601 in UTC and whole seconds, as AWS writes it: the form that botocore and every SDK can read. */
export const isoSeconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

const two = (number: number) => String(number).padStart(2, '0');

const formatDate = (time: Date) => `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;

/** `14:05` on the user's clock, with the date (`2026-08-23 02:05`) if that isn't today. */
export function formatTime(time: Date, now: Date): string {
  const clock = formatClock(time.getTime() / 1000);
  return formatDate(time) === formatDate(now) ? clock : `${formatDate(time)} ${clock}`;
}

/** `2h 5m`, rounded down so it never overstates the time left; `<1m` for less than a minute. */
export function formatSpan(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const parts = [hours > 0 && `${hours}h`, minutes > 0 && `${minutes}m`].filter(Boolean);
  return parts.join(' ') || '<1m';
}

/** `2h 5m left (until 14:05)`, with the date if that isn't today; `expired`; `-` for what never ends. */
export function formatExpiry(end: Date | undefined, now: Date): string {
  if (!end) return '-';
  const seconds = (end.getTime() - now.getTime()) / 1000;
  return seconds <= 0 ? 'expired' : `${formatSpan(seconds)} left (until ${formatTime(end, now)})`;
}

/** In seconds: with less than this left, credentials and sign-ins are renewed, as in botocore. */
const RENEWAL_WINDOW = 15 * 60;

/**
 * Whether what ends then can still be used without renewing it.
 * @param lifeSeconds original lifetime; short-lived credentials stay fresh until a third of it is left
 */
export const isFresh = (end: Date, now: Date, lifeSeconds = Number.POSITIVE_INFINITY): boolean =>
  (end.getTime() - now.getTime()) / 1000 >= Math.min(RENEWAL_WINDOW, lifeSeconds / 3);

const DATE = String.raw`(?<year>\d{4})(?:-(?<month>\d\d)-(?<day>\d\d)|(?<month2>\d\d)(?<day2>\d\d))`;
const CLOCK = String.raw`(?<hour>\d\d)(?::?(?<minute>\d\d)(?::?(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?)?`;
const ZONE = String.raw`(?:Z|UTC|GMT|(?<sign>[+-])(?<hours>\d\d)(?::?(?<minutes>\d\d))?)`;
const ISO = new RegExp(`^${DATE}[T ]${CLOCK} ?${ZONE}$`, 'i');

/** An HTTP date, such as `Sat, 22 Aug 2026 10:00:00 GMT`. */
const HTTP_DATE = /^[a-z]{3}, \d{1,2} [a-z]{3} \d{4} \d\d:\d\d:\d\d (GMT|UTC|[+-]\d{4})$/i;

/**
 * A time as the AWS CLI reads it (dateutil): ISO 8601, extended or basic, with `Z`, `UTC`, `GMT` or an offset such as `+02`
 * or `+02:00`; or an HTTP date. Fractions of milliseconds are dropped.
 * @returns `undefined` for anything else. Without a zone it would be another time on each machine; the AWS CLI fails there
 */
export function parseTime(text: string): Date | undefined {
  if (HTTP_DATE.test(text)) {
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? undefined : date;
  }
  const parts = ISO.exec(text)?.groups;
  if (!parts) return undefined;
  const number = (digits: string | undefined) => Number(digits ?? 0);
  const [month, day] = [number(parts.month ?? parts.month2), number(parts.day ?? parts.day2)];
  const [hour, minute, second] = [number(parts.hour), number(parts.minute), number(parts.second)];
  const [hours, minutes] = [number(parts.hours), number(parts.minutes)];
  const local = new Date(0);
  local.setUTCFullYear(number(parts.year), month - 1, day);
  const isDate = local.getUTCMonth() === month - 1 && local.getUTCDate() === day;
  if (!isDate || hour > 23 || minute > 59 || second > 59 || hours > 23 || minutes > 59) return undefined;
  local.setUTCHours(hour, minute, second, number(parts.fraction?.padEnd(3, '0').slice(0, 3)));
  const offset = (hours * 60 + minutes) * 60_000 * (parts.sign === '-' ? -1 : 1);
  return new Date(local.getTime() - offset);
}

/** ISO 8601 in UTC and whole seconds, as AWS writes it: the form that botocore and every SDK can read. */
export const isoSeconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

const two = (number: number) => String(number).padStart(2, '0');

const formatDate = (time: Date) => `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;

/** `14:05` on the user's clock, with the date (`2026-08-23 02:05`) if that isn't today. */
export function formatTime(time: Date, now: Date): string {
  const clock = time.toTimeString().slice(0, 5);
  return formatDate(time) === formatDate(now) ? clock : `${formatDate(time)} ${clock}`;
}

/** `2h 5m`, rounded down so it never overstates the time left; `<1m` for less than a minute. */
export function formatSpan(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const parts = [hours > 0 && `${hours}h`, minutes > 0 && `${minutes}m`].filter(Boolean);
  return parts.join(' ') || '<1m';
}

const DAY = 24 * 3600;

/** {@link formatSpan}, in days from two days on: `2d 5h`. */
export function formatLongSpan(seconds: number): string {
  if (seconds < 2 * DAY) return formatSpan(seconds);
  const hours = Math.floor((seconds % DAY) / 3600);
  return `${Math.floor(seconds / DAY)}d${hours > 0 ? ` ${hours}h` : ''}`;
}

/** `2h 5m left (until 14:05)`, with the date if that isn't today; `expired`; `-` for what never ends. */
export function formatExpiry(end: Date | undefined, now: Date): string {
  if (!end) return '-';
  const seconds = (end.getTime() - now.getTime()) / 1000;
  return seconds <= 0 ? 'expired' : `${formatSpan(seconds)} left (until ${formatTime(end, now)})`;
}

/** In seconds: with less than this left, credentials and sign-ins are renewed, as in botocore. */
const RENEWAL_WINDOW = 15 * 60;

/**
 * Whether what ends then can still be used without renewing it.
 * @param lifeSeconds how long it was valid at first: what is short-lived counts while a third of that remains
 */
export const isFresh = (end: Date, now: Date, lifeSeconds = Number.POSITIVE_INFINITY): boolean =>
  (end.getTime() - now.getTime()) / 1000 >= Math.min(RENEWAL_WINDOW, lifeSeconds / 3);

/** Hours and minutes on the user's clock. @param epochSeconds since 1970 */
export const formatClock = (epochSeconds: string | number): string =>
  new Date(Number(epochSeconds) * 1000).toTimeString().slice(0, 5);

/** ISO 8601 in UTC and whole seconds, as AWS writes it: the form that botocore and every SDK can read. */
export const isoSeconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

const two = (number: number) => String(number).padStart(2, '0');

/** `2026-08-22 14:05` on the user's clock. */
const local = (time: Date) =>
  `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;

/** Hours and minutes, rounded down: nobody is promised more than there is. */
function span(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes % 60} min`;
}

/** Until when something counts, and how long that is; `expired`; `-` for what has no end. */
export function formatExpiry(end: Date | undefined, now: Date): string {
  if (!end) return '-';
  const left = end.getTime() - now.getTime();
  return left <= 0 ? 'expired' : `${local(end)} (${span(Math.floor(left / 60_000))})`;
}

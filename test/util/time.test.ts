import { formatExpiry, formatLongSpan, formatSpan, formatTime } from '../../src/util/time';

/** In the local time zone, like the texts. */
const NOW = new Date(2026, 7, 22, 10, 0);
const MINUTE = 60_000;
const inMs = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);

describe('formatExpiry', () => {
  test.each([
    ['never', undefined, '-'],
    ['now', inMs(0), 'expired'],
    ['a second ago', inMs(-1000), 'expired'],
    ['in 59 seconds', inMs(59_000), '<1m left (until 10:00)'],
    ['in 47 minutes', inMs(47 * MINUTE), '47m left (until 10:47)'],
    ['in two hours', inMs(120 * MINUTE), '2h left (until 12:00)'],
    ['just before 12 hours from now', inMs(720 * MINUTE - 1), '11h 59m left (until 21:59)'],
    ['tomorrow', inMs(16 * 60 * MINUTE + 5 * MINUTE), '16h 5m left (until 2026-08-23 02:05)'],
  ])('%s', (_when, end, text) => {
    expect(formatExpiry(end, NOW)).toBe(text);
  });
});

test('formatTime adds the date only if it is not today', () => {
  expect(formatTime(new Date(2026, 7, 22, 23, 59), NOW)).toBe('23:59');
  expect(formatTime(new Date(2026, 7, 21, 23, 59), NOW)).toBe('2026-08-21 23:59');
  expect(formatTime(new Date(2027, 7, 22, 9, 5), NOW)).toBe('2027-08-22 09:05');
});

test('formatSpan rounds down to whole minutes', () => {
  expect([900, 3600, 5400, 7199, 43_200, 59].map(formatSpan)).toEqual(['15m', '1h', '1h 30m', '1h 59m', '12h', '<1m']);
});

test('formatLongSpan counts days from two days on', () => {
  expect([172_799, 172_800, 190_800, 1_795_838_400].map(formatLongSpan)).toEqual([
    '47h 59m',
    '2d',
    '2d 5h',
    '20785d 4h',
  ]);
});

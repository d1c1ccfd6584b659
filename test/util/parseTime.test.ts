import { spawnSync } from 'node:child_process';
import { parseTime } from '../../src/util/time';
import { describeWith, program } from '../support/tools';

/** What the AWS CLI reads as this time, and we too. */
const AT = '2026-08-22T10:00:00.000Z';
const SAME: readonly string[] = [
  '2026-08-22T10:00:00Z',
  '2026-08-22T10:00:00UTC',
  '2026-08-22T10:00:00 UTC',
  '2026-08-22T10:00:00GMT',
  '2026-08-22 10:00:00 GMT',
  '2026-08-22t10:00:00z',
  '2026-08-22T10:00Z',
  '2026-08-22T10Z',
  '20260822T100000Z',
  '20260822T1000Z',
  '20260822 100000Z',
  '2026-08-22T12:00:00+02',
  '2026-08-22T12:00:00+0200',
  '2026-08-22T12:00:00+02:00',
  '2026-08-22T12:00:00 +02:00',
  '20260822T120000+02',
  '2026-08-22T02:00:00-08:00',
  '2026-08-23T00:00:00+14:00',
  '2026-08-22T10:00:00.000Z',
  '2026-08-22T10:00:00,0Z',
  '2026-08-22T10:00:00.0004Z',
  'Sat, 22 Aug 2026 10:00:00 GMT',
];

/** What neither reads, or what the AWS CLI fails on later, since it has no zone. */
const NEITHER: readonly string[] = [
  '',
  'never',
  '1787392800',
  '1787392800000',
  '+002026-08-22T10:00:00Z',
  '-002026-08-22T10:00:00Z',
  '22026-08-22T10:00:00Z',
  '2026-08-22T24:00:00Z',
  '2026-08-22T10:60:00Z',
  '2026-02-30T10:00:00Z',
  '2026-13-01T10:00:00Z',
  '2026-W34-6T10:00:00Z',
  '2026-08-22T10:00:00',
  '2026-08-22',
  '2026-08-22T10:00:00 PST',
];

describe('parseTime', () => {
  test.each(SAME)('reads %j', (text) => {
    expect(parseTime(text)?.toISOString()).toBe(AT);
  });

  test.each(NEITHER)('does not read %j', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });

  // POSIX and ISO 8601 disagree about its sign.
  test('does not read UTC with an offset', () => {
    expect(parseTime('2026-08-22T10:00:00UTC+3')).toBeUndefined();
  });
});

const PYTHON = `
import json, sys, warnings
from dateutil.parser import parse
warnings.simplefilter('ignore')
def read(text):
    try:
        time = parse(text)
        return None if time.tzinfo is None else time.timestamp()
    except (ValueError, OverflowError):
        return None
json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
`;

describeWith('botocore', 'parseTime agrees with the parser of the AWS CLI', () => {
  test('about all of these', () => {
    const input = JSON.stringify([...SAME, ...NEITHER]);
    const { stdout, stderr } = spawnSync(program('botocore'), ['-c', PYTHON], { input, encoding: 'utf8' });
    expect(stderr).toBe('');
    const seconds: (number | null)[] = JSON.parse(stdout);
    expect(seconds.map((time) => time && Math.floor(time))).toEqual([
      ...SAME.map(() => Date.parse(AT) / 1000),
      ...NEITHER.map(() => null),
    ]);
  });
});

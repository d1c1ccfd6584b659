import { describeWithAwsCli } from '../support/awsCli';
import { askAwsCli } from './awsCli';
import { files, flat, ours } from './cases';
import { AGREED, HARD } from './corpus';
import { wildCases } from './random';

describeWithAwsCli('the AWS CLI', () => {
  const named = Object.entries({ ...AGREED, ...HARD });
  const readings = new Map<string, unknown>();
  beforeAll(() => {
    askAwsCli(named.map(([, texts]) => texts)).forEach((reading, index) => {
      readings.set(named[index]?.[0] ?? '', reading);
    });
  });

  it.each(named)('reads "%s" as we do', (name, texts) => {
    expect(ours(texts)).toEqual(readings.get(name));
  });

  it('reads and rejects 1,000 random files as we do', () => {
    const cases = wildCases(1000);
    const theirs = askAwsCli(cases);
    cases.forEach((texts, index) => {
      expect({ texts, reading: ours(texts) }).toEqual({ texts, reading: theirs[index] });
    });
    // A generator of only rejected files, or of none, would test half of it.
    const rejected = theirs.filter((reading) => 'rejected' in reading).length;
    expect(rejected).toBeGreaterThan(200);
    expect(rejected).toBeLessThan(800);
  });

  it('rejects a byte order mark, which we accept', () => {
    const texts = files('\ufeff[default]\nx = 1\n');
    expect(askAwsCli([texts])).toEqual([{ rejected: true }]);
    expect(flat(ours(texts))).toEqual({ default: { x: '1' } });
  });
});

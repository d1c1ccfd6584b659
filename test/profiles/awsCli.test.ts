import { describeWithAwsCli } from '../support/awsCli';
import { askAwsCli } from './awsCli';
import { files, flat, ours } from './cases';
import { AGREED, HARD } from './corpus';
import { wildCases } from './random';

describeWithAwsCli('The AWS CLI', () => {
  const named = Object.entries({ ...AGREED, ...HARD });
  const answers = new Map<string, unknown>();
  beforeAll(() => {
    askAwsCli(named.map(([, texts]) => texts)).forEach((answer, index) => {
      answers.set(named[index]?.[0] ?? '', answer);
    });
  });

  it.each(named)('reads "%s" as we do', (name, texts) => {
    expect(ours(texts)).toEqual(answers.get(name));
  });

  it('reads and refuses 1,000 random files as we do', () => {
    const cases = wildCases(1000);
    const answered = askAwsCli(cases);
    cases.forEach((texts, index) => {
      expect({ texts, answer: ours(texts) }).toEqual({ texts, answer: answered[index] });
    });
    // A generator that writes only what is refused, or only what is not, would test half of it.
    const refused = answered.filter((answer) => 'refused' in answer).length;
    expect(refused).toBeGreaterThan(200);
    expect(refused).toBeLessThan(800);
  });

  it('refuses a byte order mark, which we accept', () => {
    const texts = files('\ufeff[default]\nx = 1\n');
    expect(askAwsCli([texts])).toEqual([{ refused: true }]);
    expect(flat(ours(texts))).toEqual({ default: { x: '1' } });
  });
});

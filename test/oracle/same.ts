import { describeWithAwsCli } from '../support/awsCli';
import { assume, aws } from './both';
import type { Case } from './rows';

/**
 * Each row is done by the AWS CLI and by `assume`, on the same two files against the same AWS: both are the same in the end,
 * and have asked AWS for the same on the way; or both refuse, after the same requests.
 */
export function describeRows(what: string, rows: readonly Case[]): void {
  describeWithAwsCli(`${what}, as the AWS CLI does it`, () => {
    test.each(rows)('$title', async (row) => {
      const [theirs, ours] = await Promise.all([aws(row), assume(row)]);
      // What they say is theirs; in a failure of this test it is of interest.
      expect({ ...ours, said: [] }).toEqual({
        ...theirs,
        said: theirs.who === ours.who ? [] : [theirs.said, ours.said],
      });
      expect(ours.who ?? null).toBe(row.who);
    });
  });
}

import { describeWithAwsCli } from '../support/awsCli';
import { assume, aws, type Outcome, runPrograms } from './programs';
import type { Case } from './row';

/** Fails unless both end with the same identity after the same requests to AWS. */
function expectSame(ours: Outcome | undefined, theirs: Outcome | undefined): void {
  // Messages may differ. They explain why only one of the two failed.
  const messages =
    ours?.who === theirs?.who ? {} : { stderr: `the AWS CLI: ${theirs?.stderr}; assume: ${ours?.stderr}` };
  expect({ who: ours?.who, requests: ours?.requests }).toEqual({
    who: theirs?.who,
    requests: theirs?.requests,
    ...messages,
  });
}

/**
 * Runs each row with the AWS CLI and with `assume`, with the same files and the same AWS. Both must end with the same
 * identity after the same requests, or both must fail after the same requests.
 */
export function describeRows(what: string, rows: readonly Case[]): void {
  describeWithAwsCli(`${what}: assume does what the AWS CLI does`, () => {
    test.each(rows)('$title', async (row) => {
      const [[theirs], [ours]] = await Promise.all([runPrograms(row, aws), runPrograms(row, assume)]);
      expectSame(ours, theirs);
      expect(ours?.who ?? null).toBe(row.who);
    });
  });
}

const TO_HOST = /^Get(Metadata|Instance|Container)/;

/** The AWS CLI asks container and instance even if it has the role already. */
const fromAws = ({ requests }: Pick<Outcome, 'requests'>) => requests.filter(({ action }) => !TO_HOST.test(action));

/**
 * The same, and each program then uses the cache of the other, or sends the same requests if nothing is cached, or if that
 * isn't shared.
 */
export function describeCachedRows(what: string, rows: readonly Case[]): void {
  describeWithAwsCli(`${what}: assume does what the AWS CLI does, and shares its cache`, () => {
    test.each(rows)('$title', async (row) => {
      const inTurn = [runPrograms(row, aws, assume), runPrograms(row, assume, aws)];
      const [[theirs, oursAfter], [ours, theirsAfter]] = (await Promise.all(inTurn)) as [Outcome[], Outcome[]];
      expectSame(ours, theirs);
      expect(ours?.who).toBe(row.who);
      const isShared = row.isCached && row.notShared === undefined;
      const after = { requests: (isShared ? theirs?.requests.slice(-1) : theirs?.requests) ?? [] };
      expect(oursAfter).toMatchObject({ who: row.who, ...after });
      const { who, requests } = theirsAfter ?? { who: undefined, requests: [] };
      expect({ who, requests: fromAws({ requests }) }).toEqual({ who: row.who, requests: fromAws(after) });
    });
  });
}

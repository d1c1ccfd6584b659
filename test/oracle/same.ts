import { describeWithAwsCli } from '../support/awsCli';
import { assume, aws, done, type Outcome } from './both';
import type { Case } from './row';

/** Fails unless both are the same in the end, and have asked AWS for the same on the way. */
function expectSame(ours: Outcome | undefined, theirs: Outcome | undefined): void {
  // What they say is theirs; it is of interest only where one of them refuses.
  const said = ours?.who === theirs?.who ? {} : { said: `the AWS CLI: ${theirs?.said}; assume: ${ours?.said}` };
  expect({ who: ours?.who, requests: ours?.requests }).toEqual({
    who: theirs?.who,
    requests: theirs?.requests,
    ...said,
  });
}

/**
 * Each row is done by the AWS CLI and by `assume`, on the same two files against the same AWS: both are the same in the end,
 * and have asked AWS for the same on the way; or both refuse, after the same requests.
 */
export function describeRows(what: string, rows: readonly Case[]): void {
  describeWithAwsCli(`${what}, as the AWS CLI does it`, () => {
    test.each(rows)('$title', async (row) => {
      const [[theirs], [ours]] = await Promise.all([done(row, aws), done(row, assume)]);
      expectSame(ours, theirs);
      expect(ours?.who ?? null).toBe(row.who);
    });
  });
}

const OF_THE_MACHINE = /^Get(Metadata|Instance|Container)/;

/** The same; and where the one has been, the other is served by its cache, or asks for as much where nothing is kept. */
export function describeKeptRows(what: string, rows: readonly Case[]): void {
  describeWithAwsCli(`${what}, as the AWS CLI does it, and from its cache`, () => {
    test.each(rows)('$title', async (row) => {
      const inTurn = [done(row, aws, assume), done(row, assume, aws)];
      const [[theirs, oursAfter], [ours, theirsAfter]] = (await Promise.all(inTurn)) as [Outcome[], Outcome[]];
      expectSame(ours, theirs);
      expect(ours?.who).toBe(row.who);
      const after = row.isKept ? theirs?.requests.slice(-1) : theirs?.requests;
      expect(oursAfter).toMatchObject({ who: row.who, requests: after });
      // The AWS CLI asks the machine also where it has the role already.
      const fromAfar = theirsAfter?.requests.filter(({ action }) => !OF_THE_MACHINE.test(action));
      expect({ who: theirsAfter?.who, requests: fromAfar }).toEqual({ who: row.who, requests: after });
    });
  });
}

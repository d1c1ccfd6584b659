import { queryFrom } from '../../src/find/findable';
import { Matcher } from '../../src/find/match';
import { MANY, type SampleProfile } from '../support/manyProfiles';

/** Every tenth of the 400: each team and most roles are among them. */
const WANTED = MANY.filter((_, at) => at % 10 === 0);

const matcher = new Matcher(
  MANY.map(({ name, account, role, team, stage }) => ({ name, account, role, accountName: `${team} ${stage}` })),
);

const rankOf = (query: string, { name }: SampleProfile) =>
  matcher.match(query).findIndex(({ row }) => row.name === name);

/** The fewest keys for a profile, if a person stops typing when they see it: letters, Down for each row before it, and Enter. */
function keysFor(text: string, profile: SampleProfile): number {
  let fewest = Number.POSITIVE_INFINITY;
  for (let typed = 0; typed < Math.min(text.length + 1, fewest); typed++) {
    const rank = rankOf(text.slice(0, typed), profile);
    if (rank >= 0) fewest = Math.min(fewest, typed + rank + 1);
  }
  return fewest;
}

const median = (values: readonly number[]) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

const start = (text: string) => text.slice(0, 3);

describe('how many keys it takes to choose one of 400 profiles, Enter included, in the middle of all', () => {
  test.each<[string, number, (profile: SampleProfile) => string]>([
    ['the name', 11, ({ name }) => name],
    ['parts of it', 9, ({ team, stage, role }) => [team, stage, role].map(start).join(' ').toLowerCase()],
    ['the account number and the role', 6, ({ account, role }) => `${account.slice(0, 4)} ${role.toLowerCase()}`],
  ])('knowing %s: at most %d', (_, most, typed) => {
    expect(median(WANTED.map((profile) => keysFor(typed(profile), profile)))).toBeLessThanOrEqual(most);
  });

  test('with a link of the access portal to paste: two', () => {
    const keys = WANTED.map((profile) => {
      const { account, role } = profile;
      const link = `https://acme.awsapps.com/start/#/console?account_id=${account}&role_name=${role}`;
      return 1 + rankOf(queryFrom(link), profile) + 1;
    });
    expect(median(keys)).toBeLessThanOrEqual(2);
  });
});

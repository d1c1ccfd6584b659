import { describeWithAwsCli } from '../support/awsCli';
import { type Asked, assume, aws, done, type Outcome } from './both';
import { CHAINS } from './chains';
import { DIFFERENCES, REGION_OF_PROFILE } from './differences';
import { describeRows } from './same';

describeRows('chains', CHAINS);

/** The last word of a role's ARN says it. */
const inShort = ({ action, parameters, error }: Asked) =>
  `${[action, parameters?.RoleArn?.split('/').at(-1)].filter(Boolean).join(' ')}${error ? `: ${error}` : ''}`;
const short = (outcome?: Outcome) => [outcome?.who ?? null, ...(outcome?.requests ?? []).map(inShort)];

describeWithAwsCli('otherwise than the AWS CLI does it, on purpose', () => {
  test.each(DIFFERENCES.map((each) => ({ title: each.row.title, ...each })))(
    '$title: $reason',
    async ({ row, theirs, ours }) => {
      const [[one], [other]] = await Promise.all([done(row, aws), done(row, assume)]);
      expect({ theirs: short(one), ours: short(other) }).toEqual({ theirs, ours });
    },
  );

  test(`${REGION_OF_PROFILE.title}: a shell that has a role works in the region of its profile`, async () => {
    const regions = (outcome?: Outcome) => outcome?.requests.map(({ region }) => region);
    const [[theirs], [ours]] = await Promise.all([done(REGION_OF_PROFILE, aws), done(REGION_OF_PROFILE, assume)]);
    expect(regions(theirs)).toEqual(['us-west-2', 'us-west-2']);
    expect(regions(ours)).toEqual(['eu-central-1', 'eu-central-1']);
  });
});

import { describeWithAwsCli } from '../support/awsCli';
import { CHAINS } from './chains';
import { describeRows } from './describeRows';
import { DIFFERENCES, REGION_OF_PROFILE } from './differences';
import { assume, aws, type ObservedRequest, type Outcome, runPrograms } from './programs';

describeRows('chains', CHAINS);

/** `AssumeRole One: ERROR`, with the last part of the role's ARN. */
const summary = ({ action, parameters, error }: ObservedRequest) =>
  `${[action, parameters?.RoleArn?.split('/').at(-1)].filter(Boolean).join(' ')}${error ? `: ${error}` : ''}`;
const summarize = (outcome?: Outcome) => [outcome?.who ?? null, ...(outcome?.requests ?? []).map(summary)];

describeWithAwsCli('assume differs from the AWS CLI on purpose', () => {
  test.each(DIFFERENCES.map((each) => ({ title: each.row.title, ...each })))(
    'for $title: $reason',
    async ({ row, theirs, ours }) => {
      const [[one], [other]] = await Promise.all([runPrograms(row, aws), runPrograms(row, assume)]);
      expect({ theirs: summarize(one), ours: summarize(other) }).toEqual({ theirs, ours });
    },
  );

  test(`for ${REGION_OF_PROFILE.title}: a shell with a role uses the region of its profile`, async () => {
    const regions = (outcome?: Outcome) => outcome?.requests.map(({ region }) => region);
    const [[theirs], [ours]] = await Promise.all([
      runPrograms(REGION_OF_PROFILE, aws),
      runPrograms(REGION_OF_PROFILE, assume),
    ]);
    expect(regions(theirs)).toEqual(['us-west-2', 'us-west-2']);
    expect(regions(ours)).toEqual(['eu-central-1', 'eu-central-1']);
  });
});

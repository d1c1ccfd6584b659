import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { assumeChange } from '../../src/environment/change';
import { priorEnvironment } from '../../src/environment/restore';
import { draftPlan } from '../../src/plan/plan';
import type { Env } from '../../src/platform/env';
import { applyChange } from '../environment/applyChange';
import { planRequest, profilesOf } from '../plan/planFixtures';
import { plainEnvironment } from '../support/shells';
import { describeWith, program } from '../support/tools';
import { type DestinationCase, DIFFERENT, SAME } from './destinationCases';

/**
 * Compares where the AWS CLI sends requests with `--profile p`, and in a shell after `assume p`. Commands whose services have
 * their own rules: S3 puts the bucket into the host, DynamoDB the account, and the ID of Step Functions is `sfn`.
 */
const COMMANDS = [
  ['sts', 'get-caller-identity'],
  ['s3api', 'head-object', '--bucket', 'bucket', '--key', 'key'],
  ['dynamodb', 'list-tables'],
  ['stepfunctions', 'list-activities'],
];

const KEYS =
  'aws_access_key_id = AKIA0000000000000001\naws_secret_access_key = secret\naws_account_id = 123456789012\n';

const filesOf = (row: DestinationCase) => {
  const { profile = '', byDefault = '', sections = '', credentials, region = 'eu-west-1' } = row;
  const lines = region === null ? '' : `region = ${region}\n`;
  return {
    config: `[profile p]\n${lines}${KEYS}${profile}\n[default]\n${byDefault}\n${sections}`,
    credentials: credentials ? `[p]\n${KEYS}${credentials}\n` : '',
  };
};

/** The shell after the assume, and what it was told. */
function assumed(row: DestinationCase): { after: Env; warnings: readonly string[] } {
  const env = row.env ?? {};
  const { plan } = draftPlan(profilesOf(filesOf(row)), planRequest('p', {}, priorEnvironment(env)));
  const source = plan?.source;
  if (!plan || source?.kind !== 'static') throw new Error(`no plan for ${row.title}`);
  const credentials = {
    accessKeyId: source.accessKeyId.value,
    secretAccessKey: source.secretAccessKey,
    accountId: source.accountId ?? '',
  };
  return {
    after: { ...applyChange(env, assumeChange(env, { ...plan, credentials })), ...row.later },
    warnings: plan.destination?.warnings ?? [],
  };
}

/** Messages differ between versions of the AWS CLI. */
const brief = (answer: string | undefined) => answer?.replace(/^error: .*/, 'error');

interface Answers {
  readonly variables: Readonly<Record<string, readonly [key: string, variable: string]>>;
  readonly results: readonly (readonly [byProfile: readonly string[], inShell: readonly string[]])[];
}

/** One process for all rows, since loading the AWS CLI takes longer than the rest. */
function ask(rows: readonly DestinationCase[]): Answers {
  const cases = rows.map((row) => ({
    ...filesOf(row),
    commands: COMMANDS,
    runs: [
      [['--profile', 'p'], { ...row.env, ...row.later }],
      [[], assumed(row).after],
    ],
  }));
  const { stdout, stderr } = spawnSync(program('awscli-endpoints'), [join(__dirname, 'destination.py')], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    env: plainEnvironment(),
  });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}

describeWith('awscli-endpoints', 'after assume p, the AWS CLI asks what it asks with --profile p', () => {
  let answers: Answers | undefined;
  beforeAll(() => {
    answers = ask([...SAME, ...DIFFERENT]);
  }, 600_000);

  test.each(SAME.map((row, at) => ({ ...row, at })))('for $title', ({ at, ...row }) => {
    const [byProfile, inShell] = answers?.results[at] ?? [];
    expect(inShell).toEqual(byProfile);
    expect(assumed(row).warnings).toEqual([]);
  });

  test.each(DIFFERENT.map((row, at) => ({ ...row, at })))(
    'except for $title, since $reason',
    ({ at, warning, differs, ...row }) => {
      const [byProfile, inShell] = answers?.results[SAME.length + at] ?? [];
      const services = ['sts', 's3', 'dynamodb', 'sfn'];
      const pairs = services.map(
        (service, index) => [service, [brief(byProfile?.[index]), brief(inShell?.[index])]] as const,
      );
      expect(Object.fromEntries(pairs.filter(([, [one, other]]) => one !== other))).toEqual(differs);
      expect(assumed(row).warnings).toEqual(warning ? [expect.stringMatching(warning)] : []);
    },
  );

  test('and the variable of each service is the key of its services section in capitals', () => {
    const variables = Object.values(answers?.variables ?? {});
    expect(variables.length).toBeGreaterThan(300);
    for (const [key, variable] of variables) {
      const config = `[profile p]\n${KEYS}services = all\n[services all]\n${key} =\n  endpoint_url = http://x:1\n`;
      const { plan } = draftPlan(profilesOf({ config }), planRequest('p'));
      expect(plan?.destination?.variables).toMatchObject([{ name: variable, value: 'http://x:1' }]);
    }
  });
});

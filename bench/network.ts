import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsAccounts } from '../src/demo/aws/awsAccounts';
import { startFakeAws } from '../src/demo/aws/fakeAws';
import { find } from '../test/support/tools';
import { type Command, compare } from './measure';
import { openSlowNetwork, type SlowNetwork } from './slowNetwork';
import type { Row } from './table';

/** In milliseconds. */
const ROUND_TRIP = 100;
const RUNS = 15;

const USER = {
  name: 'ada',
  accountId: '111122223333',
  accessKeyId: 'AKIABENCHBENCHBENCH2',
  secretAccessKey: 'a secret of the benchmark',
};
const ROLES = ['One', 'Two', 'Three'].map((name) => `arn:aws:iam::222233334444:role/${name}`);
const ACCOUNTS: AwsAccounts = {
  users: [USER],
  roles: ROLES.map((arn, at) => ({
    arn,
    trust: { principals: [ROLES[at - 1] ?? `arn:aws:iam::${USER.accountId}:user/${USER.name}`] },
    maxSessionDuration: 3600,
  })),
};

/** Profiles `role-1` to `role-3`, each of which is assumed with the one before. */
function writeProfiles(home: string): void {
  const sections = ROLES.map(
    (arn, at) => `[profile role-${at + 1}]\nrole_arn = ${arn}\nsource_profile = role-${at}\nregion = eu-west-1\n`,
  );
  mkdirSync(join(home, '.aws'), { mode: 0o700 });
  writeFileSync(join(home, '.aws/config'), sections.join('\n'));
  const key = `aws_access_key_id = ${USER.accessKeyId}\naws_secret_access_key = ${USER.secretAccessKey}\n`;
  writeFileSync(join(home, '.aws/credentials'), `[role-0]\n${key}`, { mode: 0o600 });
}

/** A request by a Node that has just started and loads nothing else. */
const bare = (node: string): Command => [
  node,
  '-e',
  "require('https').get(process.env.AWS_ENDPOINT_URL_STS, { ca: require('fs').readFileSync(process.env.AWS_CA_BUNDLE) }, (r) => r.resume())",
];

async function rowsOver(node: string, network: SlowNetwork, env: NodeJS.ProcessEnv): Promise<Row[]> {
  const main = join(process.cwd(), 'dist/main.js');
  const assume = (profile: string): Command => [node, main, '--eval=bash/1', '--', profile, '--refresh'];
  const rows: Row[] = [];
  for (const [what, profile, atMost] of [
    ['one role, of a bare https request', 'role-1', 1.01],
    ['three roles, of the same', 'role-3', 1.6],
  ] as const) {
    const { ratio } = await compare(assume(profile), bare(node), env, { runs: RUNS });
    rows.push({ what: `round trips of ${ROUND_TRIP} ms, TLS: ${what}`, here: ratio, unit: 'x', atMost });
  }
  const aws = find('awscli');
  if (aws) {
    const words = [
      'sts',
      'assume-role',
      '--profile',
      'role-0',
      '--region',
      'eu-west-1',
      '--role-session-name',
      'bench',
    ];
    const command: Command = [aws, ...words, '--endpoint-url', network.url, '--role-arn', ROLES[0] ?? ''];
    const { ratio } = await compare(assume('role-1'), command, env, { runs: 5 });
    rows.push({ what: 'one role over the same, as a fraction of `aws sts assume-role`', here: ratio, unit: 'x' });
  }
  return rows;
}

/** How long roles take over a network, as multiples of one request. */
export async function networkRows(node: string): Promise<Row[]> {
  const aws = await startFakeAws(ACCOUNTS);
  const home = mkdtempSync(join(tmpdir(), 'assume-bench-'));
  const network = await openSlowNetwork(Number(new URL(aws.url).port), ROUND_TRIP);
  try {
    writeProfiles(home);
    const AWS_CA_BUNDLE = join(home, 'ca.pem');
    writeFileSync(AWS_CA_BUNDLE, network.ca);
    const env = { PATH: process.env.PATH, HOME: home, AWS_ENDPOINT_URL_STS: network.url, AWS_CA_BUNDLE };
    return await rowsOver(node, network, env);
  } finally {
    network.close();
    await aws.close();
    rmSync(home, { recursive: true, force: true });
  }
}

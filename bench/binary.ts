import { join } from 'node:path';
import { isCommand } from '../src/argv/commandManifest';
import { find } from '../test/support/tools';
import { type BenchHome, type makeHomes, ROLE } from './homes';
import { type Command, compare, output } from './measure';
import { networkRows } from './network';
import { pickerRows } from './picker';
import type { Row } from './table';

const EVAL = ['--eval=bash/1', '--', 'prod'];

/** The AWS CLI's command for the same, with the credentials of `me`. */
const assumeRole = (aws: string, endpoint: string): Command => [
  aws,
  ...['sts', 'assume-role', '--profile', 'me', '--endpoint-url', endpoint],
  ...['--role-arn', ROLE, '--role-session-name', 'bench'],
];

/** How long the binary takes with one Node, as multiples of `node -e 0` with the same Node. */
export async function binaryRows(node: string, major: number, homes: ReturnType<typeof makeHomes>): Promise<Row[]> {
  const main = join(process.cwd(), 'dist/main.js');
  const baseline: Command = [node, '-e', '0'];
  const { few, many, fewWithout, manyWithout } = homes;
  const rows: Row[] = [];
  const row = async (what: string, atMost: number, words: readonly string[], { env }: BenchHome, before = () => {}) => {
    const { ratio } = await compare([node, main, ...words], baseline, env, { before });
    rows.push({ what, here: ratio, unit: 'x', atMost });
  };
  for (const home of [few, many]) await row(`cached: assume prod, ${home.count}`, 1.1, EVAL, home);
  for (const home of [fewWithout, manyWithout]) await row(`cached: assume prod, ${home.count}`, 1.8, EVAL, home);
  await row('cached: assume exec prod true', 1.5, ['exec', 'prod', 'true'], few);
  if (isCommand('export')) {
    await row('cached: assume export prod --format process', 1.4, ['export', 'prod', '--format', 'process'], few);
  }
  await row('not cached: assume prod, STS on loopback', major < 22 ? 3 : 2.6, EVAL, few, few.forget);
  const awsCli = find('awscli');
  if (awsCli) {
    const aws = assumeRole(awsCli, few.env.AWS_ENDPOINT_URL_STS ?? '');
    const { ratio } = await compare([node, main, ...EVAL], aws, few.env, { runs: 9, before: few.forget });
    rows.push({ what: 'the same, as a fraction of `aws sts assume-role`', here: ratio, unit: 'x', atMost: 0.2 });
  }
  rows.push(...(await networkRows(node)));
  for (const home of [few, many]) await row(`assume list, ${home.count}`, 2.2, ['list'], home);
  await row('assume list team-5, 1,000 profiles', 2.2, ['list', 'team-5'], many);
  for (const home of [few, many]) {
    const dump = [node, main, 'exec', 'prod', '--', node, '-p', 'JSON.stringify(process.env)'] as const;
    const env = JSON.parse(await output(dump, home.env));
    await row(`assume status, ${home.count}`, 1.15, ['status'], { ...home, env });
  }
  // The list that the picker reads is written whenever profiles are read.
  for (const home of [many, homes.huge]) await output([node, main, 'list'], home.env);
  rows.push(
    ...(await pickerRows(node, many, [
      { words: [], paint: 1.5, key: 10 },
      { words: ['team'], paint: 1.5 },
    ])),
    ...(await pickerRows(node, homes.huge, [{ words: [], paint: 2.5 }])),
  );
  return rows;
}

// `npm run bench [-- NODE ...]`: measures the promised speed of assume, with the Node that runs this or with the given ones.
// Ratios are to `node -e 0` in the same run.
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoShellName } from '../src/demo/demoShells';
import { startDemo } from '../src/demo/startDemo';
import { findShell } from '../src/shells/table';
import { which } from '../test/support/tools';
import { installedShells } from '../tour/tour';
import { binaryRows } from './binary';
import { type BenchHome, makeHomes, teams } from './homes';
import { type Command, compare, output, timeOfNode } from './measure';
import { freshHome, startTime, timeOf } from './shells';
import { BENCH_RESULTS, type BenchResults, benchTable, type Row } from './table';

const ROOT = process.cwd();

/** Other tools that read the same files, if they are installed: the command behind their completion or their list. */
const PEERS: readonly Command[] = [
  ['aws', 'configure', 'get', 'region', '--profile', 'me'],
  ['aws-vault', 'list', '--profiles'],
  ['awsume', '--list-profiles'],
  ['assumego', '--version'],
];

/** Size of the published package in bytes. Only the bundles and the scripts matter. */
const installedSize = () =>
  ['dist', 'shell']
    .flatMap((folder) => readdirSync(join(ROOT, folder)).map((file) => statSync(join(ROOT, folder, file)).size))
    .reduce((sum, size) => sum + size, 0);

/** What TAB is pressed on. All profiles of the benchmark have the same account. */
const TABS = [
  ['a name', 'team-5'],
  ['a part of a name', 'am-500'],
  ['text that is nowhere', 'qqq'],
] as const;

/** The most that a fresh session may take, and what loading the script may add to a shell's start. */
const GOALS: Readonly<Record<DemoShellName, { readonly fresh: number; readonly start: number }>> = {
  bash: { fresh: 0.018, start: 0.035 },
  zsh: { fresh: 0.016, start: 0.035 },
  fish: { fresh: 0.025, start: 0.035 },
  powershell: { fresh: 0.06, start: 0.4 },
};

/** Times in milliseconds, as multiples of `node -e 0`. */
type InMultiples = (milliseconds: number) => number;

async function freshRows(shell: DemoShellName, script: string, folder: string, inMultiples: InMultiples) {
  const rows: Row[] = [];
  for (const count of [2, 1000]) {
    const here = await timeOf(
      'fresh',
      shell,
      script,
      freshHome(join(folder, `fresh-${shell}-${count}`), teams(count + 6)),
    );
    const what = `assume in ${shell}, session file, ${count} profiles: no process`;
    rows.push({ what, here: inMultiples(here), unit: 'x', atMost: GOALS[shell].fresh });
  }
  return rows;
}

async function shellRows({ env }: BenchHome, folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name: shell } of installedShells()) {
    const node = await timeOfNode(env);
    const inMultiples: InMultiples = (milliseconds) => milliseconds / node;
    const script = join(ROOT, 'shell', findShell(shell)?.script ?? '');
    rows.push(...(await freshRows(shell, script, folder, inMultiples)));
    for (const [what, word] of TABS) {
      const here = await timeOf({ tab: word }, shell, script, env);
      const row = `TAB on ${what} in ${shell}, 1,000 profiles: no process`;
      rows.push({ what: row, here: inMultiples(here), unit: 'x', atMost: 0.12 });
    }
    const start = await startTime(shell, script, env);
    const row = `init adds to the start of ${shell}: no process`;
    rows.push({ what: row, here: inMultiples(start), unit: 'x', atMost: GOALS[shell].start });
  }
  return rows;
}

async function peerRows({ env }: BenchHome): Promise<Row[]> {
  const rows: Row[] = [];
  for (const peer of PEERS.filter(([program]) => which(program))) {
    // Another version of the tool may not have this command.
    const found = await compare(peer, [process.execPath, '-e', '0'], env, { runs: 9 }).catch(() => undefined);
    if (found) rows.push({ what: `(${peer.join(' ')}, 1,000 profiles)`, here: found.ratio, unit: 'x' });
  }
  return rows;
}

async function main(nodes: readonly string[]): Promise<void> {
  // It doubles the startup time of Node 20 and 22, which makes the ratios meaningless.
  delete process.env.NODE_EXTRA_CA_CERTS;
  const demo = await startDemo(ROOT, process.env);
  try {
    const homes = makeHomes(demo);
    const results: BenchResults['nodes'][number][] = [];
    for (const node of nodes.length > 0 ? nodes : [process.execPath]) {
      const version = await output([node, '-p', 'process.versions.node'], process.env);
      const rows = await binaryRows(node, Number.parseInt(version, 10), homes);
      results.push({ version, rows });
      process.stdout.write(benchTable(`Node ${version}: multiples of \`node -e 0\``, rows));
    }
    const size: Row = { what: 'installed, no dependencies', here: installedSize() / 1e6, unit: 'MB', atMost: 1.5 };
    const rows = [...(await shellRows(homes.many, demo.home.folder)), ...(await peerRows(homes.many)), size];
    process.stdout.write(benchTable('Shells: multiples of `node -e 0`', rows));
    mkdirSync('build', { recursive: true });
    writeFileSync(BENCH_RESULTS, JSON.stringify({ nodes: results, shells: rows } satisfies BenchResults));
  } finally {
    await demo.close();
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

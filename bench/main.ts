// `npm run bench`: the table of what assume promises, measured here and now. Ratios are to `node -e 0` in the same run.
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setUp } from '../src/demo/setup';
import { SHELLS } from '../src/shells/table';
import { formatTable } from '../src/terminal/table';
import { which } from '../test/support/shells';
import { installedShells } from '../tour/tour';
import { type Command, compare } from './measure';
import { freshHome, startTime, timeOf } from './shells';

const ROOT = process.cwd();
const NODE: Command = [process.execPath, '-e', '0'];
const assume = (...words: string[]): Command => [process.execPath, join(ROOT, 'dist/main.js'), ...words];

/** Other tools that read the same files, where they are installed: what their TAB or their list asks. */
const PEERS: readonly Command[] = [
  ['aws', 'configure', 'get', 'region', '--profile', 'me'],
  ['aws-vault', 'list', '--profiles'],
  ['awsume', '--list-profiles'],
  ['assumego', '--version'],
];

const times = (ratio: number) => `${ratio.toFixed(2)} x`;
const ms = (value: number) => `${value.toFixed(2)} ms`;

const manyProfiles = (count: number) =>
  Array.from(
    { length: count },
    (_, n) =>
      `[profile team-${n}]\nrole_arn = arn:aws:iam::222233334444:role/Role${n}\nsource_profile = me\nregion = eu-west-1\n`,
  ).join('\n');

/** Bytes of what is published, of which the bundles and the scripts are all that matters. */
const installedSize = () =>
  ['dist', 'shell']
    .flatMap((folder) => readdirSync(join(ROOT, folder)).map((file) => statSync(join(ROOT, folder, file)).size))
    .reduce((sum, size) => sum + size, 0);

async function main(): Promise<void> {
  // With it every start of Node 20 and 22 takes twice as long, and the ratios say nothing.
  delete process.env.NODE_EXTRA_CA_CERTS;
  const { home, close } = await setUp(ROOT, process.env);
  const many = join(home.folder, 'many');
  writeFileSync(many, `[profile me]\nregion = eu-west-1\n\n${manyProfiles(1000)}`);
  const env: NodeJS.ProcessEnv = { ...home.env };
  const envMany = { ...env, AWS_CONFIG_FILE: many, XDG_CACHE_HOME: join(home.folder, 'many-cache') };
  const rows: [string, string, string][] = [];
  const ratio = async (title: string, goal: string, command: Command, where: NodeJS.ProcessEnv) =>
    rows.push([title, times((await compare(command, NODE, where)).ratio), goal]);
  try {
    const through = 'assume through the binary, no request to send';
    await ratio(`${through}, 10 profiles`, '<= 1.15 x', assume('--eval=bash/1', '--', 'me'), env);
    await ratio(`${through}, 1,000 profiles`, '<= 1.15 x', assume('--eval=bash/1', '--', 'me'), envMany);
    await ratio('one role assumed over loopback', '<= 3.0 x (Node 22, 24)', assume('--eval=bash/1', '--', 'dev'), env);
    await ratio('assume list', '<= 3.5 x', assume('list'), env);
    for (const shell of installedShells()) {
      const script = join(ROOT, 'shell', SHELLS.find(({ name }) => name === shell)?.script ?? '');
      for (const count of [2, 1000]) {
        const where = freshHome(join(home.folder, `fresh-${shell}-${count}`), manyProfiles(count));
        const goal = shell === 'bash' || shell === 'zsh' ? '<= 1 ms, no process' : '<= 2 ms, no process';
        rows.push([
          `session fresh in ${shell}, ${count} profiles`,
          ms(await timeOf('fresh', shell, script, where)),
          goal,
        ]);
      }
      rows.push([
        `TAB in ${shell}, 1,000 profiles`,
        ms(await timeOf('tab', shell, script, envMany)),
        '<= 5 ms, no process',
      ]);
      rows.push([`init adds to the start of ${shell}`, ms(await startTime(shell, script, env)), '<= 1 ms, no process']);
    }
    for (const peer of PEERS.filter(([program]) => which(program))) {
      // Another version of the tool may not know these words.
      await ratio(`(${peer.join(' ')})`, '1,000 profiles', peer, envMany).catch(() => {});
    }
    rows.push(['installed', `${(installedSize() / 1e6).toFixed(2)} MB`, '<= 1.5 MB, no dependencies']);
  } finally {
    await close();
  }
  process.stdout.write(`Node ${process.version}\n\n${formatTable([['what', 'here', 'goal'], ...rows])}`);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

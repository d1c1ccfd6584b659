// `npm run demo` without a terminal: walks through the demo in every installed shell, and prints what it saw.
import { formatTable } from '../src/terminal/table';
import { installedShells, type Step, tour } from './tour';

async function main(): Promise<void> {
  const walks: Step[][] = [];
  const shells = installedShells();
  for (const shell of shells) walks.push(await tour(process.cwd(), shell));
  const titles = walks[0]?.map(({ title }) => title) ?? [];
  const cell = (step: Step | undefined) => `${step?.ok ? 'ok ' : 'NOT '} ${step?.saw ?? ''}`;
  const rows = titles.map((title, row) => [title, ...walks.map((walk) => cell(walk[row]))]);
  process.stdout.write(formatTable([['', ...shells.map(({ name }) => name)], ...rows]));
  if (!walks.flat().every(({ ok }) => ok)) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

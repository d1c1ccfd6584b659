// `npm run demo` without a terminal: walks through the demo in every installed shell, and prints the results.
import { DEMO_SHELLS } from '../src/demo/demoShells';
import { formatTable } from '../src/terminal/table';
import { installedShells, type TourStep, tour } from './tour';

async function main(): Promise<void> {
  const shells = installedShells();
  const missing = DEMO_SHELLS.filter((shell) => !shells.includes(shell)).map(({ name }) => name);
  const walks: TourStep[][] = [];
  for (const shell of shells) walks.push(await tour(process.cwd(), shell));
  const titles = walks[0]?.map(({ title }) => title) ?? [];
  const cell = (step: TourStep | undefined) => `${step?.ok ? 'ok  ' : 'FAIL'} ${step?.result ?? ''}`;
  const rows = titles.map((title, row) => [title, ...walks.map((walk) => cell(walk[row]))]);
  process.stdout.write('The tour of the demo, typed into each installed shell:\n\n');
  process.stdout.write(formatTable([['', ...shells.map(({ name }) => name)], ...rows]));
  if (missing.length > 0) process.stdout.write(`\nSkipped, not installed: ${missing.join(', ')}\n`);
  if (!walks.flat().every(({ ok }) => ok)) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

import type { Env } from '../platform/env';
import { shortenHome } from '../platform/home';
import { colors, printable } from '../terminal/output';
import { hintLines } from '../terminal/report';
import { formatTable } from '../terminal/table';
import { type Installation, type ProgramReport, problemsOf, type Report, type ShellReport } from './types';

const locationText = ({ file, line, kind }: Installation) => `${file}:${line}${kind === 'by hand' ? ' (by hand)' : ''}`;

/** The versions that the files of a shell hold; `?` is from before scripts named theirs. */
const versions = (places: readonly Installation[]) =>
  [...new Set(places.map(({ version }) => version ?? '?'))].join(', ');

const row = ({ shell, state, places }: ShellReport) => [
  shell,
  state,
  versions(places),
  state === 'not installed' ? `assume init ${shell} --install` : places.map(locationText).join(', '),
];

const programText = ({ path, version }: ProgramReport) => `${path} (${version ?? 'another program'})`;

/** The report as `assume doctor` prints it, with the home folder as `~`. */
export async function reportText(report: Report, env: Env): Promise<string> {
  const { version, node, shells, programs, remarks } = report;
  const chalk = await colors(1, env);
  const short = (text: string) => shortenHome(text, env);
  const findings = [...shells.flatMap((each) => each.remarks), ...remarks].map(({ text, isProblem, hint }) =>
    [
      `\n${isProblem ? `${chalk.red('Problem:')} ` : ''}${printable(short(text))}\n`,
      hint ? hintLines([hint], chalk) : '',
    ].join(''),
  );
  return [
    `${chalk.bold(`assume ${version}`)}, Node ${node.slice(1)}\n\n${short(formatTable(shells.map(row)))}`,
    programs.length > 0 ? `\nOn the PATH: ${printable(short(programs.map(programText).join(', ')))}\n` : '',
    ...findings,
    problemsOf(report).length === 0 ? '\nNo problems found.\n' : '',
  ].join('');
}

import { Command } from '@oclif/core/command';
import { boolean } from '@oclif/core/flags';
import { realWorld } from '../context';
import { doctor } from '../doctor/doctor';
import { type Installation, type ProgramReport, problemsOf, type Report, type ShellReport } from '../doctor/types';
import { EXIT } from '../errors';
import { homeFolder } from '../platform/home';
import { colors } from '../terminal/color';
import { printable, write } from '../terminal/output';
import { showProgress } from '../terminal/progress';
import { printHints } from '../terminal/report';
import { formatTable } from '../terminal/table';

/** The home folder as `~`, wherever it stands in a text. */
const short = (text: string) => text.replaceAll(`${homeFolder(realWorld.env)}/`, '~/');

const placeText = ({ file, line, kind }: Installation) =>
  `${short(file)}:${line}${kind === 'by hand' ? ' (by hand)' : ''}`;

/** Of what the files tell of; `?` is from before scripts said theirs. */
const versions = (places: readonly Installation[]) =>
  [...new Set(places.map(({ version }) => version ?? '?'))].join(', ');

const row = ({ shell, state, places }: ShellReport) => [
  shell,
  state,
  versions(places),
  state === 'not installed' ? `assume init ${shell} --install` : places.map(placeText).join(', '),
];

const programText = ({ path, version }: ProgramReport) => `${short(path)} (${version ?? 'another program'})`;

async function print(report: Report): Promise<void> {
  const { version, node, shells, programs, remarks } = report;
  const { bold, red } = await colors(1, realWorld.env);
  write(1, `${bold(`assume ${version}`)}, Node ${node.slice(1)}\n\n${formatTable(shells.map(row))}`);
  if (programs.length > 0) write(1, `\nOn the PATH: ${printable(programs.map(programText).join(', '))}\n`);
  for (const { text, isProblem, hint } of [...shells.flatMap((each) => each.remarks), ...remarks]) {
    write(1, `\n${isProblem ? `${red('Wrong:')} ` : ''}${printable(short(text))}\n`);
    if (hint) await printHints([hint], realWorld.env, 1);
  }
  if (problemsOf(report).length === 0) write(1, '\nAll is well.\n');
}

export default class Doctor extends Command {
  static override summary = 'Look whether every shell here has the function, and what is wrong';
  static override description =
    'Starts each shell of this machine as a terminal does, and asks it what assume is there. Changes nothing.';
  static override examples = ['assume doctor', 'assume doctor --json'];
  static override flags = {
    json: boolean({ summary: 'As JSON' }),
  };

  /** @returns the exit status: 1 if something needs doing */
  override async run(): Promise<number> {
    const { flags } = await this.parse(Doctor);
    const report = await showProgress('assume: asking the shells', doctor(realWorld));
    if (flags.json) write(1, `${JSON.stringify(report, null, 2)}\n`);
    else await print(report);
    return problemsOf(report).length === 0 ? 0 : EXIT.failure;
  }
}

import { version } from '../../package.json';
import type { Context } from '../context';
import { EXIT } from '../errors';
import type { Handler } from '../outcome';
import type { Env } from '../platform/env';
import { shortenHome } from '../platform/env';
import { pathOf } from '../platform/processes';
import { SHELLS } from '../shells/table';
import { type Column, drawTable } from '../terminal/columns';
import { showProgress } from '../terminal/interaction';
import { type Screen, screenFor } from '../terminal/layout';
import { colors, printable } from '../terminal/output';
import { hintLines, wrapText } from '../terminal/report';
import { checkPrograms } from './assumePrograms';
import {
  type Finding,
  findingsOf,
  hasProblems,
  type Installation,
  type ProgramReport,
  type Report,
  type ShellReport,
  type ToolReport,
  verdictOf,
} from './doctorReport';
import { checkAwsFiles, checkCache, checkClock, checkHome } from './fileChecks';
import { inspectShell } from './inspectShell';
import { findOtherTools } from './moving/findTools';

/** What is wrong with a folder is wrong with all in it. */
const once = (found: readonly Finding[]) =>
  found.filter(({ text }, at) => found.findIndex((other) => other.text === text) === at);

/** All shells at the same time, and the programs on the PATH of each. */
async function inspectAll({ env, packageRoot }: Context) {
  const inspections = await Promise.all(SHELLS.map((shell) => inspectShell(shell, env)));
  const inspected = inspections.flatMap((inspection) => inspection ?? []);
  const paths = inspected.flatMap((inspection) => inspection.paths);
  const checked = await checkPrograms([{ path: pathOf(env) }, ...paths], packageRoot);
  return { shells: inspected.map(({ report }) => report), ...checked };
}

/** Inspects every shell of this machine, if they would find the home folder, and everything else that `assume` needs. */
async function examine(context: Context): Promise<Report> {
  const { env } = context;
  const homeless = checkHome(env);
  const { shells, programs, findings } =
    homeless.length === 0 ? await inspectAll(context) : { shells: [], programs: [], findings: homeless };
  return {
    version,
    node: process.version,
    shells,
    programs,
    otherTools: findOtherTools(context),
    notes: once([...findings, ...checkAwsFiles(context), ...checkCache(env), ...checkClock(context)]),
  };
}

const installationText = ({ file, line, kind }: Installation) =>
  `${file}:${line}${kind === 'by hand' ? ' (pasted)' : ''}`;

/** `?` is a version from before scripts named theirs. */
const versionsOf = (installations: readonly Installation[]) =>
  [...new Set(installations.map((each) => each.version ?? '?'))].join(', ');

const SHELL_COLUMNS: readonly Column[] = [
  { title: 'SHELL' },
  { title: 'STATE' },
  { title: 'VERSION', early: 1 },
  { title: 'INSTALLED IN', cutTo: 10 },
];

const shellRow = ({ shell, state, locations }: ShellReport) => [
  shell,
  state,
  versionsOf(locations),
  state === 'not installed' ? `assume init ${shell} --install` : locations.map(installationText).join(', '),
];

const programText = (program: ProgramReport) => `${program.path} (${program.version ?? 'another program'})`;

/** One tool, and what replaces what. */
function toolText(
  { name, found, replacements }: ToolReport,
  screen: Screen,
  paragraph: (text: string) => string,
): string {
  const places = found.map(({ file, line }) => (line === undefined ? file : `${file}:${line}`));
  const columns = [name, 'assume'].map((title) => ({ title: title.toUpperCase(), cutTo: 10 }));
  const rows = replacements.map(({ theirs, ours }) => [theirs, ours]);
  return `\n${paragraph(`Moving from ${name} (${places.join(', ')}):`)}\n${drawTable(columns, rows, screen)}`;
}

const FOR_BUG_REPORTS = 'To a bug report, attach this and what the failing command prints with ASSUME_DEBUG=1 set.';

async function reportText(report: Report, env: Env): Promise<string> {
  const { node, shells, programs } = report;
  const chalk = await colors(1, env);
  const shorten = (text: string) => shortenHome(text, env);
  const screen = await screenFor(env);
  const paragraph = (text: string) => (screen.isTerminal ? wrapText(text, screen.width) : text);
  const rows = shells.map((shell) => shellRow(shell).map(shorten));
  const findings = findingsOf(report).map(({ text, isProblem, hint }) => {
    const label = isProblem ? `${chalk.red('Problem:')} ` : '';
    return `\n${paragraph(label + printable(shorten(text)))}\n${hint ? hintLines([hint], chalk, env) : ''}`;
  });
  return [
    `${chalk.bold(`assume ${report.version}`)}, Node ${node.slice(1)}\n`,
    rows.length > 0 ? `\n${drawTable(SHELL_COLUMNS, rows, screen)}` : '',
    programs.length > 0
      ? `\n${paragraph(`On the PATH: ${printable(shorten(programs.map(programText).join(', ')))}`)}\n`
      : '',
    ...findings,
    ...report.otherTools.map((tool) => toolText(tool, screen, (text) => paragraph(printable(shorten(text))))),
    `\n${paragraph(FOR_BUG_REPORTS)}\n`,
    `\n${chalk.bold(verdictOf(report))}\n`,
  ].join('');
}

/** `assume doctor`: the state of every shell's integration, as text or as JSON. The exit status is 1 if there are problems. */
export const doctor: Handler<{ readonly json?: boolean }> = async ({ options }, context) => {
  const report = await showProgress('assume: checking your shells', examine(context));
  const text = options.json ? `${JSON.stringify(report, null, 2)}\n` : await reportText(report, context.env);
  return { kind: 'text', text, status: hasProblems(report) ? EXIT.failure : 0 };
};

import { ancestors, type RunningProgram } from '../platform/processes';
import { SHELLS, type Shell } from './table';

/** `zsh` for `-zsh`, a login shell (login(1)), and `pwsh` for `C:\…\pwsh.exe`. */
const programName = (word = '') =>
  word
    .replace(/^-/, '')
    .replace(/^.*[\\/]/, '')
    .replace(/\.exe$/i, '');

/** A shell written in Python (xonsh) runs as its interpreter. */
const INTERPRETER = /^python[\d.]*$/;

interface RunningShell {
  readonly shell: Shell;
  readonly args: readonly string[];
}

function asShell({ name, argv }: RunningProgram): RunningShell | undefined {
  const at = INTERPRETER.test(programName(argv[0])) ? 1 : 0;
  const names = [programName(argv[at]), programName(name)];
  const shell = SHELLS.find(({ programs }) => names.some((each) => programs.includes(each)));
  return shell && { shell, args: argv.slice(at + 1) };
}

/** Runs a command (`sh -c 'assume init'`, as npm and make do) or a script: the user's own shell is further up. */
const isTool = ({ args: [first = '-', ...others] }: RunningShell) =>
  !first.startsWith('-') || [first, ...others].some((word) => /^-[a-z]*c$/.test(word));

/** The shell in which the user types, among programs each started by the next; `undefined` if none is a shell. */
export function detectShell(programs: readonly RunningProgram[]): Shell | undefined {
  const shells = programs.flatMap((program) => asShell(program) ?? []);
  return (shells.find((each) => !isTool(each)) ?? shells[0])?.shell;
}

/** The shell that started this program, by the processes above it. $SHELL only names the login shell. */
export const parentShell = async (): Promise<Shell | undefined> => detectShell(await ancestors());

import { ancestors, type RunningProgram } from '../platform/processes';
import { SHELLS, type Shell } from '../shells/table';

/** `-zsh` is a login shell (login(1)), `pwsh.exe` Windows's. */
const programName = (word = '') =>
  word
    .replace(/^-/, '')
    .replace(/^.*[\\/]/, '')
    .replace(/\.exe$/i, '');

/** A shell that is a script of Python's is called like its interpreter. */
const INTERPRETER = /^python[\d.]*$/;

interface Seen {
  readonly shell: Shell;
  readonly options: readonly string[];
}

function shellOf({ name, argv }: RunningProgram): Seen | undefined {
  const at = INTERPRETER.test(programName(argv[0])) ? 1 : 0;
  const names = [programName(argv[at]), programName(name)];
  const shell = SHELLS.find(({ programs }) => names.some((each) => programs.includes(each)));
  return shell && { shell, options: argv.slice(at + 1) };
}

/** `sh -c 'assume init'`, as npm and make have it, or a script: somebody's tool, behind which the person's shell is. */
const isTool = ({ options: [first = '-', ...others] }: Seen) =>
  !first.startsWith('-') || [first, ...others].some((word) => /^-[a-z]*c$/.test(word));

/** The shell in which somebody types, among programs of which each started the one before. */
export function detectShell(programs: readonly RunningProgram[]): Shell | undefined {
  const seen = programs.flatMap((program) => shellOf(program) ?? []);
  return (seen.find((each) => !isTool(each)) ?? seen[0])?.shell;
}

/** The shell that this program was started from, by the processes above it: $SHELL is the login shell, whatever runs. */
export const parentShell = async (): Promise<Shell | undefined> => detectShell(await ancestors());

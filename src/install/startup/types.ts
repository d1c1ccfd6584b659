import type { Env } from '../../platform/env';

/** What decides where a shell looks when it starts. Folders are absolute. */
export interface ShellPaths {
  readonly env: Env;
  readonly home: string;
  /** For settings: XDG_CONFIG_HOME, or what stands for it. */
  readonly config: string;
  /** For what programs keep: XDG_DATA_HOME, or what stands for it. */
  readonly data: string;
  /** As Node calls it. */
  readonly platform: string;
  /** The text of a file without our own lines; `undefined` if there is none. */
  read(path: string): string | undefined;
}

/** The files that a shell reads when it starts. */
export interface StartFiles {
  /** Those that get the line, each for another kind of start. None, if the shell reads the script where it stands. */
  readonly wired: readonly string[];
  /** All others that it may read: what was appended there by hand is taken out. */
  readonly others: readonly string[];
}

/** A question to a shell: arguments that make it print something between {@link ANSWER}'s marks. */
export interface ShellQuery {
  /** The kind of start, where there are several. */
  readonly start?: string;
  readonly args: readonly string[];
}

/** Where one shell looks when it starts, and how it is asked. Pure: files are read through the shellPaths. */
export interface Startup {
  /** The script's own file, where the shell looks for such; else it is in {@link ownFolder}. */
  script?(around: ShellPaths): string;
  /** Makes the shell print where its files are, if it alone knows. */
  readonly where?: ShellQuery;
  /** @param answer to {@link where}; `undefined` if there was none */
  files(around: ShellPaths, answer: string | undefined): StartFiles;
  /**
   * The line that reads the script if it is there: silent and harmless whatever the user's options and aliases are, and
   * with a CR behind it.
   * @param path of the script; what is below `home` is found there also when that moves
   */
  line?(path: string, home: string): string;
  /** The command that reads a script into the shell in which it is typed, where its argument is a path. */
  readonly source?: string;
  /** Makes an interactive shell print what `assume` is to it: see {@link parseShellAnswer}. None, if that takes a terminal. */
  readonly what: readonly ShellQuery[];
  /** What the shell prints, as text, if it is not text already. */
  decode?(answer: string): string;
}

/** The folder of the scripts that a line reads. */
export const ownFolder = ({ data }: Pick<ShellPaths, 'data'>): string => `${data}/assume`;

/** Around an answer, since rc files print what they like. */
export const ANSWER = { begin: '<assume:', end: ':assume>' } as const;

/** The answer in what a shell has printed so far. */
export function answerIn(output: string): string | undefined {
  const [, rest] = output.split(ANSWER.begin);
  const end = rest?.indexOf(ANSWER.end) ?? -1;
  return end < 0 ? undefined : rest?.slice(0, end);
}

/** What `assume` is in a shell. */
export interface ShellAnswer {
  /** `alias`, `function`, `file` (a program) or another word of the shell's own; empty if it is nothing. */
  readonly kind: string;
  /** Whether it is a function that calls the binary as ours does. */
  readonly isOurs: boolean;
  /** The file that the function came from, if the shell knows. */
  readonly source: string;
  readonly path: string;
  /** What an alias stands for. */
  readonly alias: string;
}

/** The shells' words for the same. */
const KINDS: Readonly<Record<string, string>> = {
  none: '',
  command: 'file',
  hashed: 'file',
  externalscript: 'file',
  application: 'file',
};

/** Reads what the answer to {@link Startup.what} has in its lines. */
export function parseShellAnswer(answer: string): ShellAnswer {
  const [said = '', ours, source = '', path = '', ...alias] = answer.replace(/^\r?\n/, '').split(/\r?\n/);
  const kind = said.toLowerCase();
  return { kind: KINDS[kind] ?? kind, isOurs: ours === '1', source, path, alias: alias.join('\n').trim() };
}

/** What stands behind each line: a comment takes a CR that follows, and tells whose line it is. */
export const signature = (shell: string): string => `# assume init ${shell} --install`;

/** The rest of a path below a folder, with the slash that begins it. */
export const below = (path: string, folder: string): string | undefined =>
  path.startsWith(folder) && /^[\\/]/.test(path.slice(folder.length)) ? path.slice(folder.length) : undefined;

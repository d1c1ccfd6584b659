/** The markers around an answer: rc files may print anything before and after it. */
export const ANSWER = { begin: '<assume:', end: ':assume>' } as const;

/** The answer in what a shell has printed so far; `undefined` until it is complete. */
export function answerIn(output: string): string | undefined {
  const [, rest] = output.split(ANSWER.begin);
  const end = rest?.indexOf(ANSWER.end) ?? -1;
  return end < 0 ? undefined : rest?.slice(0, end);
}

/** What `assume` is in a shell. */
export interface ShellAnswer {
  /** `alias`, `function`, `file` (a program) or another word that the shell uses; empty if `assume` is nothing. */
  readonly kind: string;
  /** Whether it is a function that calls the program as the shell integration does. */
  readonly isOurs: boolean;
  /** The file that defined the function, if the shell knows. */
  readonly source: string;
  /** The shell's PATH. */
  readonly path: string;
  /** What an alias stands for. */
  readonly alias: string;
}

/** Several words for the same kind. */
const KINDS: Readonly<Record<string, string>> = {
  none: '',
  command: 'file',
  hashed: 'file',
  externalscript: 'file',
  application: 'file',
};

/** Parses the decoded answer to a query of `Startup.inspect`: kind, `1` if ours, source, PATH, alias, one a line. */
export function parseShellAnswer(answer: string): ShellAnswer {
  const [word = '', ours, source = '', path = '', ...alias] = answer.replace(/^\r?\n/, '').split(/\r?\n/);
  const kind = word.toLowerCase();
  return { kind: KINDS[kind] ?? kind, isOurs: ours === '1', source, path, alias: alias.join('\n').trim() };
}

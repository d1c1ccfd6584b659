import { COMMAND_SPECS, type CommandSpec, type FlagSpec, findCommand, isCommand } from './commandManifest';
import { argumentProblem, findFlag, type GivenFlag, type Tokens } from './tokens';

const QUESTIONS: Readonly<Record<string, Tokens['question']>> = {
  '-h': 'help',
  '--help': 'help',
  '--version': 'version',
};

/** One pass over the words of a command. */
class Tokenizer {
  private at: number;
  private readonly flags: GivenFlag[] = [];
  private readonly names: string[] = [];
  private command: readonly string[] = [];
  private commandStart: number | undefined;
  private awaits: FlagSpec | undefined;
  private ended = false;
  private question: Tokens['question'];
  private problem: string | undefined;

  constructor(
    private readonly spec: CommandSpec,
    private readonly words: readonly string[],
    start: number,
  ) {
    this.at = start;
  }

  run(): Tokens {
    while (this.at < this.words.length && this.commandStart === undefined) this.next(this.words[this.at] ?? '');
    const { spec, flags, names, command, ended } = this;
    const problem = this.problem ?? argumentProblem(spec, flags, names);
    return {
      spec,
      flags,
      names,
      command,
      ended,
      ...(this.commandStart !== undefined && { commandStart: this.commandStart }),
      ...(this.awaits && { awaits: this.awaits }),
      ...(this.question && { question: this.question }),
      ...(problem !== undefined && { problem }),
    };
  }

  private next(word: string): void {
    const isFlag = !this.ended && word.startsWith('-') && word !== '-';
    // Once there is a profile, a `--` or the first word that isn't a flag begins the other program's command line.
    const canBegin = this.spec.takesCommand && this.hasProfile();
    if (isFlag && word !== '--') this.flag(word);
    else if (canBegin) this.startCommand(word === '--' ? 1 : 0);
    else {
      // `--` ends our flags (POSIX, Utility Syntax Guideline 10).
      if (word === '--' && !this.ended) this.ended = true;
      else this.names.push(word);
      this.at += 1;
    }
  }

  /** `--role-arn` stands for a profile, if it comes before one. */
  private hasProfile(): boolean {
    return this.names.length > 0 || this.flags.some(({ spec }) => spec.name === 'role-arn');
  }

  private startCommand(skip: number): void {
    this.at += skip;
    if (this.at >= this.words.length) return;
    this.commandStart = this.at;
    this.command = this.words.slice(this.at);
  }

  private flag(word: string): void {
    this.at += 1;
    if (QUESTIONS[word]) {
      this.question ??= QUESTIONS[word];
      return;
    }
    const [, typed = '', joined] = /^(--[^=]*|-[^-])(?:=?(.*))?$/su.exec(word) ?? [];
    const spec = findFlag(this.spec, typed);
    const takesNone = QUESTIONS[typed] !== undefined || spec?.type === 'boolean';
    if (takesNone && word !== typed) this.fail(`Option ${typed} takes no value.`);
    else if (!spec) this.fail(`Unknown option "${typed}".`);
    else if (spec.type === 'boolean') this.flags.push({ spec, value: true });
    else this.option(spec, word === typed ? undefined : (joined ?? ''));
  }

  private option(spec: FlagSpec, joined: string | undefined): void {
    const value = joined ?? this.words[this.at];
    if (value === undefined) this.awaits = spec;
    if (value === undefined || (joined === undefined && this.isOurs(value))) {
      this.fail(`Option --${spec.name} needs a value.`);
      return;
    }
    if (joined === undefined) this.at += 1;
    if (!spec.multiple && this.flags.some((given) => given.spec === spec)) {
      this.fail(`Option --${spec.name} can only be given once.`);
    }
    this.flags.push({ spec, value });
  }

  /** Whether a word is one of our flags, or ends them, and so no value. */
  private isOurs(word: string): boolean {
    return word === '--' || Object.hasOwn(QUESTIONS, word) || findFlag(this.spec, word) !== undefined;
  }

  private fail(problem: string): void {
    this.problem ??= problem;
  }
}

/**
 * Splits the words after `assume`: which command it is, its flags and its arguments, by the one table of commands. A line
 * that begins with no command is that of `use`. It never throws: what is wrong is in {@link Tokens.problem}.
 */
export function tokenize(words: readonly string[]): Tokens {
  const [first, second] = words;
  if (!isCommand(first)) return new Tokenizer(COMMAND_SPECS.use as CommandSpec, words, 0).run();
  const sub = findCommand(first, second ?? '');
  return new Tokenizer(sub ?? (findCommand(first) as CommandSpec), words, sub ? 2 : 1).run();
}

/**
 * The documented exit statuses. 130 (interrupted) is the operating system's.
 * Another number comes only from a command that the user ran.
 */
export const EXIT = {
  /** Something else failed: the network, a file that cannot be written. */
  failure: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The profile or the configuration is wrong; AWS was not asked. */
  configuration: 3,
  /** A person is needed (MFA, sign-in) and there is no terminal. */
  interaction: 4,
  /** AWS refused. */
  refused: 5,
} as const;

/** The next step: a command to run, and the label before it. Printed as `Run: assume list`. */
export type Hint = readonly [command: string, label: string];

/** What callers may recognize an error by. A tag survives bundling; a class doesn't, since each bundle has its own. */
export type ErrorTag = 'signInRequired';

interface Telling {
  readonly exitCode: number;
  readonly tag?: ErrorTag;
  readonly notes?: readonly string[];
  readonly hints?: readonly Hint[];
}

/**
 * A failure that a person can do something about. Thrown where it is noticed, printed once, by `main`.
 * The message says what is wrong and where, in the standard's words, and never holds a secret.
 */
export class AssumeError extends Error {
  override readonly name = 'AssumeError';
  readonly exitCode: number;
  readonly tag: ErrorTag | undefined;
  readonly hints: readonly Hint[];
  /** More sentences, each on a line of its own. */
  readonly notes: readonly string[];

  constructor(message: string, { exitCode, tag, notes = [], hints = [] }: Telling) {
    super(message);
    this.exitCode = exitCode;
    this.tag = tag;
    this.notes = notes;
    this.hints = hints;
  }
}

/** True for an {@link AssumeError}, also for one made by another bundle, which has a class of its own. */
export const isAssumeError = (error: unknown): error is AssumeError =>
  error instanceof Error && error.name === 'AssumeError';

/** A command line that cannot work: AWS is not asked. */
export const misuse = (message: string, ...hints: Hint[]): AssumeError =>
  new AssumeError(message, { exitCode: EXIT.usage, hints });

/** A profile or a configuration that cannot work: AWS is not asked. */
export const misconfigured = (message: string, ...hints: Hint[]): AssumeError =>
  new AssumeError(message, { exitCode: EXIT.configuration, hints });

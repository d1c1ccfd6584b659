/** The documented exit statuses. 130 (interrupted) is the operating system's; any other is that of a command `exec` ran. */
export const EXIT = {
  /** Anything else, such as the network, or a file that can't be written. */
  failure: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The profile or the configuration is wrong; nothing was sent to AWS. */
  configuration: 3,
  /** A prompt is needed (MFA, sign-in), and there is no terminal. */
  interaction: 4,
  /** AWS rejected the request. */
  refused: 5,
} as const;

/** The next step: a command to run, and the label before it. Printed as `Run: assume list`. */
export type Hint = readonly [command: string, label: string];

/** What callers may recognize an error by. A tag survives bundling; a class doesn't, since each bundle has its own. */
export type ErrorTag = 'signInRequired';

interface Details {
  readonly exitCode: number;
  readonly tag?: ErrorTag;
  readonly notes?: readonly string[];
  readonly hints?: readonly Hint[];
}

/**
 * A failure that the user can do something about. Thrown where it is noticed, and reported once, by `entry/dispatch`. The
 * message says what failed and where, in AWS's terms, and never contains a secret.
 */
export class AssumeError extends Error {
  override readonly name = 'AssumeError';
  readonly exitCode: number;
  readonly tag: ErrorTag | undefined;
  readonly hints: readonly Hint[];
  /** Further sentences, each on a line of its own. */
  readonly notes: readonly string[];

  constructor(message: string, { exitCode, tag, notes = [], hints = [] }: Details) {
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

/** A command line that can't work (exit 2). Nothing is sent to AWS. */
export const misuse = (message: string, ...hints: Hint[]): AssumeError =>
  new AssumeError(message, { exitCode: EXIT.usage, hints });

/** A profile or a configuration that can't work (exit 3). Nothing is sent to AWS. */
export const misconfigured = (message: string, ...hints: Hint[]): AssumeError =>
  new AssumeError(message, { exitCode: EXIT.configuration, hints });

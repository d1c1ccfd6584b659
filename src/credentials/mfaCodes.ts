import { AssumeError, EXIT, misuse } from '../errors';
import type { Hop } from '../plan/types';
import { quoteForDisplay } from '../util/quoteForDisplay';

/** Where a person can be asked. */
export interface Terminal {
  /** Shows the question and waits for a line; `undefined` at the end of input. */
  ask(question: string): string | undefined;
  /** Shows a line. */
  print(line: string): void;
}

/** Where an MFA code may come from, in this order. */
export interface CodeSources {
  /** One that is there already. */
  readonly given?: string | undefined;
  /** Runs the command of `mfa_process`; `place` says where it stands. */
  readonly run: (command: string, place: string) => Promise<string>;
  readonly terminal: () => Promise<Terminal | undefined>;
}

const ATTEMPTS = 3;

/** The code in a text; blanks do not count, since devices show it in two groups of three. `undefined` if it is none. */
export function codeIn(text: string): string | undefined {
  const digits = text.replace(/\s/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

/**
 * The code that was given on the command line.
 * @throws AssumeError (exit 2) if it is not six digits
 */
export function givenCode(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const code = codeIn(text);
  if (code !== undefined) return code;
  throw misuse('An MFA code is six digits.', [
    'assume <profile> --mfa-token 123456',
    'with the code that the device shows now',
  ]);
}

const nobody = ({ profile, mfaSerial }: Hop) =>
  new AssumeError(
    `The profile "${profile}" needs an MFA code of ${mfaSerial}, and there is no terminal to ask for it.`,
    {
      exitCode: EXIT.interaction,
      hints: [[`assume ${quoteForDisplay(profile)} --mfa-token <code>`, 'gives it on the command line']],
    },
  );

function ask({ profile, mfaSerial }: Hop, terminal: Terminal): string {
  for (;;) {
    const line = terminal.ask(`MFA code of ${mfaSerial} for ${profile}: `);
    if (line === undefined) {
      throw new AssumeError('No MFA code was given.', { exitCode: EXIT.interaction });
    }
    const code = codeIn(line);
    if (code !== undefined) return code;
    terminal.print('An MFA code is six digits.');
  }
}

/** Whether a code can be had at all. */
export const canHaveCode = async (hop: Hop, { given, terminal }: CodeSources): Promise<boolean> =>
  (given ?? hop.mfaProcess) !== undefined || (await terminal()) !== undefined;

/**
 * The MFA codes to try for a role, three at most: the given one or that of `mfa_process`, then what the person at the
 * terminal types. The next is asked for only when the one before was refused.
 * @throws AssumeError (exit 4) if there is nobody to ask, or if none is typed; what `run` throws
 */
export async function* mfaCodes(hop: Hop, { given, run, terminal: open }: CodeSources): AsyncGenerator<string> {
  const ready = given ?? (hop.mfaProcess && (await run(hop.mfaProcess, hop.locations.mfa_process ?? hop.profile)));
  if (ready !== undefined) yield ready;
  const terminal = await open();
  if (!terminal && ready === undefined) throw nobody(hop);
  for (let tried = ready === undefined ? 0 : 1; terminal && tried < ATTEMPTS; tried++) {
    if (tried > 0) terminal.print('AWS refused that code. Each code works once, and a new one comes every 30 seconds.');
    yield ask(hop, terminal);
  }
}

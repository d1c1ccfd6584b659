import { AssumeError, EXIT, misuse } from '../errors';
import type { MfaSession } from '../plan/types';

/** A terminal to prompt on. */
export interface Terminal {
  /** Shows a prompt and waits for a line; `undefined` at the end of input (Ctrl-D). */
  ask(question: string): Promise<string | undefined>;
  /** Shows a line. */
  print(line: string): void;
}

/** Where MFA codes come from, in the order in which they are tried. */
export interface CodeSources {
  /** A code from the command line. */
  readonly givenCode?: string | undefined;
  /** Runs the `mfa_process` command that is set at `location`, and returns the code it printed. */
  readonly run: (command: string, location: string) => Promise<string>;
  readonly terminal: () => Promise<Terminal | undefined>;
  /** Why `terminal` opens none: by default, there is none. */
  readonly whyNoTerminal?: string | undefined;
}

/** What needs an MFA code: a role, or an MFA session. */
export type CodeRequest = Pick<MfaSession, 'profile' | 'mfaSerial' | 'mfaProcess' | 'locations'>;

const ATTEMPTS = 3;

/** The code in a text, without blanks: devices show it in two groups of three digits. `undefined` if it isn't a code. */
export function codeIn(text: string): string | undefined {
  const digits = text.replace(/\s/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

/**
 * The code of `--mfa-token`; `undefined` if the flag wasn't given.
 * @throws AssumeError (exit 2) if it isn't 6 digits
 */
export function givenCode(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const code = codeIn(text);
  if (code !== undefined) return code;
  throw misuse('--mfa-token must be a 6-digit MFA code. Enter the code your device shows now.');
}

/** An MFA device as users know it: name and account of a virtual one, the serial number of a hardware one. */
function deviceName(serial: string): string {
  const [, account, name] = /^arn:[^:]+:iam::(\d+):mfa\/(.+)$/.exec(serial) ?? [];
  return name === undefined ? serial : `${name}, ${account}`;
}

/** The prompt for an MFA code: `MFA code for prod (ada, 111122223333): `. */
export const codePrompt = (profile: string, serial: string): string =>
  `MFA code for ${profile} (${deviceName(serial)}): `;

const noTerminal = ({ profile, mfaSerial }: CodeRequest, why = 'there is no terminal to prompt on') =>
  new AssumeError(`Profile "${profile}" needs an MFA code (${deviceName(mfaSerial)}), but ${why}.`, {
    exitCode: EXIT.interaction,
    // Only the option: the command may be `exec` or `export`, and the profile one that a role chain starts with.
    hints: [['--mfa-token <code>', 'Pass the code']],
  });

async function prompt({ profile, mfaSerial }: CodeRequest, terminal: Terminal): Promise<string> {
  for (;;) {
    const line = await terminal.ask(codePrompt(profile, mfaSerial));
    if (line === undefined) {
      throw new AssumeError('Canceled: no MFA code entered.', { exitCode: EXIT.interaction });
    }
    const code = codeIn(line);
    if (code !== undefined) return code;
    terminal.print('Enter the 6-digit MFA code.');
  }
}

/** Whether there is any way to get a code. */
export const hasCodeSource = async (request: CodeRequest, { givenCode, terminal }: CodeSources): Promise<boolean> =>
  (givenCode ?? request.mfaProcess) !== undefined || (await terminal()) !== undefined;

/**
 * The MFA codes to try, three at most: the code from the command line or from `mfa_process`, then what the user
 * types. Each is obtained only after AWS has rejected the one before.
 * @throws AssumeError (exit 4) if nobody can be prompted, or if the user cancels; what `run` throws
 */
export async function* mfaCodes(
  request: CodeRequest,
  { givenCode, run, terminal: openTerminal, whyNoTerminal }: CodeSources,
): AsyncGenerator<string> {
  const { mfaProcess, locations, profile } = request;
  const first = givenCode ?? (mfaProcess && (await run(mfaProcess, locations.mfa_process ?? profile)));
  if (first !== undefined) yield first;
  const terminal = await openTerminal();
  if (!terminal && first === undefined) throw noTerminal(request, whyNoTerminal);
  for (let tried = first === undefined ? 0 : 1; terminal && tried < ATTEMPTS; tried++) {
    if (tried > 0) {
      terminal.print('AWS rejected that code. Codes work once; wait for the next one (every 30 s).');
    }
    yield await prompt(request, terminal);
  }
}

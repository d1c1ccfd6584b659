import type { Call } from './awsCliCalls';

/** What a line has to do: the calls, and what becomes of the environment besides the keys. */
export interface LineSpec {
  readonly calls: readonly Call[];
  /** Set at the end, together with the keys. */
  readonly set: readonly (readonly [name: string, value: string])[];
  /** Removed: before the first call for it, and at the end for good. */
  readonly unset: readonly string[];
}

/** The variables that hold what AWS answers, in the order of the answer. */
export const ANSWERED = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
] as const;

/** A word that means itself in every shell; the others are quoted. */
const PLAIN = /^[\w/.:-]+$/;

/** A command line in a shell's own quoting, with as few quotes as it takes. */
export const commandLine = (words: readonly string[], quote: (word: string) => string): string =>
  words.map((word) => (PLAIN.test(word) ? word : quote(word))).join(' ');

/** How a person is asked for a code. */
export const question = (serial: string): string => `MFA code of ${serial}`;

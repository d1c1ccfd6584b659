import type { Env } from '../../env';
import type { Files } from '../../files';

/** What a sign-in does to the world. */
export interface SignInWorld {
  readonly env: Env;
  readonly files: Files;
  /** Shows a line to the person. */
  tell(line: string): void;
  /** Opens a browser, if there is one. It may fail: the person has been shown the address. */
  open(url: string): Promise<unknown>;
  /** Shows that something takes long, until it is there. */
  waiting<Result>(text: string, work: Promise<Result>): Promise<Result>;
}

import { type Caller, parseCaller } from './caller';

/** What the function in a user's shell asks for. */
export interface Call extends Caller {
  readonly kind: 'eval' | 'complete';
  readonly words: readonly string[];
}

/** `--eval=<shell>/<version> -- <words>`, or the same with --complete; `undefined` if the words are a person's. */
export function parseCall([first = '', separator, ...words]: readonly string[]): Call | undefined {
  const [, kind, name = ''] = /^--(eval|complete)=(.*)$/.exec(first) ?? [];
  const caller = parseCaller(name);
  return kind && caller && separator === '--' ? { kind: kind as Call['kind'], ...caller, words } : undefined;
}

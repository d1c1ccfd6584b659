import type { EnvironmentChange } from '../environment/change';
import { AssumeError, EXIT } from '../errors';
import type { Dialect } from './dialect';

/** An environment ends each value with a NUL: a shell would cut the value there, or drop the character. */
function refuseNul(change: EnvironmentChange): void {
  const [name] = change.find(([, value]) => value?.includes('\0')) ?? [];
  if (name !== undefined) {
    throw new AssumeError(`${name} would hold a NUL character, which no environment variable can`, {
      exitCode: EXIT.failure,
    });
  }
}

/**
 * The change as text for the shell's function to evaluate: one statement a line. Lines end with LF everywhere, also on
 * Windows: a CR would end up inside the values.
 * @throws AssumeError for a value that no shell can hold
 */
export function render(change: EnvironmentChange, dialect: Dialect): string {
  refuseNul(change);
  return change.map(([name, value]) => `${value === null ? dialect.unset(name) : dialect.set(name, value)}\n`).join('');
}

import { AssumeError, EXIT, type Hint } from '../../errors';
import { isAnswer, isThrottled } from '../answer';
import { unanswered } from '../unanswered';

/** Something between here and the answer failed. */
export const failed = (message: string, ...hints: Hint[]): AssumeError =>
  new AssumeError(message, { exitCode: EXIT.failure, hints });

export const refused = (message: string, ...hints: Hint[]): AssumeError =>
  new AssumeError(message, { exitCode: EXIT.refused, hints });

/**
 * What a failed call of a client of AWS means: exit 5 if AWS refused, 1 if it could not be reached.
 * @param what was asked for, as `AWS refused …` goes on
 * @param url where it was asked
 */
export function callFailure(error: unknown, what: string, url: string): AssumeError {
  if (!(error instanceof Error)) return failed(String(error));
  if (isAnswer(error)) {
    const said = `${what} (${error.name}): ${error.message.trim()}`;
    if (error.$fault === 'server') return failed(`AWS failed at ${said}`);
    return refused(
      isThrottled(error) ? `AWS has too many requests at the moment to give ${said}` : `AWS refused ${said}`,
    );
  }
  return unanswered(error, url, url);
}

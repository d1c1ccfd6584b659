import { AssumeError, EXIT } from '../errors';
import { typedWord } from '../word';
import { oddStatus, reason } from './reason';

/**
 * A call that AWS has not answered: nothing could be reached, or something else answers there, as a proxy does.
 * @param where as a person calls it
 */
export function unanswered(error: Error, where: string, url: string): AssumeError {
  const status = oddStatus(error);
  const message = status
    ? `${where} answered with HTTP status ${status}, but not as AWS does. Is there a proxy in between?`
    : `${where} could not be reached: ${reason(error)}`;
  const hint = [`curl ${typedWord(url)}`, 'shows what answers there, if anything does'] as const;
  return new AssumeError(message, { exitCode: EXIT.failure, hints: [hint] });
}

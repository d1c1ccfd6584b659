import { AssumeError, EXIT, type Hint } from '../errors';
import { unreachable } from './unreachable';

/** An answer of AWS that is an error, as the SDK reports it (smithy's ServiceException). */
export interface ServiceException extends Error {
  readonly $fault: 'client' | 'server';
}

/** False for what never came as far as AWS. */
export const isServiceException = (error: unknown): error is ServiceException =>
  error instanceof Error && '$fault' in error;

/** By the names that smithy knows for it (`THROTTLING_ERROR_CODES`). */
export const isThrottled = ({ name }: ServiceException): boolean =>
  /^(Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown)/.test(name);

/** AWS says no, and asking again would not change that. */
export const isRefused = (error: unknown): boolean =>
  isServiceException(error) && error.$fault === 'client' && !isThrottled(error);

/** STS answers AccessDenied to a wrong code and to a role out of reach; only its text tells them apart. */
export const isWrongCode = (error: unknown): boolean =>
  error instanceof Error && /invalid MFA one time pass code/i.test(error.message);

/** An answer whose status says that all is well, and which is none of AWS's: told as the SDK tells of one it cannot read. */
export const malformedResponse = (): Error =>
  Object.assign(new Error('the answer is not one of AWS'), { $response: { statusCode: 200 } });

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
  if (isServiceException(error)) {
    const said = `${what} (${error.name}): ${error.message.trim()}`;
    if (error.$fault === 'server') return failed(`AWS failed at ${said}`);
    return refused(
      isThrottled(error) ? `AWS has too many requests at the moment to give ${said}` : `AWS refused ${said}`,
    );
  }
  return unreachable(error, url, url);
}

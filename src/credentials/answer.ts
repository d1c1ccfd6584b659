/** An answer of AWS that is an error, as the SDK reports it (smithy's ServiceException). */
export interface Answer extends Error {
  readonly $fault: 'client' | 'server';
}

/** False for what never came as far as AWS. */
export const isAnswer = (error: unknown): error is Answer => error instanceof Error && '$fault' in error;

/** By the names that smithy knows for it (`THROTTLING_ERROR_CODES`). */
export const isThrottled = ({ name }: Answer): boolean =>
  /^(Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown)/.test(name);

/** AWS says no, and asking again would not change that. */
export const isRefused = (error: unknown): boolean =>
  isAnswer(error) && error.$fault === 'client' && !isThrottled(error);

/** STS answers AccessDenied to a wrong code and to a role out of reach; only its text tells them apart. */
export const isWrongCode = (error: unknown): boolean =>
  error instanceof Error && /invalid MFA one time pass code/i.test(error.message);

/** An answer whose status says that all is well, and which is none of AWS's: told as the SDK tells of one it cannot read. */
export const oddAnswer = (): Error =>
  Object.assign(new Error('the answer is not one of AWS'), { $response: { statusCode: 200 } });

import { AssumeError, EXIT, type Hint, isAssumeError } from '../errors';
import type { Endpoint } from './endpoint';
import { unreachable } from './unreachable';

/** An error response from AWS, as the SDK throws it (smithy's ServiceException). */
export interface ServiceException extends Error {
  readonly $fault: 'client' | 'server';
}

/** AWS never redirects; the SDK reports what does as an error of AWS's. */
const isRedirect = (error: object) => {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return Math.floor(($metadata?.httpStatusCode ?? 0) / 100) === 3;
};

/** Whether AWS itself returned this error; false if the request never reached AWS. */
export const isServiceException = (error: unknown): error is ServiceException =>
  error instanceof Error && '$fault' in error && !isRedirect(error);

/** Whether AWS is throttling requests, by the names that smithy knows for it (`THROTTLING_ERROR_CODES`). */
const isThrottled = ({ name }: ServiceException): boolean =>
  /^(Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown)/.test(name);

/** Whether AWS rejected a request, and would reject it again. */
export const isRejected = (error: unknown): boolean =>
  isServiceException(error) && error.$fault === 'client' && !isThrottled(error);

/** STS returns AccessDenied for a wrong code and for a role out of reach alike; only the message tells them apart. */
export const isWrongCode = (error: unknown): boolean =>
  error instanceof Error && /invalid MFA one time pass code/i.test(error.message);

/** STS returns AccessDenied for an MFA device that isn't the caller's, too. No other code, and no other request, would help. */
export const isWrongDevice = (error: unknown): boolean =>
  error instanceof Error && /unable to validate MFA code/i.test(error.message);

/** Whether AWS rejected the credentials that signed a request, or the signature. They would fail for any other request, too. */
export const isAboutCredentials = (error: unknown): boolean =>
  error instanceof Error && /^(InvalidClientTokenId|SignatureDoesNotMatch|ExpiredToken)/.test(error.name);

/**
 * Whether AWS rejected the temporary credentials that signed a request, and others for the same role might do: they have
 * expired, the role has been deleted meanwhile, or its sessions were revoked (by a policy that denies older ones).
 */
export const isOutdatedSession = (error: unknown): boolean =>
  isServiceException(error) &&
  (/^(InvalidClientTokenId|ExpiredToken)/.test(error.name) ||
    (error.name === 'AccessDenied' && /explicit deny in an identity-based policy/.test(error.message)));

/** The error for a successful response that isn't from AWS, in the shape of the SDK's error for one it can't parse. */
export const malformedResponse = (): Error =>
  Object.assign(new Error('not an AWS response'), { $response: { statusCode: 200 } });

/** The error (exit 1) for a failure of something outside this program: a file, another program, the network. */
export const failed = (message: string, ...hints: Hint[]): AssumeError =>
  new AssumeError(message, { exitCode: EXIT.failure, hints });

/** The error (exit 5) for a request that AWS rejected. */
export const rejected = (message: string, ...hints: Hint[]): AssumeError =>
  new AssumeError(message, { exitCode: EXIT.refused, hints });

/** What the user can do about a request that AWS rejected. */
export interface Advice {
  /** Full sentences. */
  readonly notes?: readonly string[];
  readonly hints?: readonly Hint[];
}

/** A request to AWS, as its error messages describe it. */
export interface AwsRequest {
  /** Completes `AWS rejected …`: `AssumeRole on ARN for profile "prod"`. */
  readonly request: string;
  readonly endpoint: Endpoint;
  /** The command that tries again, offered where that can help: AWS is throttling, or failed. */
  readonly retry?: Hint;
  /** Called only for what AWS rejected. */
  readonly adviseOn?: (error: ServiceException) => Advice;
}

/** The error for a response that AWS returned. */
function responseError(error: ServiceException, { request, retry, adviseOn }: AwsRequest): AssumeError {
  const details = `${request} (${error.name}): ${error.message.trim()}`;
  const retries = retry ? [retry] : [];
  if (error.$fault === 'server') return failed(`AWS failed to process ${details}`, ...retries);
  if (isThrottled(error)) return rejected(`AWS is throttling requests and rejected ${details}`, ...retries);
  return new AssumeError(`AWS rejected ${details}`, { exitCode: EXIT.refused, ...adviseOn?.(error) });
}

/**
 * The error to report for a failed request to AWS, whatever the SDK threw: exit 5 if AWS rejected it or is throttling, 1 if
 * AWS failed or could not be reached. An {@link AssumeError} is returned unchanged.
 */
export function awsFailure(error: unknown, request: AwsRequest): AssumeError {
  if (isAssumeError(error)) return error;
  if (!(error instanceof Error)) return failed(String(error));
  return isServiceException(error) ? responseError(error, request) : unreachable(error, request.endpoint);
}

import { AssumeError, EXIT } from '../errors';
import { serviceHost } from '../plan/serviceHosts';
import type { StsEndpoint } from '../plan/types';
import { quoteForDisplay } from '../util/quoteForDisplay';

/** In milliseconds. The SDK's own timeouts end where a response begins, and a response may begin and never end. */
const DEADLINE = 20_000;

/** The error of {@link withTimeout}. */
const DEADLINE_ERROR = 'DeadlineError';

export const isDeadlineError = (error: unknown): boolean => error instanceof Error && error.name === DEADLINE_ERROR;

/**
 * Waits for a request until the deadline, in milliseconds.
 * @throws what the request throws; an Error ({@link isDeadlineError}) that says how long it took
 */
export async function withTimeout<Result>(request: Promise<Result>, milliseconds = DEADLINE): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const message = `no complete response within ${milliseconds / 1000} seconds`;
    timer = setTimeout(() => reject(Object.assign(new Error(message), { name: DEADLINE_ERROR })), milliseconds);
  });
  try {
    return await Promise.race([request, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** What Node's error codes mean to users. */
const NETWORK: Readonly<Record<string, string>> = {
  ENOTFOUND: 'DNS lookup failed (are you online?)',
  EAI_AGAIN: 'DNS lookup failed (are you online?)',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was closed without a response',
  ETIMEDOUT: 'timed out',
  ENETUNREACH: 'network unreachable (are you online?)',
  EHOSTUNREACH: 'no route to host (are you online?)',
  EPROTO: 'TLS handshake failed (does the URL need http:// instead of https://?)',
};

interface NestedError extends Error {
  readonly errors?: readonly unknown[];
  readonly code?: string;
  readonly $response?: { readonly statusCode?: number };
}

/** Node hides a refused connection in an AggregateError, the SDK in `cause`. */
function innermost(error: NestedError): NestedError {
  const inner = error.errors?.[0] ?? error.cause;
  return inner instanceof Error ? innermost(inner) : error;
}

/** The innermost reason for a network failure, in plain words where Node's code is known: `timed out [ETIMEDOUT]`. */
export function networkReason(error: Error): string {
  const { code, message, name } = innermost(error);
  const known = code === undefined ? undefined : NETWORK[code];
  return known
    ? `${known} [${code}]`
    : message.replace(/^AWS SDK error wrapper for (\w*Error: )?|^@smithy\S* - (\[ERROR\] )?/, '') || code || name;
}

/** Where a request goes. */
export interface Endpoint {
  readonly url: string;
  /** What messages call it: the URL, unless AWS's own endpoint has a better name. */
  readonly name: string;
}

/** An endpoint known by its URL. */
export const endpointAt = (url: string): Endpoint => ({ url, name: url });

/** Where the requests of a plan to STS go. */
export const stsEndpointOf = (sts: StsEndpoint): Endpoint =>
  sts.endpoint === undefined
    ? { url: `https://${serviceHost('sts', sts.region, sts)}`, name: `STS in ${sts.region}` }
    : endpointAt(sts.endpoint);

/**
 * The error (exit 1) for a request without a response from AWS: nothing could be reached, or something else responded, such
 * as a proxy.
 */
export function unreachable(error: Error, { url, name }: Endpoint): AssumeError {
  const status = innermost(error).$response?.statusCode;
  const message = status
    ? `${name} returned HTTP status ${status}, but not an AWS response; a proxy may be in the way.`
    : `${name} could not be reached: ${networkReason(error)}`;
  return new AssumeError(message, {
    exitCode: EXIT.failure,
    hints: [[`curl ${quoteForDisplay(url)}`, 'Check the connection']],
  });
}

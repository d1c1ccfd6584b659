import { AssumeError, EXIT } from '../errors';
import { proxyName, type Route, urlName } from '../plan/route';
import { quoteForDisplay } from '../util/quoteForDisplay';
import type { Endpoint } from './endpoint';

/** In milliseconds, for both attempts. The SDK's timeouts end where a response begins, and that may never end. */
const DEADLINE = 21_000;

/** The error of {@link withTimeout}. */
const DEADLINE_ERROR = 'DeadlineError';

export const isDeadlineError = (error: unknown): boolean => error instanceof Error && error.name === DEADLINE_ERROR;

/**
 * Waits for a request until the deadline. What it leaves behind, such as an open connection, ends with the process.
 * @throws what the request throws; an Error ({@link isDeadlineError}) that says how long it took
 */
export async function withTimeout<Result>(request: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const message = `no complete response within ${DEADLINE / 1000} seconds`;
    timer = setTimeout(() => reject(Object.assign(new Error(message), { name: DEADLINE_ERROR })), DEADLINE);
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
  TimeoutError: 'timed out',
  ENETUNREACH: 'network unreachable (are you online?)',
  EHOSTUNREACH: 'no route to host (are you online?)',
  EPROTO: 'TLS handshake failed (does the URL need http:// instead of https://?)',
  CERT_HAS_EXPIRED: 'the certificate expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  // Node's own message lists all hosts, which may be hundreds.
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
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

/** Whether an error means that nobody who is trusted vouches for a certificate. */
const isUntrusted = (code = '') => !(code in NETWORK) && /^(CERT_|UNABLE_TO_|ERR_TLS_CERT_)|SELF_SIGNED/.test(code);

const dependsOnClock = (code = '') => /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/.test(code);

/** The innermost reason for a network failure, in plain words where Node's code is known: `timed out [ETIMEDOUT]`. */
export function networkReason(error: Error): string {
  const { code, message, name } = innermost(error);
  // The SDK's own error for a connection that isn't made in time has no code.
  const known = NETWORK[code ?? name];
  if (known) return code === undefined ? known : `${known} [${code}]`;
  if (isUntrusted(code)) return `its certificate isn't trusted: ${message} [${code}]`;
  return message.replace(/^AWS SDK error wrapper for (\w*Error: )?|^@smithy\S* - (\[ERROR\] )?/, '') || code || name;
}

/** Which certificate authorities count, and which setting says so. */
const trustNote = ({ caBundle }: Route) =>
  caBundle
    ? `Only the certificate authorities in ${caBundle.value} (${caBundle.location}) are trusted.`
    : 'If your network inspects TLS, set ca_bundle or AWS_CA_BUNDLE to a file with its certificate authority.';

/** A request with the same certificate authorities, by a program that says more. */
function curl({ url, caBundle }: Endpoint): string {
  const trust = caBundle && /^https:/i.test(url) ? ` --cacert ${quoteForDisplay(caBundle.value)}` : '';
  return `curl${trust} ${quoteForDisplay(urlName(url))}`;
}

/**
 * The error (exit 1) for a request without a response from AWS: nothing could be reached, or something else responded, such
 * as a proxy.
 */
export function unreachable(error: Error, endpoint: Endpoint): AssumeError {
  const { name, proxy } = endpoint;
  const { code, $response } = innermost(error);
  const status = $response?.statusCode;
  const through = proxy ? ` through the proxy ${proxyName(proxy)} (${proxy.location})` : '';
  const message = status
    ? `${name} returned HTTP status ${status}, but not an AWS response; a proxy may be in the way.`
    : `${name} could not be reached${through}: ${networkReason(error)}`;
  return new AssumeError(message, {
    exitCode: EXIT.failure,
    notes: isUntrusted(code) ? [trustNote(endpoint)] : [],
    hints: [
      ...(dependsOnClock(code) ? [['date -u', "Check this machine's clock"] as const] : []),
      [curl(endpoint), 'Check the connection'],
    ],
  });
}

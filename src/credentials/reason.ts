/** Node's codes for a network that is not there. */
const NETWORK: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known here; is there a network?',
  EAI_AGAIN: 'its name cannot be looked up; is there a network?',
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'it closed the connection without an answer',
  ETIMEDOUT: 'it does not answer',
  ENETUNREACH: 'there is no way to it from here; is there a network?',
  EHOSTUNREACH: 'there is no way to it from here; is there a network?',
  EPROTO: 'it does not speak TLS; is it http:// rather than https://?',
};

interface Traced extends Error {
  readonly errors?: readonly unknown[];
  readonly code?: string;
  readonly $response?: { readonly statusCode?: number };
}

/** Node hides a refused connection in an AggregateError, the SDK in `cause`. */
function innermost(error: Traced): Traced {
  const inner = error.errors?.[0] ?? error.cause;
  return inner instanceof Error ? innermost(inner) : error;
}

/** The HTTP status of an answer that the SDK could not read. */
export const oddStatus = (error: Error): number | undefined => innermost(error).$response?.statusCode;

/** The innermost reason, in plain words where there are some. */
export function reason(error: Error): string {
  const { code, message, name } = innermost(error);
  const known = code === undefined ? undefined : NETWORK[code];
  return known
    ? `${known} (${code})`
    : message.replace(/^AWS SDK error wrapper for (\w*Error: )?|^@smithy\S* - (\[ERROR\] )?/, '') || code || name;
}

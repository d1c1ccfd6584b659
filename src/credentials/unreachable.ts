import { AssumeError, EXIT } from '../errors';
import { quoteForDisplay } from '../util/quoteForDisplay';

/** In milliseconds. The SDK's own limits end where an answer begins, and one may begin that never ends. */
const DEADLINE = 20_000;

/** Waits for something, but not for ever. Rejects with an Error that says how long it was. */
export async function withTimeout<Result>(work: Promise<Result>, milliseconds = DEADLINE): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no whole answer within ${milliseconds / 1000} seconds`)), milliseconds);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

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
export const responseStatus = (error: Error): number | undefined => innermost(error).$response?.statusCode;

/** The innermost reason, in plain words where there are some. */
export function networkReason(error: Error): string {
  const { code, message, name } = innermost(error);
  const known = code === undefined ? undefined : NETWORK[code];
  return known
    ? `${known} (${code})`
    : message.replace(/^AWS SDK error wrapper for (\w*Error: )?|^@smithy\S* - (\[ERROR\] )?/, '') || code || name;
}

/**
 * A call that AWS has not answered: nothing could be reached, or something else answers there, as a proxy does.
 * @param where as a person calls it
 */
export function unreachable(error: Error, where: string, url: string): AssumeError {
  const status = responseStatus(error);
  const message = status
    ? `${where} answered with HTTP status ${status}, but not as AWS does. Is there a proxy in between?`
    : `${where} could not be reached: ${networkReason(error)}`;
  const hint = [`curl ${quoteForDisplay(url)}`, 'shows what answers there, if anything does'] as const;
  return new AssumeError(message, { exitCode: EXIT.failure, hints: [hint] });
}

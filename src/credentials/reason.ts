/** Node's codes for a network that is not there. */
const NETWORK: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known here; is there a network?',
  EAI_AGAIN: 'its name cannot be looked up; is there a network?',
  ECONNREFUSED: 'nothing answers there',
  ENETUNREACH: 'there is no way to it from here; is there a network?',
  EHOSTUNREACH: 'there is no way to it from here; is there a network?',
};

/** The innermost reason: Node hides a refused connection in an AggregateError, the SDK in `cause` or a wrapper. */
export function reason(error: Error): string {
  const { cause, errors, code, $response } = error as Error & {
    cause?: unknown;
    errors?: unknown[];
    code?: string;
    $response?: { statusCode?: number };
  };
  const inner = errors?.[0] ?? cause;
  if (inner instanceof Error) return reason(inner);
  if ($response?.statusCode) return `something else than AWS answers there (HTTP status ${$response.statusCode})`;
  const known = code === undefined ? undefined : NETWORK[code];
  return known
    ? `${known} (${code})`
    : error.message.replace(/^AWS SDK error wrapper for (\w*Error: )?/, '') || code || error.name;
}

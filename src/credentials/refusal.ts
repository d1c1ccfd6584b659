import { AssumeError, EXIT, type Hint, isAssumeError } from '../errors';
import type { Hop, Plan } from '../plan/types';
import { typedWord } from '../word';

/** STS answers AccessDenied to a wrong code and to a role out of reach; only its text tells them apart. */
export const isWrongCode = (error: unknown): boolean =>
  error instanceof Error && /invalid MFA one time pass code/i.test(error.message);

/** An answer of AWS, as the SDK reports it (smithy ServiceException). */
export const isAnswer = (error: Error) => '$fault' in error;

/** The profile whose credentials signed the call for a hop. */
const callerOf = (hop: Hop, { hops, source }: Plan) => typedWord((hops[hops.indexOf(hop) - 1] ?? source).profile ?? '');

function hintsFor(error: Error, hop: Hop, plan: Plan): Hint[] {
  const { source } = plan;
  switch (error.name) {
    case 'InvalidClientTokenId':
    case 'SignatureDoesNotMatch':
    case 'ExpiredToken':
    case 'ExpiredTokenException':
      if (source.kind !== 'static') return [];
      return [
        [
          `aws configure --profile ${typedWord(source.profile)}`,
          `renews the access key (${source.accessKeyId.file}:${source.accessKeyId.line})`,
        ],
      ];
    case 'AccessDenied':
      return isWrongCode(error)
        ? [[`assume ${typedWord(plan.profile)}`, 'asks for the next code']]
        : [[`aws sts get-caller-identity --profile ${callerOf(hop, plan)}`, 'shows who asked; the role must trust it']];
    default:
      return [];
  }
}

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
  if ($response?.statusCode) return `it answered with HTTP status ${$response.statusCode}, and not as AWS does`;
  return error.message.replace(/^AWS SDK error wrapper for (\w*Error: )?/, '') || code || error.name;
}

/**
 * What a failed AssumeRole call means, in AWS's words; what is explained already stays as it is.
 * Exit 5 if AWS refused, 1 if it could not be reached.
 */
export function refusal(error: unknown, hop: Hop, plan: Plan): unknown {
  if (!(error instanceof Error) || isAssumeError(error)) return error;
  if (isAnswer(error)) {
    return new AssumeError(
      `AWS refused AssumeRole of ${hop.roleArn} for the profile "${hop.profile}" (${error.name}): ${error.message.trim()}`,
      { exitCode: EXIT.refused, hints: hintsFor(error, hop, plan) },
    );
  }
  const { region, endpoint } = plan.sts;
  return new AssumeError(`${endpoint ?? `STS in ${region}`} could not be reached: ${reason(error)}`, {
    exitCode: EXIT.failure,
    hints: [
      [`curl ${typedWord(endpoint ?? `https://sts.${region}.amazonaws.com`)}`, 'shows whether anything answers there'],
    ],
  });
}

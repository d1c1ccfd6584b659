import { AssumeError, EXIT, type Hint, isAssumeError } from '../errors';
import type { Hop, Plan } from '../plan/types';
import { typedWord } from '../word';
import { type Answer, isAnswer, isThrottled } from './answer';
import { hintsFor, notesFor } from './remedy';

/** Node's codes for a network that is not there. */
const NETWORK: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known here; is there a network?',
  EAI_AGAIN: 'its name cannot be looked up; is there a network?',
  ECONNREFUSED: 'nothing answers there',
  ENETUNREACH: 'there is no way to it from here; is there a network?',
  EHOSTUNREACH: 'there is no way to it from here; is there a network?',
};

/** The innermost reason: Node hides a refused connection in an AggregateError, the SDK in `cause` or a wrapper. */
function reason(error: Error): string {
  const { cause, errors, code, $response } = error as Error & {
    cause?: unknown;
    errors?: unknown[];
    code?: string;
    $response?: { statusCode?: number };
  };
  const inner = errors?.[0] ?? cause;
  if (inner instanceof Error) return reason(inner);
  if ($response?.statusCode) return `it answered with HTTP status ${$response.statusCode}, and not as STS does`;
  const known = code === undefined ? undefined : NETWORK[code];
  return known
    ? `${known} (${code})`
    : error.message.replace(/^AWS SDK error wrapper for (\w*Error: )?/, '') || code || error.name;
}

const again = ({ profile }: Plan): Hint => [`assume ${typedWord(profile)}`, 'tries again'];

function answered(error: Answer, hop: Hop, plan: Plan): AssumeError {
  const said = `(${error.name}): ${error.message.trim()}`;
  if (error.$fault === 'server') {
    const message = `AWS failed at AssumeRole of ${hop.roleArn} for the profile "${hop.profile}" ${said}`;
    return new AssumeError(message, { exitCode: EXIT.failure, hints: [again(plan)] });
  }
  if (isThrottled(error)) {
    const message = `AWS has too many requests at the moment ${said}`;
    return new AssumeError(message, { exitCode: EXIT.refused, hints: [again(plan)] });
  }
  const message = `AWS refused AssumeRole of ${hop.roleArn} for the profile "${hop.profile}" ${said}`;
  return new AssumeError(message, {
    exitCode: EXIT.refused,
    notes: notesFor(error, hop),
    hints: hintsFor(error, hop, plan),
  });
}

/**
 * What a failed AssumeRole call means, in AWS's words and in plain ones; what is explained already stays as it is.
 * Exit 5 if AWS refused, 1 if it failed or could not be reached.
 */
export function refusal(error: unknown, hop: Hop, plan: Plan): unknown {
  if (!(error instanceof Error) || isAssumeError(error)) return error;
  if (isAnswer(error)) return answered(error, hop, plan);
  const { region, endpoint } = plan.sts;
  return new AssumeError(`${endpoint ?? `STS in ${region}`} could not be reached: ${reason(error)}`, {
    exitCode: EXIT.failure,
    hints: [
      [`curl ${typedWord(endpoint ?? `https://sts.${region}.amazonaws.com`)}`, 'shows whether anything answers there'],
    ],
  });
}

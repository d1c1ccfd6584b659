import { AssumeError, EXIT, type Hint, isAssumeError } from '../errors';
import type { Hop, Plan } from '../plan/types';
import { typedWord } from '../word';
import { type Answer, isAnswer, isThrottled } from './answer';
import { hintsFor, notesFor } from './remedy';
import { unanswered } from './unanswered';

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
  return unanswered(error, endpoint ?? `STS in ${region}`, endpoint ?? `https://sts.${region}.amazonaws.com`);
}

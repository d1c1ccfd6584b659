import { expand } from '../profiles/read';
import type { Parameters } from './parameters';
import type { PlanRequest } from './request';
import { MOST_POLICIES, POLICY, POLICY_ARN } from './rules';

const FILE = 'file://';

/** The AWS CLI's paramfile: `file://`, then a path with `~` and `$NAME`, from the folder that one is in. */
const textIn = (text: string, { env, readFile }: PlanRequest) =>
  text.startsWith(FILE) ? readFile(expand(text.slice(FILE.length), env)) : text;

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/**
 * The session policy of a role, as JSON text.
 * @throws AssumeError (exit 3) for a file that is there and cannot be read
 */
export function policyOf(parameters: Parameters, request: PlanRequest): string | undefined {
  const given = parameters.given('policy');
  if (!given) return undefined;
  const text = textIn(given.text, request);
  if (text === undefined) return parameters.problems.add(given.wrong('names a file that does not exist'));
  if (POLICY.test(text) && isObject(text)) return text;
  return parameters.problems.add(given.wrong(`must be a JSON object, or ${FILE} and the path of one`));
}

/** The ARNs of the managed policies that are its session policies. */
export function policyArnsOf(parameters: Parameters): readonly string[] | undefined {
  const given = parameters.given('policy_arns');
  if (!given || (given.parts.length <= MOST_POLICIES && given.parts.every((arn) => POLICY_ARN.test(arn)))) {
    return given?.parts;
  }
  const form = `must be the ARN of a managed policy, ${MOST_POLICIES} times at most`;
  return parameters.problems.add(given.wrong(form, 'arn:aws:iam::aws:policy/ReadOnlyAccess'));
}

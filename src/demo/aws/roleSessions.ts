import { type QueryParameters, readList } from './awsQuery';
import type { Caller, SessionAttributes } from './callers';
import { badRequest, validationError } from './serviceHttp';
import { brokenRules, violations } from './stsParameters';

const MAX_TAGS = 50;
const MAX_POLICY_ARNS = 10;
const TAG_PATTERN = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]';
const KEY = { min: 1, max: 128, pattern: `${TAG_PATTERN}+` };
const VALUE = { min: 0, max: 256, pattern: `${TAG_PATTERN}*` };

/**
 * The tags and source identity that AssumeRole requests, with those that the calling role session passes along.
 * Checks the session policies too, but doesn't apply them.
 * @throws ServiceError
 */
export function sessionAttributes(parameters: QueryParameters, caller: Caller): SessionAttributes {
  const inherited = caller.kind === 'role' ? caller.attributes : undefined;
  checkPolicies(parameters);
  const keys = readList(parameters, 'Tags', '.Key');
  const transitive = readList(parameters, 'TransitiveTagKeys');
  checkTags(keys, readList(parameters, 'Tags', '.Value'), transitive, inherited?.transitive ?? []);
  const tags = Object.fromEntries(keys.map((key, at) => [key, parameters[`Tags.member.${at + 1}.Value`] ?? '']));
  const inheritedTags = (inherited?.transitive ?? []).map((key) => [key, inherited?.tags[key] ?? '']);
  const { SourceIdentity: sourceIdentity = inherited?.sourceIdentity } = parameters;
  if (inherited?.sourceIdentity !== undefined && sourceIdentity !== inherited.sourceIdentity) {
    throw validationError('The source identity of a session cannot be changed.');
  }
  return {
    tags: { ...Object.fromEntries(inheritedTags), ...tags },
    transitive: [...new Set([...(inherited?.transitive ?? []), ...transitive])],
    sourceIdentity,
  };
}

function checkTags(keys: string[], values: string[], transitive: string[], inherited: readonly string[]): void {
  const errors = [
    ...keys.flatMap((key, at) => violations(`'${key}'`, `tags.${at + 1}.member.key`, brokenRules(key, KEY))),
    ...values.flatMap((value, at) =>
      violations(`'${value}'`, `tags.${at + 1}.member.value`, brokenRules(value, VALUE)),
    ),
    ...(keys.length > MAX_TAGS ? violations("'[...]'", 'tags', [`have length less than or equal to ${MAX_TAGS}`]) : []),
  ];
  if (errors[0] !== undefined)
    throw validationError(`${errors.length} validation error detected: ${errors.join('; ')}`);
  // Tag keys are compared case-insensitively.
  const lower = keys.map((key) => key.toLowerCase());
  if (new Set(lower).size < lower.length) {
    throw validationError('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  if (keys.some((key) => inherited.includes(key))) {
    throw validationError(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  if (transitive.some((key) => !keys.includes(key) && !inherited.includes(key))) {
    throw validationError('The specified transitive tag key must be included in the requested tags.');
  }
}

function checkPolicies(parameters: QueryParameters): void {
  const { Policy: policy } = parameters;
  if (policy !== undefined && !isPolicy(policy)) {
    throw badRequest('MalformedPolicyDocument', 'Syntax errors in policy.');
  }
  const arns = readList(parameters, 'PolicyArns', '.arn');
  if (arns.length > MAX_POLICY_ARNS) throw validationError('The number of policy ARNs exceeds the limit of 10.');
  const invalid = arns.find((arn) => !/^arn:aws[\w-]*:iam::(aws|\d{12}):policy\/./.test(arn));
  if (invalid !== undefined) throw validationError(`ARN ${invalid} is not valid.`);
}

function isPolicy(text: string): boolean {
  try {
    return typeof JSON.parse(text)?.Statement === 'object';
  } catch {
    return false;
  }
}

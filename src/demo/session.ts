import type { Caller, SessionContext } from './caller';
import { broken, type Parameters } from './parameters';
import { Refusal, validationError } from './refusal';

const MAX_TAGS = 50;
const MAX_POLICY_ARNS = 10;
const TAG_PATTERN = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]';
const KEY = { min: 1, max: 128, pattern: `${TAG_PATTERN}+` };
const VALUE = { min: 0, max: 256, pattern: `${TAG_PATTERN}*` };

/** The members of a list in the awsQuery protocol: `Tags.member.1.Key`. */
const listIn = (parameters: Parameters, name: string, member = ''): string[] => {
  const values: string[] = [];
  for (let at = 1; parameters[`${name}.member.${at}${member}`] !== undefined; at += 1) {
    values.push(parameters[`${name}.member.${at}${member}`] ?? '');
  }
  return values;
};

/** What is asked of the session of a role, with what its caller hands on. @throws Refusal */
export function sessionContext(parameters: Parameters, caller?: Caller): SessionContext {
  const inherited = caller?.kind === 'role' ? caller.context : undefined;
  checkPolicy(parameters);
  const keys = listIn(parameters, 'Tags', '.Key');
  const transitive = listIn(parameters, 'TransitiveTagKeys');
  checkTags(keys, listIn(parameters, 'Tags', '.Value'), transitive, inherited?.transitive ?? []);
  const tags = Object.fromEntries(keys.map((key, at) => [key, parameters[`Tags.member.${at + 1}.Value`] ?? '']));
  const handedOn = (inherited?.transitive ?? []).map((key) => [key, inherited?.tags[key] ?? '']);
  const { SourceIdentity: sourceIdentity = inherited?.sourceIdentity } = parameters;
  if (inherited?.sourceIdentity !== undefined && sourceIdentity !== inherited.sourceIdentity) {
    throw validationError('The source identity of a session cannot be changed.');
  }
  return {
    tags: { ...Object.fromEntries(handedOn), ...tags },
    transitive: [...new Set([...(inherited?.transitive ?? []), ...transitive])],
    sourceIdentity,
  };
}

function checkTags(keys: string[], values: string[], transitive: string[], inherited: readonly string[]): void {
  const said = (value: string, member: string, rules: string[]) =>
    rules.map((rule) => `Value '${value}' at '${member}' failed to satisfy constraint: Member must ${rule}`);
  const errors = [
    ...keys.flatMap((key, at) => said(key, `tags.${at + 1}.member.key`, broken(key, KEY))),
    ...values.flatMap((value, at) => said(value, `tags.${at + 1}.member.value`, broken(value, VALUE))),
    ...(keys.length > MAX_TAGS ? said('[...]', 'tags', [`have length less than or equal to ${MAX_TAGS}`]) : []),
  ];
  if (errors[0] !== undefined)
    throw validationError(`${errors.length} validation error detected: ${errors.join('; ')}`);
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

function checkPolicy(parameters: Parameters): void {
  const { Policy: policy } = parameters;
  if (policy !== undefined && !isPolicy(policy)) {
    throw new Refusal(400, 'MalformedPolicyDocument', 'Syntax errors in policy.');
  }
  const arns = listIn(parameters, 'PolicyArns', '.arn');
  if (arns.length > MAX_POLICY_ARNS) throw validationError('The number of policy ARNs exceeds the limit of 10.');
  const wrong = arns.find((arn) => !/^arn:aws[\w-]*:iam::(aws|\d{12}):policy\/./.test(arn));
  if (wrong !== undefined) throw validationError(`ARN ${wrong} is not valid.`);
}

function isPolicy(text: string): boolean {
  try {
    return typeof JSON.parse(text)?.Statement === 'object';
  } catch {
    return false;
  }
}

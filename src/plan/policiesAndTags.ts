import { expand } from '../profiles/read';
import type { Parameters, ParameterValue } from './parameters';
import type { PlanRequest } from './request';
import type { Tag } from './types';
import { isTagKey, isTagValue, MAX_POLICIES, MAX_TAGS, POLICY, POLICY_ARN } from './validation';

const FILE = 'file://';

/** The AWS CLI's paramfile: `file://`, then a path with `~` and `$NAME`, relative to the current folder. */
const contentsOf = (text: string, { env, readFile }: PlanRequest) =>
  text.startsWith(FILE) ? readFile(expand(text.slice(FILE.length), env)) : text;

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/**
 * The session policy of a role, as JSON text.
 * @throws AssumeError (exit 3) for an existing file that can't be read
 */
export function policyOf(parameters: Parameters, request: PlanRequest): string | undefined {
  const value = parameters.value('policy');
  if (!value) return undefined;
  const policy = contentsOf(value.text, request);
  if (policy === undefined) return parameters.problems.add(value.invalid('names a file that does not exist'));
  if (POLICY.test(policy) && isJsonObject(policy)) return policy;
  return parameters.problems.add(value.invalid(`must be a JSON object, or a ${FILE} path to one`));
}

/** The ARNs of the managed policies to use as session policies. */
export function policyArnsOf(parameters: Parameters): readonly string[] | undefined {
  const value = parameters.value('policy_arns');
  if (!value) return undefined;
  if (value.parts.length > MAX_POLICIES) {
    return parameters.problems.add(value.invalid(`can be given at most ${MAX_POLICIES} times`));
  }
  if (value.parts.every((arn) => POLICY_ARN.test(arn))) return value.parts;
  return parameters.problems.add(
    value.invalid('must be the ARN of a managed policy', 'arn:aws:iam::aws:policy/ReadOnlyAccess'),
  );
}

/** `key=value`; the value may contain more `=`. As in aws-vault, spaces around both are dropped. */
function parseTag(part: string): Tag | undefined {
  const at = part.indexOf('=');
  const [key, value] = [part.slice(0, Math.max(0, at)).trim(), part.slice(at + 1).trim()];
  return isTagKey(key) && isTagValue(value) ? { key, value } : undefined;
}

/** STS takes `Team` and `team` for the same key. */
const hasDuplicate = (keys: readonly string[]) => new Set(keys.map((key) => key.toLowerCase())).size < keys.length;

/** The session tags of a role. */
export function tagsOf(parameters: Parameters): readonly Tag[] | undefined {
  const value = parameters.value('session_tags');
  return value && checkTags(value, parameters);
}

function checkTags(value: ParameterValue, { problems }: Parameters): readonly Tag[] | undefined {
  const tags = value.parts.flatMap((part) => parseTag(part) ?? []);
  if (value.parts.length === 0 || tags.length < value.parts.length) {
    const form = 'key=value with letters, digits, spaces and _.:/=+-@ only, and a key that does not start with "aws:"';
    return problems.add(value.invalid(`must be ${form}`, 'project=blue'));
  }
  if (tags.length > MAX_TAGS) return problems.add(value.invalid(`must not have more than ${MAX_TAGS} tags`));
  if (hasDuplicate(tags.map(({ key }) => key))) {
    return problems.add(value.invalid('must not repeat a key (case is ignored)'));
  }
  return tags;
}

/** The keys of the tags to pass along the role chain. STS accepts only keys of tags in the same request. */
export function transitiveTagKeysOf(parameters: Parameters, tags: readonly Tag[]): readonly string[] | undefined {
  const value = parameters.value('transitive_session_tags');
  if (!value) return undefined;
  const keys = tags.map(({ key }) => key.toLowerCase());
  if (value.parts.length > 0 && value.parts.every((part) => keys.includes(part.toLowerCase()))) return value.parts;
  return parameters.problems.add(value.invalid('must name keys of the session tags', tags[0]?.key));
}

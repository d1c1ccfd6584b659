import { expand } from '../profiles/read';
import type { Parameters, ParameterValue } from './parameters';
import type { PlanRequest } from './planRequest';
import type { Tag } from './types';
import { MOST_POLICIES, MOST_TAGS, POLICY, POLICY_ARN, TAG_KEY, TAG_VALUE } from './validation';

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

const EXAMPLE = 'project=blue';

/** `key=value`; the value may have more of these signs. aws-vault takes blanks around both away. */
function tagIn(part: string): Tag | undefined {
  const at = part.indexOf('=');
  const [key, value] = [part.slice(0, Math.max(0, at)).trim(), part.slice(at + 1).trim()];
  return TAG_KEY.test(key) && TAG_VALUE.test(value) ? { key, value } : undefined;
}

/** STS does not tell `Team` and `team` apart. */
const hasTwice = (keys: readonly string[]) => new Set(keys.map((key) => key.toLowerCase())).size < keys.length;

function whatIsWrong(given: ParameterValue, tags: readonly Tag[]): string | undefined {
  if (given.parts.length === 0 || tags.length < given.parts.length) {
    return 'must be key=value, with letters, digits, blanks or any of _.:/=+-@, and a key that does not begin with aws:';
  }
  if (tags.length > MOST_TAGS) return `may not have more than ${MOST_TAGS} tags`;
  return hasTwice(tags.map(({ key }) => key)) ? 'may not have the same key twice' : undefined;
}

/** The session tags of a role. */
export function tagsOf(parameters: Parameters): readonly Tag[] | undefined {
  const given = parameters.given('session_tags');
  if (!given) return undefined;
  const tags = given.parts.flatMap((part) => tagIn(part) ?? []);
  const wrong = whatIsWrong(given, tags);
  return wrong === undefined ? tags : parameters.problems.add(given.wrong(wrong, EXAMPLE));
}

/** The keys of those tags that go on to the next role. STS takes only keys of tags that are sent with them. */
export function transitiveTagKeysOf(parameters: Parameters, tags: readonly Tag[]): readonly string[] | undefined {
  const given = parameters.given('transitive_session_tags');
  if (!given) return undefined;
  const keys = tags.map(({ key }) => key.toLowerCase());
  if (given.parts.length > 0 && given.parts.every((part) => keys.includes(part.toLowerCase()))) return given.parts;
  return parameters.problems.add(given.wrong('must name keys of session tags that are sent with it', tags[0]?.key));
}

import type { Given } from './given';
import type { Parameters } from './parameters';
import { MOST_TAGS, TAG_KEY, TAG_VALUE } from './rules';
import type { Tag } from './types';

const EXAMPLE = 'project=blue';

/** `key=value`; the value may have more of these signs. aws-vault takes blanks around both away. */
function tagIn(part: string): Tag | undefined {
  const at = part.indexOf('=');
  const [key, value] = [part.slice(0, Math.max(0, at)).trim(), part.slice(at + 1).trim()];
  return TAG_KEY.test(key) && TAG_VALUE.test(value) ? { key, value } : undefined;
}

/** STS does not tell `Team` and `team` apart. */
const hasTwice = (keys: readonly string[]) => new Set(keys.map((key) => key.toLowerCase())).size < keys.length;

function whatIsWrong(given: Given, tags: readonly Tag[]): string | undefined {
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

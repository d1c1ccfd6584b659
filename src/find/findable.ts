/** What a profile can be found by, in the order in which fields are shown. */
export const FIELDS = ['name', 'account', 'accountName', 'role', 'region', 'description'] as const;

/** A field that words are looked for in. */
export type Field = (typeof FIELDS)[number];

/** Something that has these fields, such as a profile's summary with its name. */
export type Findable = { readonly name: string } & { readonly [field in Field]?: string | undefined };

/** A text as it is compared: case, accents and width don't count, as in fuzzysort. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Most queries: to normalize one would make Node load Unicode's tables. */
const ASCII = /^[ -~]*$/;

/** The words of a query, with their accents as keyboards give them. */
export const wordsOf = (query: string): string[] =>
  (ASCII.test(query) ? query : query.normalize('NFC')).split(/\s+/).filter(Boolean);

/** An ARN, or an address of AWS's web pages, with or without `https://`. */
const LINK = /^arn:|:\/\/|\.aws(\.|$)|\.awsapps\.com|\.amazonaws\./i;

const ACCOUNT = /account(?:_id|Id)?=(\d{12})(?!\d)/;
const TWELVE_DIGITS = /(?:^|\D)(\d{12})(?:\D|$)/;
const ROLE = /[?&]role_?name=([^&#\s]+)|:(?:assumed-role|role)\/([^\s?#]+)/i;

/** The name that Identity Center gives to the role of a permission set. */
const PERMISSION_SET = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray percent sign.
  }
}

/** `role/PATH/NAME`, `assumed-role/NAME/SESSION` */
function roleIn(text: string): string | undefined {
  const [, parameter, path = ''] = ROLE.exec(text) ?? [];
  const parts = path.split('/');
  const role = parameter ?? (/:assumed-role\//i.test(text) ? parts[0] : parts.at(-1));
  return role?.replace(PERMISSION_SET, '$1');
}

/**
 * The words that a pasted text stands for: account number and role of a link to the web console or the access portal, and of
 * an ARN, such as `431700112233 ReadOnly`. Any other text stays as it is.
 */
export function queryFrom(text: string): string {
  const link = text.trim();
  if (/\s/.test(link) || !LINK.test(link)) return text;
  const plain = decoded(link);
  const account = (ACCOUNT.exec(plain) ?? TWELVE_DIGITS.exec(plain))?.[1];
  return [account, roleIn(plain)].filter(Boolean).join(' ') || text;
}

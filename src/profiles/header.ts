/** Blanks, 'quoted', "quoted", \escaped, plain; and what is left over, which is a quote or a backslash without its end. */
const PART = /([ \t]+)|'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|([^ \t'"\\]+)|./gsu;

/** What a name rarely has: then it is not as it is written. */
const ODD = /[\s'"\\]/;

/** The words of a header as Python's `shlex.split` finds them; none if a quote is not closed. */
function words(header: string): string[] {
  const found: string[] = [];
  let word: string | undefined;
  for (const [, blank, single, double, escaped, plain] of `${header} `.matchAll(PART)) {
    const part = single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? plain;
    if (part !== undefined) word = (word ?? '') + part;
    else if (blank === undefined) return [];
    else if (word !== undefined) {
      found.push(word);
      word = undefined;
    }
  }
  return found;
}

/**
 * The NAME of a `[profile NAME]`, for the kind `profile`: quotes hold blanks together, several blanks are as good as one.
 * `undefined` if the header is of another kind or is not made of two words. The rule is botocore's `build_profile_map`,
 * which compares the beginning of the header only: `[profiles NAME]` is a profile too.
 */
export function nameIn(header: string, kind: 'profile' | 'services' | 'sso-session'): string | undefined {
  if (!header.startsWith(kind)) return undefined;
  const plain = header.slice(kind.length + 1);
  if (plain && header[kind.length] === ' ' && !ODD.test(plain)) return plain;
  const found = words(header);
  return found.length === 2 ? found[1] : undefined;
}

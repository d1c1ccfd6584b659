/**
 * Whether a text can be written as UTF-8 and be the same when it is read. U+FFFD is what bytes that aren't UTF-8 are read
 * as; half of a surrogate pair has no UTF-8 at all.
 */
export const isWellFormed = (text: string): boolean => !/[\ufffd\ud800-\udfff]/u.test(text);

/**
 * Why a text can't be the value of an environment variable, as the end of a sentence that names it; `undefined` if it can.
 */
export function textDefect(text: string): string | undefined {
  if (text.includes('\0')) return 'contains a NUL character';
  return isWellFormed(text) ? undefined : "isn't valid UTF-8";
}

/** Whether a text is the ID of an AWS account. */
export const isAccountId = (text: string): boolean => /^\d{12}$/.test(text);

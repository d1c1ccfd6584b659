/** What a block between markers holds: a line that reads a script, the function, or what renews credentials besides it. */
export type BlockKind = 'line' | 'function' | 'renewal';

/** Every script tells the version of its protocol in its first comment. */
export function blockKind(text: string): BlockKind {
  if (text.split('\n').length === 3) return 'line';
  return /^# assume .*\bprotocol \d/m.test(text) ? 'function' : 'renewal';
}

/** Text inside a file that is another file's, as offsets. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** `<<WORD`, `<<-'WORD'` in a line that isn't a comment (POSIX, Shell Command Language, 2.7.4); not `<<<`. */
const HERE_DOCUMENT = /^(?![ \t]*#).*?(?<!<)<<(-?)[ \t]*(['"\\]?)([\w.-]+)/gm;

/** `@'` or `@"` at the end of a line (about_Quoting_Rules). */
const HERE_STRING = /@(['"])[ \t]*\r?\n[\s\S]*?^\1@/gm;

/** Where it ends: at its word, alone on a line. Without one, as after `1 << n`, it isn't a here-document. */
function hereDocument(text: string, { index, 0: { length }, 1: dash, 3: word = '' }: RegExpMatchArray): Range[] {
  const start = (index ?? 0) + length;
  const last = new RegExp(`^${dash ? '\\t*' : ''}${word.replaceAll('.', '\\.')}\\r?$`, 'm').exec(text.slice(start));
  return last ? [{ start, end: start + last.index }] : [];
}

/** The here-documents and here-strings of a shell's file: whatever stands there isn't the shell's own text. */
export const quotedTexts = (text: string): readonly Range[] => [
  ...[...text.matchAll(HERE_DOCUMENT)].flatMap((match) => hereDocument(text, match)),
  ...[...text.matchAll(HERE_STRING)].map(({ index, 0: { length } }) => ({ start: index, end: index + length })),
];

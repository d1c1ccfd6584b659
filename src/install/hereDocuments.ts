/** Text inside a file that is another file's, as offsets. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** A line with those that a backslash joins to it; a comment has none. */
const LINE = /[ \t]*#[^\n]*\n?|(?:\\[\s\S]?|[^\\\n]+)*\n?/y;

/** `<<WORD`, `<<-'WORD'` (POSIX, Shell Command Language, 2.7.4), the word with its quotes; not `<<<`. */
const OPERATOR = /(?<!<)<<(-?)[ \t]*((?:\\.|'[^'\n]*'|"(?:\\.|[^"\\\n])*"|[^\s\\'"|&;()<>])+)/g;

/** `@'` or `@"` at the end of a line (about_Quoting_Rules). */
const HERE_STRING = /@(['"])[ \t]*\r?\n[\s\S]*?^\1@/gm;

/** A word without its quotes (2.6.7); nothing in it is expanded. */
const unquote = (word: string) =>
  word.replace(
    /\$?'([^']*)'|\$?"((?:\\.|[^"\\])*)"|\\(.)/g,
    (_all, single?: string, double?: string, escaped?: string) =>
      single ?? double?.replace(/\\([$`"\\])/g, '$1') ?? escaped ?? '',
  );

/** The line that ends a here-document, from an offset on. Without one, as after `1 << n`, it isn't a here-document. */
function lastLine(text: string, from: number, dash: string | undefined, word: string): Range | undefined {
  const escaped = unquote(word).replace(/[^\w\s]/g, '\\$&');
  const last = new RegExp(`^${dash ? '\\t*' : ''}${escaped}\\r?(?:\\n|(?![\\s\\S]))`, 'gm');
  last.lastIndex = from;
  const found = last.exec(text);
  return found ? { start: found.index, end: last.lastIndex } : undefined;
}

/** The here-documents of a text; those of one line follow each other. */
function hereDocuments(text: string): Range[] {
  const found: Range[] = [];
  for (let at = 0; at < text.length; ) {
    LINE.lastIndex = at;
    const [line = ''] = LINE.exec(text) ?? [];
    at += line.length;
    if (/^[ \t]*#/.test(line)) continue;
    for (const [, dash, word = ''] of line.matchAll(OPERATOR)) {
      const last = lastLine(text, at, dash, word);
      if (!last) continue;
      found.push({ start: at, end: last.start });
      at = last.end;
    }
  }
  return found;
}

/** The here-documents and here-strings of a shell's file: whatever stands there isn't the shell's own text. */
export const quotedTexts = (text: string): readonly Range[] => [
  ...hereDocuments(text),
  ...[...text.matchAll(HERE_STRING)].map(({ index, 0: { length } }) => ({ start: index, end: index + length })),
];

import { scanPlain } from './plain';
import { Sections } from './sections';
import type { Section } from './types';

/** One run over one text. The rules are `RawConfigParser._read`'s, except where a comment says otherwise. */
class Scanner {
  /** How far in the line stands that a deeper one continues. */
  private indent = 0;
  /** Empty lines since then: they belong to the value if it goes on. */
  private blanks = 0;

  constructor(private readonly sections: Sections) {}

  /** `trim` also takes a byte order mark away, which Python refuses and editors on Windows write. */
  next(raw: string, line: number): void {
    const text = raw.trim();
    const indent = raw.indexOf(text);
    if (text === '') this.blanks++;
    else if (text.startsWith('#') || text.startsWith(';')) return;
    else if (this.sections.continuing && indent > this.indent) {
      this.sections.continueSetting(text, this.blanks, line);
      this.blanks = 0;
    } else {
      this.indent = indent;
      this.blanks = 0;
      this.open(text, line);
    }
  }

  private open(text: string, line: number): void {
    const end = text.startsWith('[') ? text.lastIndexOf(']') : 0;
    if (end > 1) this.sections.openSection(text.slice(1, end), line);
    else {
      const delimiter = Math.max(0, text.search(/[=:]/));
      const key = text.slice(0, delimiter).trimEnd().toLowerCase();
      this.sections.openSetting(key, text.slice(delimiter + 1).trimStart(), line);
    }
  }
}

/**
 * The sections of an AWS file, in its order, named as their headers are written, with their settings: exactly what the
 * AWS CLI reads (botocore's `raw_config_parse` on Python's strict `RawConfigParser`). So keys are lower-case, `=` and
 * `:` separate, only whole lines are comments, deeper lines continue a value or, where it is empty, make a nested block.
 * @throws AssumeError (exit 3) for what the AWS CLI refuses: a section or a key that is there twice, a line before any
 * section, a line that is neither header nor setting. It tells the line, never its text
 */
export function scan(text: string, file: string): Section[] {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return scanPlain(lines, file) ?? scanAll(lines, file);
}

/** {@link scan} without its short cut. */
export function scanAll(text: string, file: string): Section[] {
  const sections = new Sections(file);
  const scanner = new Scanner(sections);
  for (const [at, line] of text.split('\n').entries()) scanner.next(line, at + 1);
  return sections.all();
}

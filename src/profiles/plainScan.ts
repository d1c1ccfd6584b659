import type { Section, Setting } from './types';

/** A line that isn't empty, a comment, a header, or a setting with a value, each starting at the left margin. */
const ODD_LINE = /^(?!(?:[#;].*|\[(?!DEFAULT\])[^[\]\n]+\]|[a-z\d_]+ *= *[^\s#;].*)?[ \t]*$)/m;

/** A key that its section already has. */
const DUPLICATE_KEY = /^([a-z\d_]+) *=.*\n(?:(?!\[).*\n)*?\1 *=/m;

const SETTINGS = /^[a-z\d_]/m;

/** What lines begin with that are comments or headers. */
const NO_SETTING = '#;[';

/** Counts lines from where it last stopped, so that visiting all sections in turn reads the text once. */
class LineCounter {
  private offset = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  lineAt(offset: number): number {
    if (offset < this.offset) [this.offset, this.line] = [0, 1];
    for (let at = this.text.indexOf('\n', this.offset); at >= 0 && at < offset; at = this.text.indexOf('\n', at + 1)) {
      this.line += 1;
    }
    this.offset = offset;
    return this.line;
  }
}

/** A section whose lines are read on first use. */
class PlainSection implements Section {
  end = 0;
  private parsed: ReadonlyMap<string, Setting> | undefined;

  constructor(
    readonly name: string,
    readonly file: string,
    private readonly text: string,
    readonly start: number,
    private readonly counter: LineCounter,
  ) {}

  get line(): number {
    return this.counter.lineAt(this.start);
  }

  get settings(): ReadonlyMap<string, Setting> {
    this.parsed ??= this.parse();
    return this.parsed;
  }

  get body(): string {
    return this.text.slice(this.text.indexOf(']', this.start) + 1, this.end);
  }

  private parse(): ReadonlyMap<string, Setting> {
    const first = this.line;
    const settings = new Map<string, Setting>();
    const { file } = this;
    for (const [at, line] of this.text.slice(this.start, this.end).split('\n').entries()) {
      const delimiter = NO_SETTING.includes(line[0] ?? '') ? 0 : line.indexOf('=');
      if (delimiter > 0) {
        settings.set(line.slice(0, delimiter).trimEnd(), {
          value: line.slice(delimiter + 1).trim(),
          file,
          line: first + at,
        });
      }
    }
    return settings;
  }
}

/** The offset of the next header; -1 if there is none. */
function nextHeader(text: string, offset: number): number {
  if (offset === 0 && text.startsWith('[')) return 0;
  const newline = text.indexOf('\n[', Math.max(0, offset - 1));
  return newline < 0 ? -1 : newline + 1;
}

/**
 * The sections of a file of plain lines, as most files are, without reading their settings: of a thousand profiles, one
 * is assumed. `undefined` for any other file, which {@link scan} then reads line by line.
 */
export function scanPlain(text: string, file: string): Section[] | undefined {
  if (ODD_LINE.test(text) || DUPLICATE_KEY.test(text)) return undefined;
  const counter = new LineCounter(text);
  const sections = new Map<string, PlainSection>();
  let last: PlainSection | undefined;
  for (let start = nextHeader(text, 0); start >= 0; start = nextHeader(text, start + 1)) {
    const name = text.slice(start + 1, text.indexOf(']', start));
    if (sections.has(name)) return undefined;
    if (last) last.end = start;
    last = new PlainSection(name, file, text, start, counter);
    sections.set(name, last);
  }
  if (last) last.end = text.length;
  const found = [...sections.values()];
  return SETTINGS.test(text.slice(0, found[0]?.start)) ? undefined : found;
}

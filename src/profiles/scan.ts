import { AssumeError, EXIT } from '../errors';
import type { Section, Setting } from './types';

type OpenSection = Section & { readonly settings: Map<string, Setting> };
type OpenSetting = Omit<Setting, 'value'> & { value: string; nested?: Map<string, Setting> };

/** Python's `configparser.DEFAULTSECT`: its settings count in every other section of the file. */
const DEFAULTS = 'DEFAULT';

/** One run over one file. The rules are `RawConfigParser._read`'s, except where a comment says otherwise. */
class Scanner {
  private readonly sections = new Map<string, OpenSection>();
  private section: OpenSection | undefined;
  private setting: OpenSetting | undefined;
  /** How far in the line stands that a deeper one continues. */
  private indent = 0;
  /** Empty lines since then: they belong to the value if it goes on. */
  private blanks = 0;

  constructor(private readonly file: string) {}

  /** Takes the line that begins there, and tells where the next one begins. */
  next(text: string, start: number, line: number): number {
    PLAIN.lastIndex = start;
    const plain = PLAIN.exec(text);
    if (plain) {
      this.startOver(0);
      this.openSetting(plain[1] as string, plain[2] as string, line);
      return PLAIN.lastIndex;
    }
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    this.take(text.slice(start, end), line);
    return end + 1;
  }

  /** All sections, with the settings of `[DEFAULT]`. */
  end(): Section[] {
    const defaults = this.sections.get(DEFAULTS)?.settings;
    this.sections.delete(DEFAULTS);
    const sections = [...this.sections.values()];
    if (defaults) for (const { settings } of sections) inherit(settings, defaults);
    return sections;
  }

  /** Any line. `trim` also takes a byte order mark away, which Python refuses and Windows' editors write. */
  private take(raw: string, line: number): void {
    const text = raw.trim();
    const indent = raw.indexOf(text);
    if (text === '') this.blanks++;
    else if (text.startsWith('#') || text.startsWith(';')) return;
    else if (this.setting && indent > this.indent) this.continueSetting(this.setting, text, line);
    else {
      this.startOver(indent);
      this.openAny(text, line);
    }
  }

  private startOver(indent: number): void {
    this.indent = indent;
    this.blanks = 0;
  }

  private openAny(text: string, line: number): void {
    const end = text.startsWith('[') ? text.lastIndexOf(']') : 0;
    if (end > 1) return this.openSection(text.slice(1, end), line);
    const delimiter = text.search(/[=:]/);
    if (delimiter > 0) return this.openSetting(text.slice(0, delimiter), text.slice(delimiter + 1), line);
    if (!this.section) this.refuseOutside(line);
    this.refuse(`${this.at(line)} is neither a [section] nor a setting: write it as "name = value".`);
  }

  private openSection(name: string, line: number): void {
    const before = this.sections.get(name);
    if (before && name !== DEFAULTS) this.refuseSecond(`[${name}]`, before.line, line);
    this.section = before ?? { name, settings: new Map(), file: this.file, line };
    this.sections.set(name, this.section);
    this.setting = undefined;
  }

  private openSetting(text: string, line: number): void {
    const { section, file } = this;
    if (!section) this.refuse(`${this.at(line)} stands before any section: put it under a [header].`);
    const delimiter = text.search(/[=:]/);
    if (delimiter < 1)
      this.refuse(`${this.at(line)} is neither a [section] nor a setting: write it as "name = value".`);
    const key = text.slice(0, delimiter).trimEnd().toLowerCase();
    const before = section.settings.get(key);
    if (before) this.refuseSecond(`"${key}" of [${section.name}]`, before.line, line);
    this.setting = { value: text.slice(delimiter + 1).trimStart(), file, line };
    section.settings.set(key, this.setting);
  }

  /** A deeper line: more of the value or, where that is empty, of a nested block (botocore's `_parse_nested`). */
  private continueSetting(setting: OpenSetting, text: string, line: number): void {
    if (setting.value !== '') {
      setting.value += '\n'.repeat(this.blanks + 1) + text;
      return;
    }
    const delimiter = text.indexOf('=');
    if (delimiter < 0) this.refuse(`${this.at(line)} is no setting of the block it is in: write it as "name = value".`);
    const value = text.slice(delimiter + 1).trimStart();
    setting.nested ??= new Map();
    setting.nested.set(text.slice(0, delimiter).trimEnd(), { value, file: this.file, line });
  }

  private at(line: number): string {
    return `${this.file}:${line}`;
  }

  private refuseSecond(what: string, first: number, second: number): never {
    this.refuse(`${what} is there twice, at ${this.at(first)} and ${this.at(second)}: keep one of the two.`);
  }

  /** Never given the line itself: it may be a secret. */
  private refuse(message: string): never {
    throw new AssumeError(message, { exitCode: EXIT.configuration });
  }
}

function inherit(settings: Map<string, Setting>, defaults: ReadonlyMap<string, Setting>): void {
  for (const [key, setting] of defaults) if (!settings.has(key)) settings.set(key, setting);
}

/**
 * The sections of an AWS file, in its order, named as their headers are written, with their settings: exactly what the
 * AWS CLI reads (botocore's `raw_config_parse` on Python's strict `RawConfigParser`). So keys are lower-case, `=` and
 * `:` separate, only whole lines are comments, deeper lines continue a value or, where it is empty, make a nested block.
 * @throws AssumeError (exit 3) for what the AWS CLI refuses: a section or a key that is there twice, a line before any
 * section, a line that is neither header nor setting. It tells the line, never its text
 */
export function scan(text: string, file: string): Section[] {
  const scanner = new Scanner(file);
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  // Not split(): a line that is done with can go before the next one is there, which halves the time of a first run.
  for (let start = 0, line = 1; start < lines.length; line++) {
    const newline = lines.indexOf('\n', start);
    const end = newline < 0 ? lines.length : newline;
    scanner.next(lines.slice(start, end), line);
    start = end + 1;
  }
  return scanner.end();
}

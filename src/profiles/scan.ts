import { AssumeError, EXIT } from '../errors';
import { scanPlain } from './plainScan';
import type { Section, Setting } from './types';

type OpenSection = Section & { readonly settings: Map<string, Setting> };
type OpenSetting = Omit<Setting, 'value'> & { value: string; nested?: Map<string, Setting> };

/** Python's `configparser.DEFAULTSECT`: its settings count in every other section of the file. */
const DEFAULTS = 'DEFAULT';

const AS_SETTING = 'write it as "name = value"';

/** The sections of one file as they grow, and what Python's strict parser or botocore refuses about them. */
export class Sections {
  private readonly sections = new Map<string, OpenSection>();
  private section: OpenSection | undefined;
  private setting: OpenSetting | undefined;

  constructor(private readonly file: string) {}

  /** True if a deeper line would continue a setting. */
  get continuing(): boolean {
    return this.setting !== undefined;
  }

  openSection(name: string, line: number): void {
    const before = this.sections.get(name);
    if (before && name !== DEFAULTS) this.refuseSecond(`[${name}]`, before, line);
    this.section = before ?? { name, settings: new Map(), file: this.file, line };
    this.sections.set(name, this.section);
    this.setting = undefined;
  }

  openSetting(key: string, value: string, line: number): void {
    const { section, file } = this;
    if (!section) this.refuse(line, 'stands before any section', 'put it under a [header]');
    if (key === '') this.refuse(line, 'is neither a [section] nor a setting', AS_SETTING);
    const before = section.settings.get(key);
    if (before) this.refuseSecond(`"${key}"`, before, line);
    this.setting = { value, file, line };
    section.settings.set(key, this.setting);
  }

  /** More of the value, after some empty lines, or of the nested block if there is none (botocore's `_parse_nested`). */
  continueSetting(text: string, blanks: number, line: number): void {
    const { setting, file } = this;
    if (!setting) return;
    if (setting.value !== '') setting.value += '\n'.repeat(blanks + 1) + text;
    else {
      const delimiter = text.indexOf('=');
      if (delimiter < 0) this.refuse(line, 'is no setting of the block that it is in', AS_SETTING);
      const value = text.slice(delimiter + 1).trimStart();
      setting.nested ??= new Map();
      setting.nested.set(text.slice(0, delimiter).trimEnd(), { value, file, line });
    }
  }

  /** All of them, in the order of the file, with what `[DEFAULT]` gives them. */
  all(): Section[] {
    const defaults = this.sections.get(DEFAULTS)?.settings ?? [];
    this.sections.delete(DEFAULTS);
    const sections = [...this.sections.values()];
    for (const [key, setting] of defaults) {
      for (const { settings } of sections) if (!settings.has(key)) settings.set(key, setting);
    }
    return sections;
  }

  /** Never told the line itself: it may be a secret. */
  private refuse(line: number, what: string, remedy: string): never {
    throw new AssumeError(`${this.file}:${line} ${what}: ${remedy}.`, { exitCode: EXIT.configuration });
  }

  private refuseSecond(what: string, first: Section | Setting, line: number): never {
    this.refuse(line, `has ${what} again, which is in ${first.file}:${first.line} already`, 'keep one of the two');
  }
}

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

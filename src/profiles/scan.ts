import { misconfigured } from '../errors';
import { rejectUtf16 } from './encoding';
import { scanPlain } from './plainScan';
import { location, type Section, type Setting } from './types';

type OpenSection = Section & { readonly settings: Map<string, Setting> };
type OpenSetting = Omit<Setting, 'value'> & { value: string; nested?: Map<string, Setting> };

/** Python's `configparser.DEFAULTSECT`: its settings apply in every other section of the file. */
const DEFAULTS = 'DEFAULT';

const WRITE_SETTING = 'Write it as "name = value".';

/** The sections of one file as they grow. Rejects what Python's strict parser or botocore rejects. */
export class Sections {
  private readonly sections = new Map<string, OpenSection>();
  private section: OpenSection | undefined;
  private setting: OpenSetting | undefined;

  constructor(private readonly file: string) {}

  /** Whether a more deeply indented line would continue a setting. */
  get isInSetting(): boolean {
    return this.setting !== undefined;
  }

  openSection(name: string, line: number): void {
    const before = this.sections.get(name);
    if (before && name !== DEFAULTS) this.rejectDuplicate(`[${name}]`, before, line);
    this.section = before ?? { name, settings: new Map(), file: this.file, line };
    this.sections.set(name, this.section);
    this.setting = undefined;
  }

  openSetting(key: string, value: string, line: number): void {
    const { section, file } = this;
    if (!section) this.reject(line, 'not in any section. Put it under a [section] header.');
    if (key === '') this.reject(line, `neither a [section] nor a setting. ${WRITE_SETTING}`);
    const before = section.settings.get(key);
    if (before) this.rejectDuplicate(`"${key}"`, before, line);
    this.setting = { value, file, line };
    section.settings.set(key, this.setting);
  }

  /**
   * Adds to the value, after some empty lines; to an empty value, a setting of its nested block (botocore's
   * `_parse_nested`).
   */
  continueSetting(text: string, blanks: number, line: number): void {
    const { setting, file } = this;
    if (!setting) return;
    if (setting.value !== '') setting.value += '\n'.repeat(blanks + 1) + text;
    else {
      const delimiter = text.indexOf('=');
      if (delimiter < 0) this.reject(line, `not a setting of the nested block. ${WRITE_SETTING}`);
      const value = text.slice(delimiter + 1).trimStart();
      setting.nested ??= new Map();
      setting.nested.set(text.slice(0, delimiter).trimEnd(), { value, file, line });
    }
  }

  /** All sections in the order of the file, with the settings of `[DEFAULT]` in each. */
  all(): Section[] {
    const defaults = this.sections.get(DEFAULTS)?.settings ?? [];
    this.sections.delete(DEFAULTS);
    const sections = [...this.sections.values()];
    for (const [key, setting] of defaults) {
      for (const { settings } of sections) if (!settings.has(key)) settings.set(key, setting);
    }
    return sections;
  }

  /** @param header a line that begins with `[` and has no delimiter: it can't be a setting, so it is shown */
  rejectHeader(header: string, line: number): never {
    const fix = header.includes(']') ? 'Put a name between the brackets.' : 'Close it with "]".';
    this.reject(line, `"${header}" isn't a valid section header. ${fix}`);
  }

  /** The message never includes the text of any other line, which may be a secret. */
  private reject(line: number, reason: string): never {
    throw misconfigured(`${this.file}:${line}: ${reason}`);
  }

  private rejectDuplicate(name: string, first: Section | Setting, line: number): never {
    this.reject(line, `duplicate ${name}, first defined at ${location(first)}. Keep only one.`);
  }
}

/** One pass over one text, by the rules of `RawConfigParser._read`, except where a comment says otherwise. */
class Scanner {
  /** The indentation of the line that more deeply indented ones continue. */
  private indent = 0;
  /** The empty lines since then, which belong to the value if it continues. */
  private blanks = 0;

  constructor(private readonly sections: Sections) {}

  /** `trim` also removes a byte order mark, which editors on Windows write and Python rejects. */
  next(raw: string, line: number): void {
    const text = raw.trim();
    const indent = raw.indexOf(text);
    if (text === '') this.blanks++;
    else if (text.startsWith('#') || text.startsWith(';')) return;
    else if (this.sections.isInSetting && indent > this.indent) {
      this.sections.continueSetting(text, this.blanks, line);
      this.blanks = 0;
    } else {
      this.indent = indent;
      this.blanks = 0;
      this.open(text, line);
    }
  }

  private open(text: string, line: number): void {
    const isHeader = text.startsWith('[');
    const end = isHeader ? text.lastIndexOf(']') : 0;
    if (end > 1) this.sections.openSection(text.slice(1, end), line);
    else if (isHeader && !/[=:]/.test(text)) this.sections.rejectHeader(text, line);
    else {
      const delimiter = Math.max(0, text.search(/[=:]/));
      const key = text.slice(0, delimiter).trimEnd().toLowerCase();
      this.sections.openSetting(key, text.slice(delimiter + 1).trimStart(), line);
    }
  }
}

/**
 * The sections of an AWS file in its order, named as their headers are written: exactly what the AWS CLI reads
 * (botocore's `raw_config_parse` on Python's strict `RawConfigParser`). So keys are lowercase, `=` and `:` separate,
 * only whole lines are comments, and more deeply indented lines continue a value or, if it is empty, make a nested
 * block.
 * @throws AssumeError (exit 3) for what the AWS CLI rejects: UTF-16, a duplicate section or key, a line before any section, a
 * line that is neither header nor setting. It names the line, and shows only a broken header
 */
export function scan(text: string, file: string): Section[] {
  rejectUtf16(text, file);
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return scanPlain(lines, file) ?? scanAll(lines, file);
}

/** {@link scan} without its shortcut for plain files. */
export function scanAll(text: string, file: string): Section[] {
  const sections = new Sections(file);
  const scanner = new Scanner(sections);
  for (const [at, line] of text.split('\n').entries()) scanner.next(line, at + 1);
  return sections.all();
}

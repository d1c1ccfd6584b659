import { AssumeError, EXIT } from '../errors';
import type { Section, Setting } from './types';

type Open<T> = { -readonly [Key in keyof T]: T[Key] };
type OpenSection = Section & { readonly settings: Map<string, Setting> };
type Line = Pick<Setting, 'value' | 'line'>;

/** Python's `configparser.DEFAULTSECT`: its settings count in every other section of the file. */
const DEFAULTS = 'DEFAULT';

/** One run over one file. The rules are `RawConfigParser._read`'s, except where a comment says otherwise. */
class Scanner {
  private readonly sections = new Map<string, OpenSection>();
  private section: OpenSection | undefined;
  private setting: Open<Setting> | undefined;
  /** The lines that continue the setting. */
  private rest: Line[] = [];
  private indent = 0;

  constructor(private readonly file: string) {}

  /** Takes the next line. `trim` also takes a byte order mark away, which Python refuses and Windows' editors write. */
  next(raw: string, line: number): void {
    const text = raw.trim();
    if (text.startsWith('#') || text.startsWith(';')) return;
    const indent = raw.indexOf(text);
    if (text === '' || (this.setting && indent > this.indent)) {
      this.rest.push({ value: text, line });
      return;
    }
    this.closeSetting();
    this.indent = indent;
    const end = text.startsWith('[') ? text.lastIndexOf(']') : 0;
    if (end > 1) this.openSection(text.slice(1, end), line);
    else this.openSetting(text, line);
  }

  end(): Section[] {
    this.closeSetting();
    const defaults = this.sections.get(DEFAULTS)?.settings ?? [];
    this.sections.delete(DEFAULTS);
    const sections = [...this.sections.values()];
    for (const { settings } of sections) {
      for (const [key, setting] of defaults) if (!settings.has(key)) settings.set(key, setting);
    }
    return sections;
  }

  private openSection(name: string, line: number): void {
    const before = this.sections.get(name);
    if (before && name !== DEFAULTS) {
      this.refuse(
        `The section [${name}] is there twice, at ${this.at(before.line)} and ${this.at(line)}`,
        'put its settings under one header',
      );
    }
    this.section = before ?? { name, settings: new Map(), file: this.file, line };
    this.sections.set(name, this.section);
  }

  private openSetting(text: string, line: number): void {
    const { section, file } = this;
    if (!section) this.refuse(`${this.at(line)} stands before any section`, 'put it under a [header]');
    const delimiter = text.search(/[=:]/);
    if (delimiter < 1)
      this.refuse(`${this.at(line)} is neither a [section] nor a setting`, 'write it as "name = value"');
    const key = text.slice(0, delimiter).trimEnd().toLowerCase();
    const before = section.settings.get(key);
    if (before) {
      this.refuse(
        `"${key}" is set twice in the section [${section.name}], at ${this.at(before.line)} and ${this.at(line)}`,
        'keep one of the two',
      );
    }
    this.setting = { value: text.slice(delimiter + 1).trimStart(), file, line };
    section.settings.set(key, this.setting);
  }

  private closeSetting(): void {
    const { setting, rest } = this;
    this.setting = undefined;
    if (rest.length > 0) this.rest = [];
    if (!setting || rest.every(({ value }) => value === '')) return;
    if (setting.value === '') setting.nested = this.nested(rest);
    else
      setting.value = [setting, ...rest]
        .map(({ value }) => value)
        .join('\n')
        .trimEnd();
  }

  /** botocore's `_parse_nested`: only `=` separates, the last one of a name counts. */
  private nested(lines: readonly Line[]): Map<string, Setting> {
    const settings = new Map<string, Setting>();
    for (const { value, line } of lines) {
      if (value === '') continue;
      const delimiter = value.indexOf('=');
      if (delimiter < 0)
        this.refuse(`${this.at(line)} is no setting of the block it is in`, 'write it as "name = value"');
      const key = value.slice(0, delimiter).trimEnd();
      settings.set(key, { value: value.slice(delimiter + 1).trimStart(), file: this.file, line });
    }
    return settings;
  }

  private at(line: number): string {
    return `${this.file}:${line}`;
  }

  /** Never given the line itself: it may be a secret. */
  private refuse(what: string, remedy: string): never {
    throw new AssumeError(`${what}: ${remedy}.`, { exitCode: EXIT.configuration });
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
  const scanner = new Scanner(file);
  text.split(/\r\n?|\n/).forEach((line, index) => {
    scanner.next(line, index + 1);
  });
  return scanner.end();
}

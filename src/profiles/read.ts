import type { Env } from '../platform/env';
import { homeFolder, requireAbsolute } from '../platform/env';
import type { Files } from '../platform/files';
import { scan } from './scan';
import type { AwsFiles, Profile, Profiles, Section } from './types';
import { NO_SETTINGS, readUserSettings } from './userSettings';

/** Blanks, 'quoted', "quoted", \escaped, plain. Anything else is an unclosed quote or a trailing backslash. */
const PART = /([ \t]+)|'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|([^ \t'"\\]+)|./gsu;

/** What makes a name differ from its spelling in the header. */
const SPECIAL = /[\s'"\\]/;

/** The words of a header as Python's `shlex.split` finds them; none if a quote is not closed. */
function splitWords(header: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (const [, blank, single, double, escaped, plain] of `${header} `.matchAll(PART)) {
    const part = single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? plain;
    if (part !== undefined) word = (word ?? '') + part;
    else if (blank === undefined) return [];
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return words;
}

/**
 * The NAME of a `[profile NAME]`, for the kind `profile`. Quotes keep blanks in a name; several blanks count as one.
 * `undefined` if the header is of another kind or isn't two words. The rule is botocore's `build_profile_map`, which
 * compares only the start of the header: `[profiles NAME]` is a profile too.
 */
export function nameIn(header: string, kind: 'profile' | 'services' | 'sso-session'): string | undefined {
  if (!header.startsWith(kind)) return undefined;
  const plain = header.slice(kind.length + 1);
  if (plain && header[kind.length] === ' ' && !SPECIAL.test(plain)) return plain;
  const words = splitWords(header);
  return words.length === 2 ? words[1] : undefined;
}

/**
 * Expands `$NAME` and `${NAME}`, then a leading `~`, as botocore's `raw_config_parse` does with Python's `expandvars`
 * and `expanduser`: unset variables stay as written. So does `~user`, since Node can't look up other users' homes.
 * @throws AssumeError (exit 3) for `~` if the home folder is unknown
 */
export function expand(path: string, env: Env): string {
  const full = path.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (all, name, braced) => env[name ?? braced] ?? all);
  if (!/^~(?=\/|$)/.test(full)) return full;
  return homeFolder(env).replace(/\/+$/, '') + full.slice(1) || '/';
}

/** As in the AWS CLI, and unlike in the SDK for JavaScript, a variable that is set but empty names no file. */
function namedFile(variable: string, byDefault: string, env: Env): string {
  const path = expand(env[variable] ?? byDefault, env);
  return path === '' ? path : requireAbsolute(path, variable);
}

/**
 * The two files that the AWS CLI would read here: `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, else those in
 * `~/.aws`.
 * @throws AssumeError (exit 3) if the home folder is needed and unknown. Unlike in the AWS CLI, also for a relative path
 */
export const awsFiles = (env: Env): AwsFiles => ({
  config: namedFile('AWS_CONFIG_FILE', '~/.aws/config', env),
  credentials: namedFile('AWS_SHARED_CREDENTIALS_FILE', '~/.aws/credentials', env),
});

const sectionsOf = (files: Pick<Files, 'read'>, path: string): Section[] => scan(files.read(path) ?? '', path);

/**
 * A section under the name of its profile, merged over the settings of another section if there is one. Merges on first
 * use.
 */
class NamedSection implements Profile {
  private merged: Profile['settings'] | undefined;

  constructor(
    readonly name: string,
    private readonly section: Section,
    private readonly under?: Section,
  ) {}

  get file(): string {
    return this.section.file;
  }

  get line(): number {
    return this.section.line;
  }

  get body(): string | undefined {
    return this.under ? undefined : this.section.body;
  }

  get settings(): Profile['settings'] {
    const { section, under } = this;
    this.merged ??= under ? new Map([...under.settings, ...section.settings]) : section.settings;
    return this.merged;
  }
}

/** What there is without any AWS file. */
export const NO_PROFILES: Profiles = {
  files: { config: '', credentials: '' },
  profiles: new Map(),
  services: new Map(),
  ssoSessions: new Map(),
  otherSections: [],
  userSettings: NO_SETTINGS,
};

/**
 * All profiles, as `aws configure list-profiles` lists them: those of the config file in its order, where every header but
 * `[default]` names its kind (botocore's `build_profile_map`), then those that only the credentials file has. A profile in
 * both files is one profile, and its keys in the credentials file win (botocore's `Session.full_config`). Of two headers for
 * the same profile, such as `[default]` and `[profile default]`, only the last one counts. A missing file has no profiles.
 * @throws AssumeError (exit 3) for a file that can't be read, or that the AWS CLI rejects too (see {@link scan})
 */
export function readProfiles(files: Pick<Files, 'read'>, env: Env): Profiles {
  const paths = awsFiles(env);
  const profiles = new Map<string, Profile>();
  const services = new Map<string, Section>();
  const ssoSessions = new Map<string, Section>();
  const otherSections: Section[] = [];
  const kinds = [
    ['profile', profiles],
    ['services', services],
    ['sso-session', ssoSessions],
  ] as const;
  for (const section of sectionsOf(files, paths.config)) {
    const header = section.name;
    let isKnown = header === 'default';
    if (isKnown) profiles.set(header, new NamedSection(header, section));
    for (const [kind, sections] of kinds) {
      if (!header.startsWith(kind)) continue;
      const name = nameIn(header, kind);
      if (name === undefined) continue;
      sections.set(name, new NamedSection(name, section));
      isKnown = true;
    }
    if (!isKnown) otherSections.push(section);
  }
  for (const section of sectionsOf(files, paths.credentials)) {
    profiles.set(section.name, new NamedSection(section.name, section, profiles.get(section.name)));
  }
  return { files: paths, profiles, services, ssoSessions, otherSections, userSettings: readUserSettings(files, env) };
}

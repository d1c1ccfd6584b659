import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import { homeFolder } from '../platform/home';
import { scan } from './scan';
import type { AwsFiles, Profile, Profiles, Section } from './types';

/** Blanks, 'quoted', "quoted", \escaped, plain; and what is left over, which is a quote or a backslash without its end. */
const PART = /([ \t]+)|'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|([^ \t'"\\]+)|./gsu;

/** What a name rarely has: then it is not as it is written. */
const ODD = /[\s'"\\]/;

/** The words of a header as Python's `shlex.split` finds them; none if a quote is not closed. */
function words(header: string): string[] {
  const found: string[] = [];
  let word: string | undefined;
  for (const [, blank, single, double, escaped, plain] of `${header} `.matchAll(PART)) {
    const part = single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? plain;
    if (part !== undefined) word = (word ?? '') + part;
    else if (blank === undefined) return [];
    else if (word !== undefined) {
      found.push(word);
      word = undefined;
    }
  }
  return found;
}

/**
 * The NAME of a `[profile NAME]`, for the kind `profile`: quotes hold blanks together, several blanks are as good as one.
 * `undefined` if the header is of another kind or is not made of two words. The rule is botocore's `build_profile_map`,
 * which compares the beginning of the header only: `[profiles NAME]` is a profile too.
 */
export function nameIn(header: string, kind: 'profile' | 'services' | 'sso-session'): string | undefined {
  if (!header.startsWith(kind)) return undefined;
  const plain = header.slice(kind.length + 1);
  if (plain && header[kind.length] === ' ' && !ODD.test(plain)) return plain;
  const found = words(header);
  return found.length === 2 ? found[1] : undefined;
}

/**
 * `$NAME` and `${NAME}`, then a leading `~`, as botocore's `raw_config_parse` has it with Python's `expandvars` and
 * `expanduser`: what is not set stays as it is. `~somebody` stays too, since Node cannot look up other people's homes.
 */
export function expand(path: string, env: Env): string {
  const full = path.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (all, name, braced) => env[name ?? braced] ?? all);
  if (!/^~(?=\/|$)/.test(full)) return full;
  const home = env.HOME ?? homeFolder(env);
  return home.replace(/\/+$/, '') + full.slice(1) || '/';
}

/**
 * The two files that the AWS CLI would read here: `AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`, else those of
 * `~/.aws`. As in the AWS CLI, and unlike in the SDK for JavaScript, a variable that is set to nothing names no file.
 */
export const awsFiles = (env: Env): AwsFiles => ({
  config: expand(env.AWS_CONFIG_FILE ?? '~/.aws/config', env),
  credentials: expand(env.AWS_SHARED_CREDENTIALS_FILE ?? '~/.aws/credentials', env),
});

const sectionsOf = (files: Files, path: string): Section[] => scan(files.read(path) ?? '', path);

/** In the config file a header names its kind, but for `[default]` (botocore's `build_profile_map`). */
const profileIn = (header: string) => (header === 'default' ? header : nameIn(header, 'profile'));

/** A section under another name, and over another one if there is one; read when somebody looks at it. */
class Named implements Profile {
  private known: Profile['settings'] | undefined;

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

  get settings(): Profile['settings'] {
    const { section, under } = this;
    this.known ??= under ? new Map([...under.settings, ...section.settings]) : section.settings;
    return this.known;
  }
}

/**
 * All profiles, as `aws configure list-profiles` lists them: those of the config file in its order, then those that only
 * the credentials file has. A profile that both have is one, and its keys in the credentials file win (botocore's
 * `Session.full_config`). Of two headers that mean the same profile, such as `[default]` and `[profile default]`, the
 * last one counts alone. A file that is not there has no profiles.
 * @throws AssumeError (exit 3) for a file that cannot be read, or that the AWS CLI refuses too; see {@link scan}
 */
export function readProfiles(files: Files, env: Env): Profiles {
  const paths = awsFiles(env);
  const profiles = new Map<string, Profile>();
  const services = new Map<string, Section>();
  const ssoSessions = new Map<string, Section>();
  const kinds = [
    [profileIn, profiles],
    [(header: string) => nameIn(header, 'services'), services],
    [(header: string) => nameIn(header, 'sso-session'), ssoSessions],
  ] as const;
  for (const section of sectionsOf(files, paths.config)) {
    for (const [nameOf, sections] of kinds) {
      const name = nameOf(section.name);
      if (name !== undefined) sections.set(name, new Named(name, section));
    }
  }
  for (const section of sectionsOf(files, paths.credentials)) {
    profiles.set(section.name, new Named(section.name, section, profiles.get(section.name)));
  }
  return { files: paths, profiles, services, ssoSessions };
}

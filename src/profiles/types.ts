/** One `key = value` of a file, and where it stands. `line` counts from 1. */
export interface Setting {
  readonly value: string;
  readonly file: string;
  readonly line: number;
  /** The lines of a nested block (`s3 =` followed by indented `key = value` lines), keys as written. */
  readonly nested?: ReadonlyMap<string, Setting>;
}

/** A section of `~/.aws/config` or `~/.aws/credentials`. Keys are lower-case, as in the AWS CLI. */
export interface Section {
  readonly name: string;
  readonly settings: ReadonlyMap<string, Setting>;
  /** Where its header stands; for a profile that both files hold, in the credentials file. */
  readonly file: string;
  readonly line: number;
}

/** A profile: `[default]` and `[profile NAME]` of the config file, merged with `[NAME]` of the credentials file. */
export type Profile = Section;

/** The two AWS files, as absolute or relative paths, as the environment names them. */
export interface AwsFiles {
  readonly config: string;
  readonly credentials: string;
}

/** All that the AWS files say, in the order of the files. */
export interface Profiles {
  readonly files: AwsFiles;
  readonly profiles: ReadonlyMap<string, Profile>;
  /** `[services NAME]` sections, which hold endpoints. */
  readonly services: ReadonlyMap<string, Section>;
  /** `[sso-session NAME]` sections, which say where one signs in to IAM Identity Center. */
  readonly ssoSessions: ReadonlyMap<string, Section>;
}

/** `file:line`, as editors understand it. */
export const location = ({ file, line }: Setting | Section): string => `${file}:${line}`;

import type { AssumeError } from '../errors';

/** One `key = value` of a file, and its location. `line` counts from 1. */
export interface Setting {
  readonly value: string;
  readonly file: string;
  readonly line: number;
  /** The lines of a nested block (`s3 =` followed by indented `key = value` lines), keys as written. */
  readonly nested?: ReadonlyMap<string, Setting>;
}

/** A section of `~/.aws/config` or `~/.aws/credentials`. Keys are lowercase, as in the AWS CLI. */
export interface Section {
  readonly name: string;
  readonly settings: ReadonlyMap<string, Setting>;
  /** The location of its header; for a profile in both files, the one in the credentials file. */
  readonly file: string;
  readonly line: number;
  /** The lines below its header, to search before reading settings. Absent if it stands in both files, or isn't plain. */
  readonly body?: string | undefined;
}

/** A profile: `[default]` and `[profile NAME]` of the config file, merged with `[NAME]` of the credentials file. */
export type Profile = Section;

/** The paths of the two AWS files, absolute; empty for none. */
export interface AwsFiles {
  readonly config: string;
  readonly credentials: string;
}

/** This program's own settings. What is absent isn't set. */
export interface UserSettings {
  /** Patterns for the names of production profiles, in which `*` stands for any text and `?` for one character. */
  readonly production?: readonly string[];
  /** How the web console is opened. */
  readonly browser?: string;
  /** Sections and keys that this version doesn't know, as `file:line` and name. */
  readonly unknown: readonly { readonly location: string; readonly name: string }[];
  /** Why the file was ignored, if it was: it can't be read, or isn't of the right syntax. */
  readonly failure?: AssumeError;
}

/** Everything in the AWS files, in their order. */
export interface Profiles {
  readonly files: AwsFiles;
  readonly profiles: ReadonlyMap<string, Profile>;
  /** `[services NAME]` sections, which configure endpoints. */
  readonly services: ReadonlyMap<string, Section>;
  /** `[sso-session NAME]` sections, which configure where to sign in to IAM Identity Center. */
  readonly ssoSessions: ReadonlyMap<string, Section>;
  /** The sections of the config file that are none of these, named as their headers are written. */
  readonly otherSections: readonly Section[];
  readonly userSettings: UserSettings;
}

/** `file:line`, which editors and terminals can open. */
export const location = ({ file, line }: Setting | Section): string => `${file}:${line}`;

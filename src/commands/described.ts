import { Command } from '@oclif/core/command';
import { boolean, string as option } from '@oclif/core/flags';
import type { Handler } from '../outcome';

/**
 * A command as oclif describes it: help pages and the manifest come from its static members. Its work is done by a handler,
 * which oclif never runs.
 */
export abstract class Described extends Command {
  /** The section of `assume --help` that lists it. */
  static group: string;
  /** The module below `src/` that does the work, and its export: `exec/exec#exec`. */
  static handler: string;
  /** Whether the words after its own arguments are another program's command line. */
  static takesCommand?: boolean;

  override async run(): Promise<void> {
    throw new Error('oclif only describes commands');
  }
}

type KebabCase<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `-${Lowercase<Head>}`}${KebabCase<Tail>}`
  : Name;

/** The names of each command's flags; none for a command that declares no flags. */
export type FlagNames<Commands> = {
  [Id in keyof Commands]: Commands[Id] extends { readonly flags: infer Flags }
    ? string extends keyof Flags
      ? never
      : keyof Flags
    : never;
};

/** The names of each handler's options, as flags: `no-cache` for `noCache`. */
export type OptionNames<Handlers> = {
  [Id in keyof Handlers]: Handlers[Id] extends () => Promise<Handler<infer Options>>
    ? KebabCase<keyof Options & string>
    : never;
};

/** Fails to type-check where a command has a name that the other side lacks. */
export type Within<Names extends Others, Others> = Names;

/** What decides which credentials a command gets or explains. */
export const PLAN_FLAGS = {
  region: option({ char: 'r', summary: "Region to use instead of the profile's" }),
  duration: option({ summary: 'Session duration: 1h, 90m, or seconds' }),
  'long-term': boolean({ summary: 'Access key of the profile itself, without MFA' }),
  'session-name': option({ summary: 'Role session name, shown in CloudTrail' }),
  'external-id': option({ summary: 'External ID that the role requires' }),
  tag: option({ multiple: true, multipleNonGreedy: true, summary: 'Session tag, key=value (repeatable)' }),
  'transitive-tag': option({
    multiple: true,
    multipleNonGreedy: true,
    summary: 'Tag key to pass along the role chain (repeatable)',
  }),
  'source-identity': option({ summary: 'Source identity, shown in CloudTrail' }),
  policy: option({ summary: 'Session policy: JSON, or file://path' }),
  'policy-arn': option({
    multiple: true,
    multipleNonGreedy: true,
    summary: 'Managed policy ARN to use as session policy (repeatable)',
  }),
  'role-arn': option({ summary: 'Role ARN to assume, without a profile' }),
  'source-profile': option({ summary: 'Profile that assumes --role-arn instead of this shell' }),
};

const INPUT_FLAG = { 'no-input': boolean({ summary: 'Never prompt; fail instead' }) };

/** For commands that let a person choose the profile. */
export const PICKER_FLAGS = {
  ...INPUT_FLAG,
  plain: boolean({ summary: 'Choose from a numbered list' }),
};

/** What else every command that obtains credentials accepts. */
export const CREDENTIAL_FLAGS = {
  ...PLAN_FLAGS,
  'mfa-token': option({ char: 't', summary: 'MFA code to use instead of prompting' }),
  refresh: boolean({ summary: 'Ignore cached credentials' }),
  'no-cache': boolean({ summary: "Don't use the cache" }),
  ...INPUT_FLAG,
};

/** What the commands that change the shell accept. */
export const QUIET_FLAG = { quiet: boolean({ summary: "Don't announce the change" }) };

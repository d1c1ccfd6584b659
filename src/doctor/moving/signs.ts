import { join } from 'node:path';
import type { ToolName } from './replacements';

/** How to recognize that a tool is, or was, in use here. */
export interface Signs {
  /** Its programs, on the PATH and in `credential_process`. */
  readonly programs: readonly string[];
  /** Its own files and folders. @param config XDG_CONFIG_HOME or its default */
  readonly files: (home: string, config: string) => readonly string[];
  /** A line that it adds to the startup files of shells, or that users add for it. */
  readonly startupLine: RegExp;
  /** A setting that only it writes to, or reads from, the AWS files. */
  readonly setting?: RegExp;
}

/** A line of code that names one of these programs. */
const naming = (...programs: string[]) => new RegExp(`^[^#]*(?<![\\w-])(${programs.join('|')})(?![\\w-])`);

/** From the tools' own sources. */
export const SIGNS: Readonly<Record<ToolName, Signs>> = {
  Granted: {
    programs: ['granted', 'assumego'],
    files: (home, config) => [join(home, '.granted'), join(config, 'granted')],
    // `granted` alone is an English word.
    startupLine: /^\s*alias\s+(-\S+\s+)*assume[\s=]+['"]?(\.|source)\s|^[^#]*\b(GRANTED_[A-Z]|assumego\b)/,
    setting: /^granted_|^common_fate_generated_from$/,
  },
  awsume: {
    programs: ['awsume', 'awsumepy'],
    files: (home, config) => [join(home, '.awsume'), join(config, 'fish/functions/awsume.fish')],
    startupLine: naming('awsume', 'awsumepy', 'awsume-autocomplete'),
    setting: /^(autoawsume|awsumepy_command)$/,
  },
  'aws-vault': {
    programs: ['aws-vault'],
    files: (home) => [join(home, '.awsvault')],
    startupLine: naming('aws-vault', 'AWS_VAULT_[A-Z_]+'),
    setting: /^(include_profile|parent_profile)$/,
  },
  'aws-sso-cli': {
    programs: ['aws-sso'],
    files: (home, config) => [
      join(config, 'aws-sso'),
      join(home, '.aws-sso'),
      join(config, 'fish/functions/aws-sso-profile.fish'),
    ],
    startupLine: new RegExp(`^# BEGIN_AWS_SSO_CLI|${naming('aws-sso', 'aws-sso-profile', 'aws-sso-clear').source}`),
  },
  saml2aws: {
    programs: ['saml2aws'],
    files: (home) => [join(home, '.saml2aws')],
    startupLine: naming('saml2aws', 'SAML2AWS_[A-Z_]+'),
    setting: /^x_principal_arn$/,
  },
  Leapp: {
    programs: ['leapp'],
    files: (home) => [join(home, '.Leapp')],
    startupLine: naming('leapp'),
  },
};

/** Whether a `credential_process` runs one of the programs, by name or path, or through a shell or `env`. */
export const runs = (commandLine: string, programs: readonly string[]): boolean =>
  new RegExp(`(?<![\\w.-])(${programs.join('|')})(\\.exe)?(?=["'\\s]|$)`).test(commandLine);

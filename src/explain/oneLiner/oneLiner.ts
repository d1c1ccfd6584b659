import { MANAGED } from '../../environment/managed';
import { AssumeError, EXIT, misconfigured } from '../../errors';
import type { Plan } from '../../plan/types';
import type { Profiles } from '../../profiles/types';
import { hasControlCharacter } from '../../util/controlCharacters';
import { quoteForDisplay } from '../../util/quoteForDisplay';
import { callsOf, firstProfile, OUTPUT_VARIABLES } from './awsCliCalls';
import { fishLine, type LineSpec, posixLine, powershellLine } from './shellLines';

const SHELL_LINES: Readonly<Record<string, (spec: LineSpec) => string>> = {
  bash: posixLine,
  zsh: posixLine,
  sh: posixLine,
  fish: fishLine,
  powershell: powershellLine,
  pwsh: powershellLine,
};

/** The names of the shells for which there is a line. */
export const LINE_SHELLS: readonly string[] = Object.keys(SHELL_LINES);

/** A line to paste. */
export interface OneLiner {
  readonly line: string;
  /** Sentences that whoever pastes the line needs to know. */
  readonly notes: readonly string[];
}

function check({ source, hops, mfaSession }: Plan, { profiles }: Profiles): void {
  const name = firstProfile(source);
  if (hops.length === 0 && !mfaSession) {
    throw misconfigured(
      "This plan assumes no role and opens no MFA session, so it can't be written as `aws sts` calls.",
      [
        `aws configure export-credentials --profile ${quoteForDisplay(name ?? 'default')} --format env`,
        'Print the credentials (AWS CLI 2.10 or newer)',
      ],
    );
  }
  if (source.kind === 'static' && profiles.get(source.profile)?.settings.has('role_arn')) {
    throw new AssumeError(
      `Profile "${source.profile}" has an access key and a role_arn: the AWS CLI would use the role for the first call.`,
      {
        exitCode: EXIT.configuration,
        notes: ['Move the access key to a profile of its own, and name that as source_profile.'],
      },
    );
  }
}

function environment({ hops, mfaSession, region }: Plan): Omit<LineSpec, 'calls'> {
  const account = mfaSession?.accountId ?? hops.at(-1)?.roleArn.split(':')[4];
  const set: (readonly [string, string])[] = [
    ...(account ? [['AWS_ACCOUNT_ID', account] as const] : []),
    ...(region ? [['AWS_REGION', region] as const, ['AWS_DEFAULT_REGION', region] as const] : []),
  ];
  const others = [...OUTPUT_VARIABLES, 'AWS_REGION', 'AWS_DEFAULT_REGION', ...set.map(([name]) => name)];
  return { set, unset: MANAGED.filter((name) => name.startsWith('AWS_') && !others.includes(name)) };
}

function notesFor({ source, sts, hops, mfaSession }: Plan): string[] {
  const notes = [
    firstProfile(source) === undefined &&
      'The first call is signed with the credentials that the AWS CLI finds where you paste the line: ' +
        'AWS_ACCESS_KEY_ID and so on, then the default profile, then those of the container or EC2 instance.',
    (sts.useFipsEndpoint || sts.useDualstackEndpoint) &&
      'For FIPS or dual-stack endpoints, set AWS_USE_FIPS_ENDPOINT or AWS_USE_DUALSTACK_ENDPOINT to true before you paste the line.',
    [...hops, mfaSession].some((each) => each?.mfaProcess) &&
      "The line prompts for the MFA code; it doesn't run mfa_process.",
  ];
  return notes.filter((note) => typeof note === 'string');
}

/**
 * A plan as one line for a machine that has the AWS CLI but no `assume`. The line changes the shell that it is pasted into
 * completely or, with an exit status other than 0, not at all.
 * @param shell one of {@link LINE_SHELLS}
 * @throws AssumeError (exit 3) for a plan that can't be written as such a line
 */
export function oneLiner(plan: Plan, shell: string, profiles: Profiles): OneLiner {
  check(plan, profiles);
  const write = SHELL_LINES[shell] ?? posixLine;
  const line = write({ calls: callsOf(plan), ...environment(plan) });
  if (hasControlCharacter(line)) {
    throw misconfigured("A name in this chain contains a control character, which can't be pasted.");
  }
  return { line, notes: notesFor(plan) };
}

import { MANAGED } from '../../environment/managed';
import { AssumeError, EXIT } from '../../errors';
import type { Plan } from '../../plan/types';
import type { Profiles } from '../../profiles/types';
import { quoteForDisplay } from '../../util/quoteForDisplay';
import { callsOf, firstProfile } from './awsCliCalls';
import { ANSWERED, type LineSpec } from './lineSpec';
import { fishLine, posixLine, powershellLine } from './shellLines';

const SHELL_LINES: Readonly<Record<string, (paste: LineSpec) => string>> = {
  bash: posixLine,
  zsh: posixLine,
  sh: posixLine,
  fish: fishLine,
  powershell: powershellLine,
  pwsh: powershellLine,
};

/** The names of the shells that there is a line for. */
export const LINE_SHELLS: readonly string[] = Object.keys(SHELL_LINES);

/** A line to paste, and what somebody who pastes it must know. */
export interface OneLiner {
  readonly line: string;
  readonly notes: readonly string[];
}

const refuse = (message: string, command: string, purpose: string) =>
  new AssumeError(message, { exitCode: EXIT.configuration, hints: [[command, purpose]] });

function check({ source, hops }: Plan, { profiles }: Profiles): void {
  const name = firstProfile(source);
  if (hops.length === 0) {
    throw refuse(
      'This assumes no role, so there is no `aws sts assume-role` to write.',
      `aws configure export-credentials --profile ${quoteForDisplay(name ?? 'default')} --format env`,
      'prints the credentials, with AWS CLI 2.10 or newer',
    );
  }
  if (source.kind === 'static' && profiles.get(source.profile)?.settings.has('role_arn')) {
    throw refuse(
      `The profile "${source.profile}" has an access key and a role_arn: the AWS CLI would take the role for the first call.`,
      'aws configure --profile <another>',
      'gives the access key a profile of its own, to be named as source_profile',
    );
  }
}

function environment({ hops, region }: Plan): Omit<LineSpec, 'calls'> {
  const account = hops.at(-1)?.roleArn.split(':')[4];
  const set: (readonly [string, string])[] = [
    ...(account ? [['AWS_ACCOUNT_ID', account] as const] : []),
    ...(region ? [['AWS_REGION', region] as const, ['AWS_DEFAULT_REGION', region] as const] : []),
  ];
  const kept = [...ANSWERED, 'AWS_REGION', 'AWS_DEFAULT_REGION', ...set.map(([name]) => name)];
  return { set, unset: MANAGED.filter((name) => name.startsWith('AWS_') && !kept.includes(name)) };
}

function notesFor({ source, sts, hops }: Plan): string[] {
  const notes = [
    firstProfile(source) === undefined &&
      'the first call is signed with what the AWS CLI finds by itself where the line is pasted: AWS_ACCESS_KEY_ID and so on, else the default profile, else the machine.',
    (sts.useFipsEndpoint || sts.useDualstackEndpoint) &&
      'for FIPS or dual-stack endpoints, AWS_USE_FIPS_ENDPOINT or AWS_USE_DUALSTACK_ENDPOINT must be true there.',
    hops.some(({ mfaProcess }) => mfaProcess) && 'the line asks for the MFA code itself; mfa_process is not run.',
  ];
  return notes.filter((note) => typeof note === 'string');
}

/**
 * A plan as one line for a machine that has the AWS CLI and no `assume`. It changes the shell it is pasted into completely,
 * or, with a status that says so, not at all.
 * @param shell one of {@link LINE_SHELLS}
 * @throws AssumeError (exit 3) for a plan that no such line can follow
 */
export function oneLiner(plan: Plan, shell: string, profiles: Profiles): OneLiner {
  check(plan, profiles);
  const write = SHELL_LINES[shell] ?? posixLine;
  const line = write({ calls: callsOf(plan), ...environment(plan) });
  if (/\p{Cc}/u.test(line)) {
    throw new AssumeError('A name in this chain holds a control character, which cannot be pasted.', {
      exitCode: EXIT.configuration,
    });
  }
  return { line, notes: notesFor(plan) };
}

import { string as argument } from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import { boolean } from '@oclif/core/flags';
import { loadProfiles, requestOf } from '../assume';
import { realWorld } from '../context';
import { AssumeError, EXIT, type Hint } from '../errors';
import { planFor } from '../plan/plan';
import type { Source, SsoSession } from '../plan/sources';
import { printLine } from '../terminal/output';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { formatClock } from '../util/time';

const USES: Record<Exclude<Source['kind'], 'sso'>, string> = {
  static: 'an access key',
  environment: 'the credentials in the environment',
  process: 'another program (credential_process)',
  webIdentity: 'a web identity token',
  login: '`aws login`',
  container: 'the credentials of the container',
  instance: 'the credentials of the EC2 instance',
};

/** The session at the root of a profile's chain. @throws AssumeError (exit 3) if it begins with something else */
export function sessionOf(source: Source, profile: string): SsoSession {
  if (source.kind === 'sso') return source.session;
  const root = source.profile ?? profile;
  const hints: Hint[] = source.kind === 'login' ? [[`aws login --profile ${quoteForDisplay(root)}`, 'signs in']] : [];
  throw new AssumeError(
    `The profile "${profile}" does not use IAM Identity Center: it begins with ${USES[source.kind]}${root === profile ? '' : ` of the profile "${root}"`}.`,
    { exitCode: EXIT.configuration, hints },
  );
}

export default class Login extends Command {
  static override summary = 'Sign in to IAM Identity Center, for a profile and all that share its session';
  static override description = 'The AWS CLI and the AWS SDKs use the same sign-in.';
  static override examples = ['assume login prod', 'assume login prod --device'];
  static override args = {
    profile: argument({ description: 'Name of the profile', required: true, ignoreStdin: true }),
  };
  static override flags = {
    device: boolean({ summary: 'Show a code to confirm in any browser, also on another machine' }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Login);
    const plan = planFor(loadProfiles(realWorld), requestOf(args.profile, {}, realWorld));
    const session = sessionOf(plan.source, args.profile);
    const ends = await realWorld.signIn(session, flags);
    printLine(`Signed in to ${session.name ?? session.startUrl} until ${formatClock(ends.getTime() / 1000)}.`);
  }
}

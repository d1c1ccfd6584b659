import { loadProfiles, planRequest } from '../assume';
import { AssumeError, EXIT, type Hint } from '../errors';
import { DONE, type Handler } from '../outcome';
import { planFor } from '../plan/plan';
import type { Source, SsoSession } from '../plan/sources';
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
export function ssoSessionOf(source: Source, profile: string): SsoSession {
  if (source.kind === 'sso') return source.session;
  const root = source.profile ?? profile;
  const hints: Hint[] = source.kind === 'login' ? [[`aws login --profile ${quoteForDisplay(root)}`, 'signs in']] : [];
  throw new AssumeError(
    `The profile "${profile}" does not use IAM Identity Center: it begins with ${USES[source.kind]}${root === profile ? '' : ` of the profile "${root}"`}.`,
    { exitCode: EXIT.configuration, hints },
  );
}

/** `assume login PROFILE`: signs in to IAM Identity Center for the profile, and for all that share its sign-in. */
export const login: Handler<{ readonly device?: boolean }> = async ({ names: [name = ''], options }, context) => {
  const { source } = planFor(loadProfiles(context), planRequest(name, {}, context));
  const session = ssoSessionOf(source, name);
  const ends = await context.signIn(session, { method: options.device ? 'device' : 'browser', profile: name });
  context.write(2, `Signed in to ${session.name ?? session.startUrl} until ${formatClock(ends.getTime() / 1000)}.\n`);
  return DONE;
};

import { loadProfiles, planRequest } from '../assume';
import { type Hint, misconfigured } from '../errors';
import { DONE, type Handler } from '../outcome';
import { planFor } from '../plan/plan';
import type { Source, SsoSource } from '../plan/sources';
import { SOURCE_LABELS } from '../profiles/kind';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { formatTime } from '../util/time';

/**
 * The permission set that a profile's chain starts with.
 * @throws AssumeError (exit 3) if the chain starts with another kind of credentials
 */
export function ssoSourceOf(source: Source, profile: string): SsoSource {
  if (source.kind === 'sso') return source;
  const owner = source.profile ?? profile;
  const origin = SOURCE_LABELS[source.kind] + (owner === profile ? '' : ` of profile "${owner}"`);
  const hint: Hint =
    source.kind === 'login'
      ? [`aws login --profile ${quoteForDisplay(owner)}`, 'Sign in']
      : [`assume ${quoteForDisplay(profile)}`, 'Use it without signing in'];
  throw misconfigured(`Profile "${profile}" doesn't use IAM Identity Center (source: ${origin}).`, hint);
}

/**
 * `assume login PROFILE`: signs in to IAM Identity Center for a profile, and for all others that share its sign-in session.
 * @throws AssumeError (exit 3) if the profile doesn't use IAM Identity Center, otherwise as planning and signing in do
 */
export const login: Handler<{ readonly device?: boolean }> = async ({ names: [name = ''], options }, context) => {
  const { source } = planFor(loadProfiles(context), planRequest(name, {}, context));
  const { session, endpoints } = ssoSourceOf(source, name);
  const method = options.device ? 'device' : 'browser';
  const end = await context.signIn(session, { method, profile: name, oidc: endpoints.oidc.url });
  context.write(2, `Signed in to ${session.name ?? session.startUrl} until ${formatTime(end, context.now())}.\n`);
  return DONE;
};

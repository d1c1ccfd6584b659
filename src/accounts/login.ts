import { planRequest } from '../assume';
import { loadProfiles } from '../completion/loadProfiles';
import type { Context } from '../context';
import { AssumeError, EXIT, type Hint, misconfigured } from '../errors';
import { DONE, type Handler, type PickerOptions } from '../outcome';
import { noProfile } from '../plan/hints';
import { draftPlan, planFor } from '../plan/plan';
import type { PlanRequest } from '../plan/request';
import { routeTo } from '../plan/routing';
import type { Source, SsoSource } from '../plan/sources';
import { Problems } from '../plan/types';
import { shortenHome } from '../platform/env';
import { systemReason } from '../platform/files';
import { SOURCE_LABELS } from '../profiles/kind';
import { location, type Profiles } from '../profiles/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { formatTime } from '../util/time';
import { saveRegion } from './saveRegion';

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

/** The settings of a sign-in session: in the `[sso-session]`, or in the profile (the legacy form). */
const settingsOf = ({ profiles, ssoSessions }: Profiles, { profile, session }: SsoSource) =>
  (session.name === undefined ? profiles.get(profile) : ssoSessions.get(session.name))?.settings;

/**
 * Where the start URL of a profile leads, unless it is AWS's own.
 * @throws AssumeError
 */
async function resolveOwn(profiles: Profiles, request: PlanRequest, context: Context) {
  const found: (readonly [startUrl: string, region: string | undefined])[] = [];
  draftPlan(profiles, { ...request, resolvedStartUrl: (...own) => void found.push(own) as undefined });
  const [[url, region] = []] = found;
  if (url === undefined) return undefined;
  const profile = profiles.profiles.get(request.name ?? '');
  const route = routeTo(() => url, profile, request.env, { problems: new Problems() });
  return context.resolveStartUrl({ url, ...route }, region);
}

/** As in the AWS CLI, the region that the start URL has shown is saved, so that every program finds it. */
function keepRegion(source: SsoSource, profiles: Profiles, { env, notify }: Context): void {
  const { region } = source.session;
  const settings = settingsOf(profiles, source);
  const [startUrl, current] = [settings?.get('sso_start_url'), settings?.get('sso_region')];
  if (!startUrl || current?.value === region) return;
  const place = shortenHome(location(current ?? startUrl), env);
  try {
    if (saveRegion(region, startUrl, current)) notify(`Set sso_region to ${region} (${place}).`);
  } catch (error) {
    notify(`sso_region could not be set to ${region} (${place}): ${systemReason(error as Error)}.`);
  }
}

/**
 * `assume login PROFILE`: signs in to IAM Identity Center for a profile, and for all others that share its sign-in session.
 * @throws AssumeError (exit 2) without a profile, (exit 3) if the profile doesn't use IAM Identity Center, (exit 4) with `--no-input`, otherwise as planning and signing in do
 */
export const login: Handler<{ readonly device?: boolean } & PickerOptions> = async (
  { names: [name], options },
  context,
) => {
  if (name === undefined) throw noProfile(['assume login --help', 'Run']);
  const profiles = loadProfiles(context);
  const request = planRequest(name, {}, context);
  const resolved = await resolveOwn(profiles, request, context);
  const { source } = planFor(profiles, { ...request, resolvedStartUrl: () => resolved });
  const center = ssoSourceOf(source, name);
  const { session, endpoints } = center;
  if (options.noInput) {
    throw new AssumeError('Signing in needs a person, and --no-input forbids prompting.', {
      exitCode: EXIT.interaction,
    });
  }
  const method = options.device ? 'device' : 'browser';
  const end = await context.signIn(session, { method, profile: name, oidc: endpoints.oidc });
  if (resolved) keepRegion(center, profiles, context);
  context.write(2, `Signed in to ${session.name ?? session.startUrl} until ${formatTime(end, context.now())}.\n`);
  return DONE;
};

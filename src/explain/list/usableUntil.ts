import { planRequest } from '../../assume';
import type { Context } from '../../context';
import { type EntryFile, entryFiles } from '../../credentials/cache/credentialCache';
import { isAssumeError } from '../../errors';
import { draftPlan } from '../../plan/plan';
import { detailsOf, type ProfileSummary } from '../../profiles/kind';
import type { Profile, Profiles } from '../../profiles/types';
import { isFresh } from '../../util/time';
import { cachedUntil, sessionUntil } from '../cachedUntil';

/** Whether one of the cached entries can be a profile's, as far as its own settings tell. */
type Filter = (profile: Profile, summary: ProfileSummary) => boolean;

/** When the cached credentials of a profile end; `undefined` if there are none. */
export type UsableUntil = (profile: Profile, summary: ProfileSummary) => Date | undefined;

/** `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION` */
const assumedRole = (arn: string) => [arn.split(':')[4], arn.split('/')[1]].join('/');

function filterFor(entries: readonly EntryFile[], { files }: Profiles): Filter {
  const roles = new Set(entries.flatMap(({ entry }) => (entry.assumedRole ? assumedRole(entry.assumedRole.arn) : [])));
  const others = entries.filter(({ entry }) => !entry.assumedRole);
  const accounts = new Set(others.map(({ entry }) => entry.credentials.accountId));
  return (profile, { account, role, mfa }) => {
    if (role !== undefined && roles.has([account, role].join('/'))) return true;
    if (others.length === 0) return false;
    const { sourceKind, roleArn } = detailsOf(profile, files);
    // Older versions of the AWS CLI don't record the account.
    if (sourceKind === 'sso') return accounts.has(account) || accounts.has(undefined);
    return mfa !== undefined && roleArn === undefined;
  };
}

function endFor(name: string, profiles: Profiles, context: Context): Date | undefined {
  // Not by the word: `-` is the previous profile.
  const request = { ...planRequest(undefined, {}, context), name };
  const { plan, problems } = draftPlan(profiles, request);
  if (!plan || problems.length > 0) return undefined;
  if (plan.mfaSession) return sessionUntil(plan.mfaSession, plan, context);
  return cachedUntil(plan, [plan.hops.length], { profiles, request }, context)[0];
}

/** All entries of the cache; none if it can't be used: then it gives no credentials either. */
function usableEntries({ files, env }: Context): readonly EntryFile[] {
  try {
    return entryFiles(files, env);
  } catch (error) {
    if (!isAssumeError(error)) throw error;
    return [];
  }
}

/**
 * When the credentials end that `assume PROFILE` would take from the cache now; those that would be renewed don't count. Plans
 * only profiles that an entry can be for; of those with the same lines only one, since a plan depends on nothing else that
 * counts here.
 */
export function usableUntil(profiles: Profiles, context: Context): UsableUntil {
  const entries = usableEntries(context).filter(
    ({ entry: { credentials } }) => credentials.expiration && isFresh(credentials.expiration, context.now(), 0),
  );
  if (entries.length === 0) return () => undefined;
  const mayHave = filterFor(entries, profiles);
  const known = new Map<unknown, Date | undefined>();
  return (profile, summary) => {
    if (!mayHave(profile, summary)) return undefined;
    const lines = profile.body ?? profile;
    if (!known.has(lines)) known.set(lines, endFor(profile.name, profiles, context));
    return known.get(lines);
  };
}

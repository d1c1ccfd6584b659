import { planRequest } from '../assume';
import { loadProfiles } from '../completion/loadProfiles';
import type { Context } from '../context';
import { awsFailure, failed } from '../credentials/awsError';
import { stsEndpointOf } from '../credentials/endpoint';
import type { AssumeError } from '../errors';
import { isAssumeError } from '../errors';
import { lastRoleArn } from '../plan/chain';
import { roleName } from '../plan/hop';
import { defaultRegionOf } from '../plan/partitions';
import { planFor } from '../plan/plan';
import { environmentRegion } from '../plan/region';
import { routeTo } from '../plan/routing';
import { stsEndpoint, stsUrl } from '../plan/stsEndpoint';
import { type Plan, type PlanContext, Problems, type StsEndpoint } from '../plan/types';
import { NO_PROFILES } from '../profiles/read';
import { omitUndefined } from '../util/omitUndefined';
import { quoteForDisplay } from '../util/quoteForDisplay';
import type { Status, Verified } from './types';

/** What STS says, and what is wrong with it. */
export interface Verification {
  readonly verified: Verified;
  readonly problem?: AssumeError;
}

/** Whom the credentials should make the user, as far as that is known. */
interface Expected {
  readonly accountId?: string | undefined;
  readonly roleName?: string | undefined;
  /** IAM Identity Center makes a role from each permission set, under a name of its own. */
  readonly isPermissionSet?: boolean;
}

/** The plan of the profile that is assumed; `undefined` if the AWS files don't have it, or it can't work any more. */
function planNow({ profile }: Status, context: Context): Plan | undefined {
  if (profile === null) return undefined;
  try {
    return planFor(loadProfiles({ ...context, notify: undefined }), planRequest(profile, {}, context));
  } catch (error) {
    if (!isAssumeError(error)) throw error;
    return undefined;
  }
}

/** STS as AWS clients ask it in this environment. */
function stsHere({ env, files }: Context): StsEndpoint {
  const problems = new Problems();
  const planning: PlanContext = {
    profiles: NO_PROFILES,
    request: { options: {}, env, readFile: files.read },
    problems,
  };
  const region = environmentRegion(env, planning) ?? defaultRegionOf(undefined);
  const endpoint = stsEndpoint(undefined, env, planning, region);
  const route = routeTo(() => stsUrl(endpoint), undefined, env, planning);
  const [first] = problems.all;
  if (first) throw first;
  return { ...endpoint, ...route };
}

function expectedOf(status: Status, plan: Plan | undefined): Expected {
  const { accountId, roleName: assumed } = status;
  const byEnvironment = { accountId: accountId ?? undefined, roleName: assumed ?? undefined };
  if (!plan) return byEnvironment;
  const { source } = plan;
  const arn = lastRoleArn(plan);
  if (arn !== undefined) return { accountId: arn.split(':')[4], roleName: roleName(arn) };
  if (source.kind === 'sso') return { accountId: source.accountId, roleName: source.roleName, isPermissionSet: true };
  return byEnvironment;
}

/** The role's name in `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION`; `undefined` for a user. */
const roleOf = (arn: string) => /:assumed-role\/([^/]+)\//.exec(arn)?.[1];

function isExpected(arn: string, { accountId, roleName: name, isPermissionSet }: Expected): boolean | null {
  if (accountId === undefined && name === undefined) return null;
  if (accountId !== undefined && arn.split(':')[4] !== accountId) return false;
  if (name === undefined) return true;
  const role = roleOf(arn);
  // The path of a role isn't part of the name here, and the plan's name has none either.
  return role === name || (isPermissionSet === true && role?.replace(/^AWSReservedSSO_(.*)_[^_]+$/, '$1') === name);
}

function otherIdentity(arn: string, { accountId, roleName: name }: Expected, profile: string): AssumeError {
  const who = [name && `role ${name}`, accountId && `account ${accountId}`].filter(Boolean).join(' in ');
  return failed(`STS says that these credentials are those of ${arn}, but "${profile}" is ${who}.`, [
    `assume ${quoteForDisplay(profile)}`,
    'Assume it again',
  ]);
}

/**
 * Asks STS whose the credentials in the environment are, where the profile's requests to STS go, and compares that with the
 * profile as it is now. If there is no such profile, compares with what the environment says.
 * @throws AssumeError (exit 3) for an endpoint or a region in the environment that isn't one
 */
export async function verify(status: Status, context: Context): Promise<Verification> {
  const { env, sts } = context;
  if (status.state === 'none') return { verified: { arn: null, matches: null } };
  const plan = planNow(status, context);
  const where = plan?.sts ?? stsHere(context);
  const credentials = {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    ...omitUndefined({ sessionToken: env.AWS_SESSION_TOKEN || undefined }),
  };
  try {
    const arn = await sts.callerArn({ ...where, credentials });
    const expected = expectedOf(status, plan);
    const matches = isExpected(arn, expected);
    const problem = matches === false ? { problem: otherIdentity(arn, expected, status.profile ?? '') } : {};
    return { verified: { arn, matches }, ...problem };
  } catch (error) {
    const problem = awsFailure(error, { request: 'GetCallerIdentity', endpoint: stsEndpointOf(where) });
    return { verified: { arn: null, matches: null }, problem };
  }
}

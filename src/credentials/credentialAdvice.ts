import type { Hint } from '../errors';
import { missingToken } from '../plan/missingToken';
import { defaultRegionOf, isOptInRegion, partitionOfRegion } from '../plan/partitions';
import type { StaticSource } from '../plan/sources';
import type { Hop, MfaSession, Plan } from '../plan/types';
import { awsFiles } from '../profiles/read';
import { location } from '../profiles/types';
import { isLongTermKey } from '../util/accessKeyId';
import { quoteForDisplay } from '../util/quoteForDisplay';
import type { Advice, ServiceException } from './awsError';
import { changedAgo } from './changedAgo';
import type { ResolveContext } from './resolveContext';

/** A signed request of a plan that AWS rejected. */
export interface RejectedCall {
  readonly plan: Plan;
  /** What was requested. */
  readonly request: Hop | MfaSession;
  /** The role whose session signed it; absent if the source's credentials did, or an MFA session of its access key. */
  readonly signer?: Hop | undefined;
  /** Whether its session came from the cache. */
  readonly isCached?: boolean;
  readonly context: Pick<ResolveContext, 'env' | 'files' | 'now'>;
}

/** An access key with a session token: that is what has become invalid, and `aws configure` would leave it. */
function tokenAdvice({ profile, accessKeyId, tokenLocation }: StaticSource, { context }: RejectedCall): Advice {
  const { key, line } = tokenLocation ?? { key: '', line: 0 };
  const { file } = accessKeyId;
  const note = `The access key has a session token: ${key} in ${file}:${line}, a file last changed ${changedAgo(file, context)}.`;
  if (!isLongTermKey(accessKeyId.value)) {
    return { notes: [note, 'Session tokens expire: get a new one from the program that saved it there.'] };
  }
  const isSettable = key === 'aws_session_token' && file === awsFiles(context.env).credentials;
  const hint: Hint = [`aws configure set ${key} '' --profile ${quoteForDisplay(profile)}`, 'Remove the token'];
  const left = 'This is a long-term access key, which needs none: the token is left over from another key.';
  return isSettable ? { notes: [note, left], hints: [hint] } : { notes: [note, `${left} Delete the line.`] };
}

/** The variables of the shell, or those that the first assume has replaced and `off` brings back. */
const environmentAdvice = ({ context: { env } }: RejectedCall): Advice =>
  env.ASSUME_PROFILE === undefined
    ? {
        notes: [
          "The access key is in this shell's AWS_* variables: clear them if they are left over, or set valid ones.",
        ],
      }
    : {
        notes: [
          'The access key is in the AWS_* variables from before the first assume. Clear them, or set valid ones.',
        ],
        hints: [['assume off', 'Bring them back']],
      };

/** How to renew the credentials that a chain starts with. */
function renewalAdvice(call: RejectedCall): Advice {
  const { source } = call.plan;
  const profile = quoteForDisplay(source.profile ?? '');
  const noToken = missingToken(source);
  if (noToken !== undefined)
    return { notes: [noToken, 'Add the token that was issued with the key, or get new credentials.'] };
  switch (source.kind) {
    case 'static':
      if (source.tokenLocation) return tokenAdvice(source, call);
      return {
        notes: [`The access key is set in ${location(source.accessKeyId)}.`],
        hints: [[`aws configure --profile ${profile}`, 'Renew the access key']],
      };
    case 'environment':
      return environmentAdvice(call);
    case 'process':
      return { notes: [`The credentials were printed by credential_process (${location(source.command)}).`] };
    case 'sso':
      return { hints: [[`assume login ${profile}`, 'Sign in again']] };
    case 'login':
      return { hints: [[`aws login --profile ${profile}`, 'Sign in again']] };
    default:
      return {};
  }
}

/** Whether the credentials that signed a request expire, and so have a session token. */
const hasSessionToken = ({ plan: { source }, signer }: RejectedCall) =>
  signer !== undefined || !('secretAccessKey' in source) || source.sessionToken !== undefined;

/** A region in which every account has STS; none if that is the one which was asked, or if a URL is configured. */
export function regionHints({ plan: { sts, profile } }: RejectedCall): Hint[] {
  const other = defaultRegionOf(partitionOfRegion(sts.region).id);
  if (sts.endpoint !== undefined || sts.region === other) return [];
  return [[`assume ${quoteForDisplay(profile)} --region ${other}`, 'Use another region']];
}

/** What may be wrong with the region; empty if nothing can be. */
function regionNotes(call: RejectedCall): string[] {
  const { region, endpoint } = call.plan.sts;
  if (endpoint !== undefined || !isOptInRegion(region)) return [];
  const notes = [`${region} is an opt-in region: STS there knows only accounts that have enabled it.`];
  if (!hasSessionToken(call)) return notes;
  const tokens = 'It also rejects session tokens of the global STS endpoint';
  return [...notes, `${tokens}: what requested them needs "sts_regional_endpoints = regional".`];
}

/** What to do about the session of a role: one that was just issued would be no better the next time. */
const sessionAdvice = ({ profile }: Hop, { plan, isCached }: RejectedCall): Advice =>
  isCached
    ? { hints: [[`assume ${quoteForDisplay(plan.profile)} --refresh`, 'Request all credentials again']] }
    : { notes: [`The request was signed with the session of "${profile}", which AWS had just issued.`] };

/** What to do about credentials that AWS doesn't know, or no longer. */
export function credentialAdvice({ name }: ServiceException, call: RejectedCall): Advice {
  const own = call.signer ? sessionAdvice(call.signer, call) : renewalAdvice(call);
  const region = name === 'InvalidClientTokenId' ? regionNotes(call) : [];
  if (region.length === 0) return own;
  return { notes: [...region, ...(own.notes ?? [])], hints: regionHints(call) };
}

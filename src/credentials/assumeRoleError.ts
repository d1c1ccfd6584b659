import { AssumeError, EXIT, type Hint, isAssumeError } from '../errors';
import type { Hop, Plan } from '../plan/types';
import { location } from '../profiles/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { isServiceException, isThrottled, isWrongCode, type ServiceException } from './awsError';
import { unreachable } from './unreachable';

/** The principal that a trust policy names for a caller: of a role's session the role. */
const principalOf = (arn: string) =>
  arn.replace(/^(arn:[\w-]+):sts::(\d+):assumed-role\/(.+)\/[^/]+$/, '$1:iam::$2:role/$3');

/** What the trust policy of a role must contain, as far as it can be known from here. */
function trustNotes({ message }: ServiceException, hop: Hop): string[] {
  const [, caller] = /User: (arn:\S+) is not authorized/.exec(message) ?? [];
  if (caller === undefined) return [];
  const actions = [
    'sts:AssumeRole',
    ...(hop.tags ? ['sts:TagSession'] : []),
    ...(hop.sourceIdentity ? ['sts:SetSourceIdentity'] : []),
  ];
  const statement = { Effect: 'Allow', Principal: { AWS: principalOf(caller) }, Action: actions };
  const conditions = [
    hop.externalId === undefined ? 'an external ID (external_id)' : 'another external ID',
    ...(hop.mfaSerial === undefined ? ['MFA (mfa_serial)'] : []),
  ];
  return [
    `The trust policy of the role must contain: ${JSON.stringify(statement)}`,
    `It may also demand ${conditions.join(' or ')}, which the profile would have to say. From another account, the caller needs a policy for it too.`,
  ];
}

/** How wrong the clock here is; `offset` is how far AWS's is ahead, in milliseconds. */
export const clockNote = (offset: number): string =>
  `The clock of this machine is ${Math.round(Math.abs(offset) / 60_000)} minutes ${offset > 0 ? 'behind' : 'ahead of'} that of AWS.`;

const AMZ_DATE = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/g;

/** STS names the time of the signature first, and its own time in parentheses. */
function skewNotes({ message }: ServiceException): string[] {
  const times = [...message.matchAll(AMZ_DATE)].map(([, ...parts]) => {
    const [year = 0, month = 1, ...rest] = parts.map(Number);
    return Date.UTC(year, month - 1, ...rest);
  });
  const [signed, , now] = times;
  if (signed === undefined || now === undefined) return [];
  return [clockNote(now - signed)];
}

/** What an answer of AWS means, in plain words. */
export function errorNotes(error: ServiceException, hop: Hop): string[] {
  if (error.name === 'AccessDenied' && !isWrongCode(error)) return trustNotes(error, hop);
  return skewNotes(error);
}

/** The profile whose credentials signed the call for a hop. */
const callerOf = (hop: Hop, { hops, source }: Plan) => (hops[hops.indexOf(hop) - 1] ?? source).profile;

/** How the credentials that a chain begins with are renewed. */
function renewal({ source }: Plan): Hint[] {
  const profile = quoteForDisplay(source.profile ?? '');
  switch (source.kind) {
    case 'static':
      return [[`aws configure --profile ${profile}`, `renews the access key (${location(source.accessKeyId)})`]];
    case 'environment':
      return [['assume off', 'if the variables AWS_ACCESS_KEY_ID and so on are old ones of assume; else set new ones']];
    case 'sso':
      return [[`assume login ${profile}`, 'signs in again']];
    case 'login':
      return [[`aws login --profile ${profile}`, 'signs in again']];
    default:
      return [];
  }
}

/** What to do about an answer of AWS. */
export function errorHints(error: ServiceException, hop: Hop, plan: Plan): Hint[] {
  const caller = callerOf(hop, plan);
  if (isWrongCode(error)) return [[`assume ${quoteForDisplay(plan.profile)}`, 'asks for the next code']];
  if (/^Signature (expired|not yet current)/.test(error.message))
    return [['date -u', 'shows the time that this machine has']];
  if (/^(InvalidClientTokenId|SignatureDoesNotMatch|ExpiredToken)/.test(error.name)) return renewal(plan);
  if (error.name !== 'AccessDenied' || caller === undefined) return [];
  return [
    [`aws sts get-caller-identity --profile ${quoteForDisplay(caller)}`, 'shows who asked; the role must trust it'],
  ];
}

const again = ({ profile }: Plan): Hint => [`assume ${quoteForDisplay(profile)}`, 'tries again'];

function answered(error: ServiceException, hop: Hop, plan: Plan): AssumeError {
  const said = `(${error.name}): ${error.message.trim()}`;
  if (error.$fault === 'server') {
    const message = `AWS failed at AssumeRole of ${hop.roleArn} for the profile "${hop.profile}" ${said}`;
    return new AssumeError(message, { exitCode: EXIT.failure, hints: [again(plan)] });
  }
  if (isThrottled(error)) {
    const message = `AWS has too many requests at the moment ${said}`;
    return new AssumeError(message, { exitCode: EXIT.refused, hints: [again(plan)] });
  }
  const message = `AWS refused AssumeRole of ${hop.roleArn} for the profile "${hop.profile}" ${said}`;
  return new AssumeError(message, {
    exitCode: EXIT.refused,
    notes: errorNotes(error, hop),
    hints: errorHints(error, hop, plan),
  });
}

/**
 * What a failed AssumeRole call means, in AWS's words and in plain ones; what is explained already stays as it is.
 * Exit 5 if AWS refused, 1 if it failed or could not be reached.
 */
export function assumeRoleError(error: unknown, hop: Hop, plan: Plan): unknown {
  if (!(error instanceof Error) || isAssumeError(error)) return error;
  if (isServiceException(error)) return answered(error, hop, plan);
  const { region, endpoint } = plan.sts;
  return unreachable(error, endpoint ?? `STS in ${region}`, endpoint ?? `https://sts.${region}.amazonaws.com`);
}

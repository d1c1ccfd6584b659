import type { Hint } from '../errors';
import type { Hop, Plan } from '../plan/types';
import { place } from '../profiles/place';
import { typedWord } from '../word';
import { type Answer, isWrongCode } from './answer';

/** The principal that a trust policy names for a caller: of a role's session the role. */
const principalOf = (arn: string) =>
  arn.replace(/^(arn:[\w-]+):sts::(\d+):assumed-role\/(.+)\/[^/]+$/, '$1:iam::$2:role/$3');

/** What the trust policy of a role must contain, as far as it can be known from here. */
function trustNotes({ message }: Answer, hop: Hop): string[] {
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
function skewNotes({ message }: Answer): string[] {
  const times = [...message.matchAll(AMZ_DATE)].map(([, ...parts]) => {
    const [year = 0, month = 1, ...rest] = parts.map(Number);
    return Date.UTC(year, month - 1, ...rest);
  });
  const [signed, , now] = times;
  if (signed === undefined || now === undefined) return [];
  return [clockNote(now - signed)];
}

/** What an answer of AWS means, in plain words. */
export function notesFor(error: Answer, hop: Hop): string[] {
  if (error.name === 'AccessDenied' && !isWrongCode(error)) return trustNotes(error, hop);
  return skewNotes(error);
}

/** The profile whose credentials signed the call for a hop. */
const callerOf = (hop: Hop, { hops, source }: Plan) => (hops[hops.indexOf(hop) - 1] ?? source).profile;

/** How the credentials that a chain begins with are renewed. */
function renewal({ source }: Plan): Hint[] {
  const profile = typedWord(source.profile ?? '');
  switch (source.kind) {
    case 'static':
      return [[`aws configure --profile ${profile}`, `renews the access key (${place(source.accessKeyId)})`]];
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
export function hintsFor(error: Answer, hop: Hop, plan: Plan): Hint[] {
  const caller = callerOf(hop, plan);
  if (isWrongCode(error)) return [[`assume ${typedWord(plan.profile)}`, 'asks for the next code']];
  if (/^Signature (expired|not yet current)/.test(error.message))
    return [['date -u', 'shows the time that this machine has']];
  if (/^(InvalidClientTokenId|SignatureDoesNotMatch|ExpiredToken)/.test(error.name)) return renewal(plan);
  if (error.name !== 'AccessDenied' || caller === undefined) return [];
  return [[`aws sts get-caller-identity --profile ${typedWord(caller)}`, 'shows who asked; the role must trust it']];
}

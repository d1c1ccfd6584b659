import type { AssumeError } from '../errors';
import type { StsEndpoint } from '../plan/types';
import { isoSeconds } from '../util/time';
import { isAccountId, textDefect } from '../util/wellFormed';
import { failed } from './awsError';
import { stsEndpointOf } from './endpoint';
import type { Credentials, Issued } from './types';

type Member = keyof Credentials;

/** Who issued credentials, and what it calls their members. */
export interface Issuer {
  /** Begins every message: `STS in eu-west-1 returned`. */
  readonly says: string;
  /** The names of the members there; by default those of the AWS CLI, such as `AccessKeyId`. */
  readonly names?: Partial<Readonly<Record<Member, string>>>;
  /** How it writes times; by default in ISO 8601. */
  readonly time?: string;
  /** Whether its credentials may have no expiration. */
  readonly isForever?: boolean;
}

/** Later years have more than four digits, which ISO 8601 writes with a sign, and no SDK reads. */
const LAST_YEAR = 9999;

/**
 * What is wrong with the end of something that was issued now, as the end of a sentence that names the field; `undefined`
 * if nothing is. A wrong unit shows as a time in the past, or in a year that nobody meant.
 */
export function endProblem(end: Date, now: Date): string | undefined {
  if (Number.isNaN(end.getTime())) return "isn't a time";
  if (end.getUTCFullYear() > LAST_YEAR) return `is in the year ${end.getUTCFullYear()}`;
  return end <= now ? `is in the past (${isoSeconds(end)})` : undefined;
}

const textProblem = (value: unknown) => (typeof value === 'string' ? textDefect(value) : "isn't a string");

const accountProblem = (value: unknown) =>
  textProblem(value) ?? (isAccountId(value as string) ? undefined : "isn't a 12-digit account ID");

const expirationProblem = (value: unknown, now: Date, { time = 'an ISO 8601 time with a time zone' }: Issuer) =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? endProblem(value, now) : `isn't ${time}`;

/** STS, as the issuer of credentials. */
export const stsIssuer = (endpoint: StsEndpoint): Issuer => ({
  says: `${stsEndpointOf(endpoint).name} returned`,
  names: { accountId: 'AssumedRoleUser.Arn' },
});

const isAbsent = (value: unknown) => value === undefined || value === null || value === '';

const MEMBERS: readonly Member[] = ['accessKeyId', 'secretAccessKey', 'sessionToken', 'accountId', 'expiration'];

/** What another program or service sent as credentials, to be checked: each member may be of any type, or absent. */
export const receivedCredentials = (received: { readonly [Name in Member]?: unknown }): Credentials =>
  Object.fromEntries(
    MEMBERS.flatMap((member) => (isAbsent(received[member]) ? [] : [[member, received[member]]])),
  ) as unknown as Credentials;

/**
 * Credentials as they were issued, unless something about them can't be right.
 * @param now by this machine's clock
 * @throws AssumeError (exit 1) that names the issuer and the member, and never a value that is secret
 */
export function checkIssued(issued: Issued, issuer: Issuer, now: Date): Issued {
  const { credentials, clockOffset = 0 } = issued;
  // By AWS's clock: credentials are good although this machine's is ahead.
  const then = new Date(now.getTime() + clockOffset);
  const { says, names = {}, isForever = false } = issuer;
  const error = (member: Member, problem: string): AssumeError => {
    const name = names[member] ?? member.replace(/^./, (first) => first.toUpperCase());
    return failed(problem ? `${says} credentials whose ${name} ${problem}.` : `${says} credentials without ${name}.`);
  };
  const problemOf: Readonly<Record<Member, (value: unknown) => string | undefined>> = {
    accessKeyId: textProblem,
    secretAccessKey: textProblem,
    sessionToken: textProblem,
    accountId: accountProblem,
    expiration: (value) => expirationProblem(value, then, issuer),
  };
  const optional: readonly Member[] = isForever ? ['accountId', 'sessionToken', 'expiration'] : ['accountId'];
  for (const member of MEMBERS) {
    const value: unknown = credentials[member];
    if (isAbsent(value) && optional.includes(member)) continue;
    const problem = isAbsent(value) ? '' : problemOf[member](value);
    if (problem !== undefined) throw error(member, problem);
  }
  return issued;
}

import { join } from 'node:path';
import type { SsoSession } from '../../plan/sources';
import type { Env } from '../../platform/env';
import { awsFolder, cacheFolder } from '../../platform/env';
import type { Files } from '../../platform/files';
import { sha1 } from '../../util/sha1';
import { parseTime } from '../../util/time';

/**
 * The sign-in token that the AWS CLI saves for itself and all SDKs (botocore, SSOTokenFetcher). Times are ISO 8601; the
 * members that are optional here are what renews the token.
 */
export interface Token {
  readonly startUrl: string;
  readonly region: string;
  readonly accessToken: string;
  readonly expiresAt: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly registrationExpiresAt?: string;
  readonly refreshToken?: string;
}

/** What messages call a sign-in session: its quoted name, or its start URL in the legacy form. */
export const sessionLabel = ({ name, startUrl }: SsoSession): string => (name === undefined ? startUrl : `"${name}"`);

/** A time in milliseconds since 1970; NaN if it isn't one. */
export const timeOf = (text: unknown): number =>
  (typeof text === 'string' ? parseTime(text)?.getTime() : undefined) ?? Number.NaN;

/**
 * The token file of a sign-in session, named after it, or after its start URL in the legacy form (botocore, SSOTokenLoader).
 * @throws AssumeError (exit 3) if its folder is unknown, or others can write there
 */
export const tokenFile = ({ name, startUrl }: SsoSession, env: Env): string =>
  join(awsFolder(env, 'sso', 'cache'), `${sha1(name ?? startUrl)}.json`);

/** In bytes: much larger than any token. What is larger, or isn't a regular file, isn't read. */
const LIMIT = 1_000_000;

/** Whether a token can be sent: a text without blanks, in ASCII. */
const isHeader = (token: unknown) => typeof token === 'string' && /^[\x21-\x7e]+$/.test(token);

/** The saved token of a sign-in session; `undefined` if there is none, or none that is valid. It may have expired. */
export function readToken(session: SsoSession, env: Env, files: Files): Token | undefined {
  try {
    const token = JSON.parse(files.read(tokenFile(session, env), LIMIT) ?? '') as Token;
    return isHeader(token.accessToken) && !Number.isNaN(timeOf(token.expiresAt)) ? token : undefined;
  } catch {
    return undefined;
  }
}

/** Saves a token completely or not at all. @throws the system's error */
export const saveToken = (session: SsoSession, token: Token, env: Env, files: Files): void =>
  files.replace(tokenFile(session, env), JSON.stringify(token));

/** Where our last renewal of a sign-in is noted: hashes of the token that it made, and of the sign-in's first one. */
const renewalFile = (session: SsoSession, env: Env) =>
  join(cacheFolder(env), 'sign-ins', sha1(session.name ?? session.startUrl));

/**
 * Names the sign-in that a token comes from. Nothing in the AWS CLI's file tells a renewal from the sign-in of another person:
 * both change the tokens, and neither need change the client. So a sign-in is named after the first of its tokens that we have
 * seen, and we note which tokens our own renewals made. After a renewal by another program it gets another name, and what was
 * cached for the old one is requested again, which takes no person.
 */
export function signInOf(session: SsoSession, { accessToken }: Token, env: Env, files: Files): string {
  const name = sha1(accessToken);
  try {
    const [renewed, signIn] = files.read(renewalFile(session, env), LIMIT)?.split(' ') ?? [];
    return renewed === name && signIn ? signIn : name;
  } catch {
    return name;
  }
}

/** Notes that a token renews another one. Never throws: if it can't be noted, it counts as another sign-in. */
export function noteRenewal(session: SsoSession, old: Token, renewed: Token, env: Env, files: Files): void {
  try {
    const signIn = signInOf(session, old, env, files);
    files.replace(renewalFile(session, env), `${sha1(renewed.accessToken)} ${signIn}`);
  } catch {
    // Such as a read-only home.
  }
}

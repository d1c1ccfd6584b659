import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Key, KeyRing } from './callers';
import { badRequest, type ReceivedRequest, ServiceError } from './serviceHttp';

/** What the Authorization header claims, before it is checked. */
export interface ClaimedSignature {
  readonly accessKeyId: string;
  readonly region: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const SKEW_MINUTES = 15;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 +Credential=([^/, ]+)\/\d{8}\/([^/, ]+)\/[^/, ]+\/aws4_request, *SignedHeaders=([^, ]+), *Signature=(\w+)$/;
const AMZ_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

const mismatch = (message: string) => new ServiceError(403, 'SignatureDoesNotMatch', message);
const incomplete = (message: string) => badRequest('IncompleteSignature', message);

/** Parses the Authorization header. @throws ServiceError if it is missing or isn't a Signature Version 4 header */
export function readAuthorization({ authorization }: IncomingHttpHeaders): ClaimedSignature {
  if (!authorization)
    throw new ServiceError(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
  const [, accessKeyId, region, signedHeaders, signature] = AUTHORIZATION.exec(authorization) ?? [];
  if (!accessKeyId || !region || !signedHeaders || !signature) {
    throw incomplete("Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters.");
  }
  return { accessKeyId, region, signedHeaders: signedHeaders.split(';'), signature };
}

/**
 * Finds the key that a request was signed with, and checks the signature by signing the request again.
 * @throws ServiceError for an unknown or expired key, another session's token, a clock that is off, or a wrong signature
 */
export async function authenticate(
  request: ReceivedRequest,
  claim: ClaimedSignature,
  keys: KeyRing,
  now: Date,
  disabledRegions: readonly string[] = [],
): Promise<Key> {
  const key = disabledRegions.includes(claim.region) ? undefined : keys.find(claim.accessKeyId);
  if (!key || key.session?.token !== request.headers['x-amz-security-token']) {
    throw new ServiceError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
  }
  if (key.session && key.session.expiration <= now) {
    throw new ServiceError(403, 'ExpiredToken', 'The security token included in the request is expired');
  }
  const signed = signingDate(request.headers);
  checkClock(signed, now);
  if (!(await isSignedBy(key, request, claim, signed))) {
    throw mismatch(
      'The request signature we calculated does not match the signature you provided. ' +
        'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  return key;
}

function signingDate({ 'x-amz-date': text = '' }: IncomingHttpHeaders): Date {
  const date = new Date(String(text).replace(AMZ_DATE, '$1-$2-$3T$4:$5:$6Z'));
  if (AMZ_DATE.test(String(text)) && !Number.isNaN(date.getTime())) return date;
  throw incomplete(`Date must be in ISO-8601 'basic format'. Got '${text}'. See http://en.wikipedia.org/wiki/ISO_8601`);
}

function checkClock(signed: Date, now: Date): void {
  const basic = (date: Date) => date.toISOString().replace(/[-:]|\.\d+/g, '');
  const limit = (sign: 1 | -1) => new Date(now.getTime() + sign * SKEW_MINUTES * 60_000);
  const early = limit(-1);
  const late = limit(1);
  if (signed < early) {
    throw mismatch(
      `Signature expired: ${basic(signed)} is now earlier than ${basic(early)} (${basic(now)} - ${SKEW_MINUTES} min.)`,
    );
  }
  if (signed > late) {
    throw mismatch(
      `Signature not yet current: ${basic(signed)} is still later than ${basic(late)} (${basic(now)} + ${SKEW_MINUTES} min.)`,
    );
  }
}

async function isSignedBy(key: Key, request: ReceivedRequest, claim: ClaimedSignature, date: Date): Promise<boolean> {
  const { method, path, query, body } = request;
  const headers = Object.fromEntries(
    claim.signedHeaders.flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : [])),
  );
  // The signer trusts this header instead of hashing the body. AWS doesn't: a body changed in transit must not pass.
  const hash = headers['x-amz-content-sha256'];
  if (hash !== undefined && hash !== createHash('sha256').update(body).digest('hex')) return false;

  const { accessKeyId, secretAccessKey } = key;
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region: claim.region,
    service: 'sts',
    sha256: Sha256,
    applyChecksum: false,
  });
  const signable = { method, protocol: 'http:', hostname: '127.0.0.1', path, query: { ...query }, headers, body };
  const expected = await signer.sign(signable, {
    signingDate: date,
    signableHeaders: new Set(claim.signedHeaders),
  });
  return isEqual(readAuthorization(expected.headers).signature, claim.signature);
}

const isEqual = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

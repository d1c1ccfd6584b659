import { createPublicKey, verify } from 'node:crypto';
import type { Received } from '../signature';

const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());

/** Whether a request carries a proof of possession (RFC 9449): signed with the key in it, for this method and address. */
export function hasProof({ headers, method, path }: Received): boolean {
  try {
    const [head, claims, signature = ''] = String(headers.dpop).split('.');
    const { alg, typ, jwk } = decode(head);
    const { htm, htu, jti, iat } = decode(claims);
    const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
    return (
      alg === 'ES256' &&
      typ === 'dpop+jwt' &&
      htm === method &&
      htu === `http://${headers.host}${path}` &&
      typeof jti === 'string' &&
      typeof iat === 'number' &&
      verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))
    );
  } catch {
    return false;
  }
}

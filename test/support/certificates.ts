import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** One value in DER (X.690): its tag, its length, and its content. */
function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
}

const hex = (text: string) => Buffer.from(text, 'hex');
const sequence = (...content: readonly Buffer[]) => der(0x30, ...content);
const octets = (content: Buffer) => der(0x04, content);
const bits = (content: Buffer) => der(0x03, Buffer.from([0]), content);
const oid = (digits: string) => der(0x06, hex(digits));

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');
const SUBJECT_ALT_NAME = oid('551d11');
const BASIC_CONSTRAINTS = oid('551d13');
const TRUE = der(0x01, hex('ff'));

const nameOf = (text: string) => sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(text)))));

/** Until 2049, the last year that this form can express. */
const VALIDITY = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')));

interface Names {
  readonly issuer: string;
  readonly subject: string;
}

/** A certificate (RFC 5280), in PEM format. */
function certificate({ issuer, subject }: Names, publicKey: KeyObject, extension: Buffer, signer: KeyObject): string {
  const version3 = der(0xa0, der(0x02, hex('02')));
  const serial = der(0x02, Buffer.from([subject.length]));
  const content = sequence(
    ...[version3, serial, ECDSA_WITH_SHA256, nameOf(issuer), VALIDITY, nameOf(subject)],
    ...[publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, sequence(extension))],
  );
  const whole = sequence(content, ECDSA_WITH_SHA256, bits(sign('sha256', content, signer)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** A certificate authority that nobody trusts yet, and a server's certificate from it. */
export interface PrivateAuthority {
  /** What to trust, in PEM format. */
  readonly ca: string;
  /** The options of a TLS server. */
  readonly server: { readonly key: string; readonly cert: string };
}

/** Makes a private certificate authority, and the certificate of a server with these host names. */
export function makeAuthority(hosts: readonly string[]): PrivateAuthority {
  const [root, leaf] = [0, 1].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' })) as [Pair, Pair];
  const issuer = 'Private Root';
  const isAuthority = sequence(BASIC_CONSTRAINTS, TRUE, octets(sequence(TRUE)));
  const names = sequence(...hosts.map((host) => der(0x82, Buffer.from(host))));
  const hasNames = sequence(SUBJECT_ALT_NAME, octets(names));
  return {
    ca: certificate({ issuer, subject: issuer }, root.publicKey, isAuthority, root.privateKey),
    server: {
      key: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      cert: certificate({ issuer, subject: 'server' }, leaf.publicKey, hasNames, root.privateKey),
    },
  };
}

type Pair = ReturnType<typeof generateKeyPairSync> & { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

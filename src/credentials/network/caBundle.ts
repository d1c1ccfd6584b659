import { isAbsolute } from 'node:path';
import type { SecureContext } from 'node:tls';
import { misconfigured } from '../../errors';
import type { Found } from '../../plan/route';
import type { Files } from '../../platform/files';

/** Whether the first certificate in a text can be read. TLS trusts nobody if it can't, and says nothing. */
function beginsWithCertificate(text: string): boolean {
  const { X509Certificate }: typeof import('node:crypto') = require('node:crypto');
  try {
    return new X509Certificate(text).subject !== undefined;
  } catch {
    return false;
  }
}

/**
 * What TLS trusts: the certificate authorities in a file, or else those of Node. Loads TLS.
 * @throws AssumeError (exit 3) if the file can't be read or holds anything else, or if its path is relative: it would be
 * another file in every working directory
 */
export function trusting(caBundle: Found | undefined, { read }: Pick<Files, 'read'>): SecureContext {
  const { createSecureContext }: typeof import('node:tls') = require('node:tls');
  if (!caBundle) return createSecureContext();
  const { value, location } = caBundle;
  const fail = (reason: string) => misconfigured(`The CA bundle ${value} (${location}) ${reason}.`);
  if (!isAbsolute(value)) throw fail('must be an absolute path');
  const ca = read(value);
  if (ca === undefined) throw fail("doesn't exist");
  if (!beginsWithCertificate(ca)) throw fail('contains no certificates in PEM format');
  return createSecureContext({ ca });
}

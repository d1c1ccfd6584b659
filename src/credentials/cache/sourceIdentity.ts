import { accessKeyIdOf, type LoginSource, type Source, type WebIdentitySource } from '../../plan/sources';
import type { Env } from '../../platform/env';
import type { Files } from '../../platform/files';
import { readToken, signInOf } from '../ssoSignIn/ssoToken';
import { tokenFileOf } from '../tokenFiles';
import { hashOf } from './cacheKeys';

/** Where the identity of a source is looked up. */
export interface IdentityContext {
  readonly env: Env;
  readonly files: Files;
}

type Traits = readonly (string | null)[];

/** The identity of an access key, wherever it was found. */
export const keyIdentity = (accessKeyId: string): string => hashOf(['key', accessKeyId]);

/** The token of a web identity as it stands in its file; `undefined` if it can't be read, which asking for it reports. */
export function webIdentityToken(source: WebIdentitySource, { files, env }: IdentityContext): string | undefined {
  try {
    return files.read(tokenFileOf(source, env) ?? '') || undefined;
  } catch {
    return undefined;
  }
}

/** `aws login` makes a new private key for each sign-in, and its renewals keep it. */
function loginKey(source: LoginSource, { env, files }: IdentityContext): string | undefined {
  try {
    const { dpopKey } = JSON.parse(files.read(tokenFileOf(source, env) ?? '') ?? '');
    return typeof dpopKey === 'string' && dpopKey ? dpopKey : undefined;
  } catch {
    return undefined;
  }
}

/** What shows who has signed in; `undefined` if nobody has, or if no file shows it. */
function proofOf(source: Source, context: IdentityContext): string | undefined {
  switch (source.kind) {
    case 'sso': {
      const { session } = source;
      const token = readToken(session, context.env, context.files);
      return token && signInOf(session, token, context.env, context.files);
    }
    case 'webIdentity':
      return webIdentityToken(source, context);
    case 'login':
      return loginKey(source, context);
    case 'process':
      return source.command.value;
    default:
      return undefined;
  }
}

/** A source as the AWS files describe it. No other file is read. */
export function configuredSource(source: Source): Traits {
  switch (source.kind) {
    case 'static':
      return [source.kind, source.accessKeyId.value];
    case 'process':
      return [source.kind, source.command.value];
    case 'sso': {
      const { session, accountId, roleName } = source;
      return [source.kind, session.name ?? null, session.startUrl, session.region, accountId, roleName];
    }
    case 'webIdentity': {
      const { tokenFile, roleArn, hasDefaultName, roleSessionName } = source;
      return [source.kind, tokenFile.value, roleArn, hasDefaultName ? null : roleSessionName];
    }
    case 'login':
      return [source.kind, source.loginSession.value];
    default:
      return [source.kind];
  }
}

/**
 * Whose credentials a source has, as a hash: the access key ID; the sign-in; the token; the line of a `credential_process`,
 * which can't be asked without running it. `undefined` if only asking the source can tell (container, instance metadata), or
 * if there is no sign-in or token.
 */
export function sourceIdentity(source: Source, context: IdentityContext): string | undefined {
  if (source.kind === 'static' || source.kind === 'environment') return keyIdentity(accessKeyIdOf(source));
  const proof = proofOf(source, context);
  return proof === undefined ? undefined : hashOf([...configuredSource(source), proof]);
}

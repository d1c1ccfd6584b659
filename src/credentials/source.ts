import type { Env } from '../env';
import type { Files } from '../files';
import type { EnvironmentSource, Source, StaticSource, StsPlace } from '../plan/types';
import { present } from '../present';
import type { Credentials, Issued, Sts } from './types';

/** A source whose credentials must be asked for: of AWS, of another program, of the machine. */
export type AskedSource = Exclude<Source, StaticSource | EnvironmentSource>;

/** What asking a source needs of the world. */
export interface Asking {
  readonly env: Env;
  readonly files: Files;
  readonly sts: Sts;
  readonly place: StsPlace;
}

/** Asks a source. Rejects with an AssumeError; with a {@link SignInNeeded} if somebody has to sign in first. */
export type AskSource = (source: AskedSource, asking: Asking) => Promise<Issued>;

/** The part that knows AWS's other services and providers, loaded when one of them is needed. */
export const askSource: AskSource = async (source, asking) => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  return (await import('./sources')).askSource(source, asking);
};

/** Credentials that are there already; `undefined` if they must be asked for. */
export function readyCredentials(source: Source): Credentials | undefined {
  if (source.kind === 'static') {
    const { accessKeyId, secretAccessKey, sessionToken, accountId } = source;
    return { accessKeyId: accessKeyId.value, secretAccessKey, ...present({ sessionToken, accountId }) };
  }
  if (source.kind === 'environment') {
    const { accessKeyId, secretAccessKey, sessionToken, accountId, expiration } = source;
    const ends = expiration === undefined ? undefined : new Date(expiration);
    return { accessKeyId, secretAccessKey, ...present({ sessionToken, accountId, expiration: ends }) };
  }
  return undefined;
}

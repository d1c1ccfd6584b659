import { AssumeError, EXIT } from '../errors';
import { accessKeyIdOf, isKeySource, type KeySource } from '../plan/sources';
import type { Plan } from '../plan/types';
import { omitUndefined } from '../util/omitUndefined';
import { isoSeconds, parseTime } from '../util/time';
import { roleKey, sourceKey } from './cache/cacheKeys';
import { freshEntry, HOUR, lifeOf, type RequestedSource, type ResolveContext } from './resolveContext';
import { isSignInRequired, notSignedIn } from './ssoSignIn/signInContext';
import type { Credentials, Issued } from './types';

/** How credentials are obtained, not which. */
export interface ResolveOptions {
  /** An MFA code from the command line, for the first role that needs one. */
  readonly code?: string | undefined;
  /** Requests roles again, ignoring cached ones. A cached MFA session is still used. */
  readonly refresh?: boolean | undefined;
}

/** The credentials of a source that holds keys. @throws AssumeError (exit 3) if they are past their own expiry */
function keyCredentials(source: KeySource, now: Date): Credentials {
  const { secretAccessKey, sessionToken, accountId } = source;
  const expires = source.kind === 'environment' ? source.expiration : undefined;
  const expiration = expires ? parseTime(expires) : undefined;
  // Checked before prompting for a code that couldn't help.
  if (expiration && expiration <= now) {
    throw new AssumeError(
      `The credentials in the environment expired at ${isoSeconds(expiration)} (AWS_CREDENTIAL_EXPIRATION).`,
      {
        exitCode: EXIT.configuration,
        notes: ['If another program left AWS_CREDENTIAL_EXPIRATION behind, unset it.'],
      },
    );
  }
  return {
    accessKeyId: accessKeyIdOf(source),
    secretAccessKey,
    ...omitUndefined({ sessionToken, accountId, expiration }),
  };
}

const isYes = (answer: string | undefined) => answer !== undefined && /^\s*(y|yes|)\s*$/i.test(answer);

/** Obtains the credentials of one plan. */
class ChainResolver {
  private code: string | undefined;

  constructor(
    private readonly plan: Plan,
    private readonly options: ResolveOptions,
    private readonly context: ResolveContext,
  ) {
    this.code = options.code;
  }

  private cached(key: string, life: number): Issued | undefined {
    return this.options.refresh ? undefined : freshEntry(this.context, key, life);
  }

  /** The cached credentials of a key; else new ones, which are then cached. */
  private async cachedOr(key: string, life: number, request: () => Promise<Issued>): Promise<Credentials> {
    const entry = this.cached(key, life);
    if (entry) return entry.credentials;
    const issued = await request();
    this.context.cache?.put(key, issued);
    return issued.credentials;
  }

  private async sourceCredentials(): Promise<Credentials> {
    const { source } = this.plan;
    if (isKeySource(source)) return keyCredentials(source, this.context.now());
    const key = sourceKey(source);
    if (key === undefined) return (await this.askSource(source)).credentials;
    const providerType = source.kind === 'sso' ? { providerType: 'sso' } : {};
    return this.cachedOr(key, HOUR, async () => ({ ...(await this.askSource(source)), ...providerType }));
  }

  /** If a sign-in is required and there is a terminal, offers it once. */
  private async askSource(source: RequestedSource): Promise<Issued> {
    const { context, plan } = this;
    const ask = () => context.askSource(source, { ...context, endpoint: plan.sts });
    try {
      return await ask();
    } catch (error) {
      const terminal = isSignInRequired(error) ? await context.terminal() : undefined;
      if (!isSignInRequired(error) || !terminal) throw error;
      terminal.print(error.message);
      if (!isYes(terminal.ask('Sign in now? [Y/n] '))) throw notSignedIn(error);
      await context.signIn(error.session, { method: 'browser', profile: error.profile, oidc: error.oidc });
      return ask();
    }
  }

  /** The credentials after a number of hops. Those of earlier hops are obtained only if none are cached. */
  async credentialsAfter(hopCount: number): Promise<Credentials> {
    const { plan, context } = this;
    const hop = plan.hops[hopCount - 1];
    if (!hop) return this.sourceCredentials();
    const key = roleKey(hop);
    return this.cachedOr(key, lifeOf(hop), async () => {
      const credentials = await this.credentialsAfter(hopCount - 1);
      const givenCode = hop.mfaSerial === undefined ? undefined : this.takeCode();
      const recheckCache = () => this.cached(key, lifeOf(hop));
      const { requestRole } = await import('./requestRole');
      return requestRole({ hop, plan, credentials, givenCode, recheckCache }, context);
    });
  }

  /** AWS accepts each code once. */
  private takeCode(): string | undefined {
    const { code } = this;
    this.code = undefined;
    return code;
  }
}

/**
 * Obtains the credentials of a plan: AssumeRole hop by hop, each request signed with the credentials of the hop before,
 * starting after the last hop whose credentials are cached.
 * @throws AssumeError: exit 5 if AWS rejects a request, 4 if a code or a sign-in is needed and can't be prompted for, 3 if
 *   the source is misconfigured, 1 if AWS fails or can't be reached
 */
export const resolveCredentials = (
  plan: Plan,
  options: ResolveOptions,
  context: ResolveContext,
): Promise<Credentials> => new ChainResolver(plan, options, context).credentialsAfter(plan.hops.length);

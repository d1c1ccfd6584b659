import { AssumeError, EXIT } from '../errors';
import { accessKeyIdOf, isKeySource, type KeySource } from '../plan/sources';
import type { MfaSession, Plan } from '../plan/types';
import { omitUndefined } from '../util/omitUndefined';
import { isoSeconds, parseTime } from '../util/time';
import { sessionKey } from './cache/cacheKeys';
import { CacheSlot } from './cache/cacheSlot';
import type { PlanInputs } from './cache/sharing';
import { keyIdentity, sourceIdentity } from './cache/sourceIdentity';
import { freshEntry, type RequestedSource, type ResolveContext } from './resolveContext';
import { isSignInRequired, notSignedIn } from './ssoSignIn/signInContext';
import type { Credentials, Issued } from './types';

/** How credentials are obtained, not which. */
export interface ResolveOptions {
  /** An MFA code from the command line, for the first role that needs one, or the MFA session. */
  readonly code?: string | undefined;
  /** Requests the credentials again, ignoring cached ones. For a role, a cached MFA session is still used. */
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
  /** Whose credentials the source has; `undefined` if that isn't known, or not for sure. */
  private identity: string | undefined;
  private source: Promise<Credentials> | undefined;

  constructor(
    private readonly plan: Plan,
    private readonly options: ResolveOptions,
    private readonly context: ResolveContext,
    private readonly inputs: PlanInputs | undefined,
  ) {
    this.identity = sourceIdentity(plan.source, context);
    this.code = options.code;
  }

  /** Where a link's credentials are cached; `undefined` if they can't be. */
  private slot(link: number): CacheSlot | undefined {
    const { plan: links, identity, inputs, context } = this;
    if (!context.cache || identity === undefined) return undefined;
    return CacheSlot.of({ links, link, identity, inputs }, context);
  }

  private cached(link: number): Issued | undefined {
    return this.options.refresh ? undefined : this.slot(link)?.read();
  }

  /** The cached credentials of a link; else new ones, which are then cached. */
  private async cachedOr(link: number, request: () => Promise<Issued>): Promise<Credentials> {
    const entry = this.cached(link);
    if (entry) return entry.credentials;
    const issued = await request();
    this.slot(link)?.write(issued);
    return issued.credentials;
  }

  /** Requested once, since containers and instances have other keys each time. */
  private sourceCredentials(): Promise<Credentials> {
    const { source } = this.plan;
    this.source ??= isKeySource(source)
      ? Promise.resolve(keyCredentials(source, this.context.now()))
      : this.cachedOr(0, async () => ({
          ...(await this.askSource(source)),
          ...(source.kind === 'sso' && { providerType: 'sso' }),
        }));
    return this.source;
  }

  /** If a sign-in is required and there is a terminal, offers it once. */
  private async askSource(source: RequestedSource): Promise<Issued> {
    const { context, plan } = this;
    const ask = () => this.identified(source, () => context.askSource(source, { ...context, endpoint: plan.sts }));
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

  /** Somebody else may sign in meanwhile: then it isn't known whose credentials these are, and they aren't cached. */
  private async identified(source: RequestedSource, ask: () => Promise<Issued>): Promise<Issued> {
    const before = sourceIdentity(source, this.context);
    const issued = await ask();
    const isAmbient = source.kind === 'container' || source.kind === 'instance';
    if (isAmbient) this.identity = keyIdentity(issued.credentials.accessKeyId);
    else this.identity = sourceIdentity(source, this.context) === before ? before : undefined;
    return issued;
  }

  /** The credentials after a number of hops. Those of earlier hops are obtained only if none are cached. */
  async credentialsAfter(hopCount: number): Promise<Credentials> {
    const { plan, context } = this;
    const hop = plan.hops[hopCount - 1];
    if (!hop) return this.sourceCredentials();
    // Only the source itself can tell whose credentials it has.
    if (context.cache && this.identity === undefined) await this.sourceCredentials();
    return this.cachedOr(hopCount, async () => {
      const credentials = await this.credentialsAfter(hopCount - 1);
      const givenCode = hop.mfaSerial === undefined ? undefined : this.takeCode();
      const recheckCache = () => this.cached(hopCount);
      const { requestRole } = await import('./requestRole');
      return requestRole({ hop, plan, credentials, givenCode, recheckCache }, context);
    });
  }

  /** The MFA session of the source's access key. */
  async sessionCredentials(session: MfaSession): Promise<Credentials> {
    const { plan, context } = this;
    const { mfaSerial, durationSeconds, accountId } = session;
    const credentials = await this.sourceCredentials();
    const key = sessionKey({ ...plan.sts, credentials }, mfaSerial, durationSeconds);
    const recheckCache = () => (this.options.refresh ? undefined : freshEntry(context, key, durationSeconds));
    const { requestSession } = await import('./requestSession');
    const issued =
      recheckCache() ??
      (await requestSession({ session, plan, credentials, key, givenCode: this.takeCode(), recheckCache }, context));
    return { ...issued.credentials, ...omitUndefined({ accountId }) };
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
 * starting after the last hop whose credentials are cached; or the MFA session of an access key.
 * @param inputs what the plan was made from, which decides what is shared with the AWS CLI; without it, nothing is
 * @throws AssumeError: exit 5 if AWS rejects a request, 4 if a code or a sign-in is needed and can't be prompted for, 3 if
 *   the source is misconfigured, 1 if AWS fails or can't be reached
 */
export const resolveCredentials = (
  plan: Plan,
  options: ResolveOptions,
  context: ResolveContext,
  inputs?: PlanInputs,
): Promise<Credentials> => {
  const resolver = new ChainResolver(plan, options, context, inputs);
  return plan.mfaSession ? resolver.sessionCredentials(plan.mfaSession) : resolver.credentialsAfter(plan.hops.length);
};

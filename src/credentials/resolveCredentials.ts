import { isAmbient, isKeySource } from '../plan/sources';
import type { Plan } from '../plan/types';
import { CacheSlot } from './cache/cacheSlot';
import type { PlanInputs } from './cache/sharing';
import { keyIdentity, sourceIdentity } from './cache/sourceIdentity';
import { stsEndpointOf } from './endpoint';
import { keyCredentials } from './keyCredentials';
import type { RequestedSource, ResolveContext } from './resolveContext';
import { sessionCredentials } from './sessionCredentials';
import { isSignInRequired, notSignedIn } from './ssoSignIn/signInContext';
import type { Credentials, Issued } from './types';

/** How credentials are obtained, not which. */
export interface ResolveOptions {
  /** An MFA code from the command line, for the first role that needs one, or the MFA session. */
  readonly code?: string | undefined;
  /** Requests the credentials again, ignoring cached ones. For a role, a cached MFA session is still used. */
  readonly refresh?: boolean | undefined;
}

const isYes = (answer: string | undefined) => answer !== undefined && /^\s*(y|yes|)\s*$/i.test(answer);

/** Obtains the credentials of one plan. */
class ChainResolver {
  private code: string | undefined;
  /** Whose credentials the source has; `undefined` if that isn't known, or not for sure. */
  private identity: string | undefined;
  private source: Promise<Credentials> | undefined;
  /** The links whose cached credentials are used, and those whose AWS has rejected. */
  private readonly reused = new Set<number>();
  private readonly rejected = new Set<number>();

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
    const entry = this.options.refresh || this.rejected.has(link) ? undefined : this.slot(link)?.read();
    if (entry) this.reused.add(link);
    return entry;
  }

  /** New credentials for a link, instead of cached ones that AWS no longer accepts. */
  private renew(link: number): Promise<Credentials> {
    const { plan, context } = this;
    const { profile = plan.profile } = plan.hops[link - 1] ?? plan.source;
    context.notify(`AWS no longer accepts the cached credentials of ${profile}; requesting new ones.`);
    this.slot(link)?.remove();
    this.rejected.add(link);
    this.source = undefined;
    return this.credentialsAfter(link);
  }

  private keep(link: number, issued: Issued): void {
    this.slot(link)?.write(issued);
  }

  private async requestedSource(source: RequestedSource): Promise<Credentials> {
    const entry = this.cached(0);
    if (entry) return entry.credentials;
    const issued = await this.askSource(source);
    this.keep(0, source.kind === 'sso' ? { ...issued, providerType: 'sso' } : issued);
    return issued.credentials;
  }

  /** Requested once, since containers and instances have other keys each time. */
  private sourceCredentials(): Promise<Credentials> {
    const { source } = this.plan;
    this.source ??= isKeySource(source)
      ? Promise.resolve(keyCredentials(source, this.context.now()))
      : this.requestedSource(source);
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
      if (!isYes(await terminal.ask('Sign in now? [Y/n] '))) throw notSignedIn(error);
      await context.signIn(error.session, { method: 'browser', profile: error.profile, oidc: error.oidc });
      return ask();
    }
  }

  /** Somebody else may sign in meanwhile: then it isn't known whose credentials these are, and they aren't cached. */
  private async identified(source: RequestedSource, ask: () => Promise<Issued>): Promise<Issued> {
    const before = sourceIdentity(source, this.context);
    const issued = await ask();
    if (isAmbient(source)) this.identity = keyIdentity(issued.credentials.accessKeyId);
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
    const recheckCache = () => this.cached(hopCount);
    const entry = recheckCache();
    if (entry) return entry.credentials;
    if (hop.mfaSerial === undefined) await context.network.open(stsEndpointOf(plan.sts)); // Else `withMfaCode` does.
    const credentials = await this.credentialsAfter(hopCount - 1);
    const givenCode = hop.mfaSerial === undefined ? undefined : this.takeCode();
    const keep = (issued: Issued) => this.keep(hopCount, issued);
    const renew = this.reused.has(hopCount - 1) ? () => this.renew(hopCount - 1) : undefined;
    const { requestRole } = await import('./requestRole');
    return (await requestRole({ hop, plan, credentials, givenCode, recheckCache, keep, renew }, context)).credentials;
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
  const { code, refresh } = options;
  const { source, mfaSession: session } = plan;
  if (session && isKeySource(source)) {
    const credentials = keyCredentials(source, context.now());
    return sessionCredentials({ session, plan, credentials, givenCode: code, refresh }, context);
  }
  return new ChainResolver(plan, options, context, inputs).credentialsAfter(plan.hops.length);
};

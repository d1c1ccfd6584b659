import type { Plan } from '../plan/types';
import { roleKey } from './cache/cacheKeys';
import { freshEntry, HOUR, lifeOf, type ResolveContext } from './resolveContext';
import { type RequestedSource, readyCredentials, sourceKey } from './sourceContext';
import { notSignedIn, requiredSignIn, type SignInNeeded } from './ssoSignIn/signInContext';
import type { Credentials, Issued } from './types';

/** How a plan is to be followed. */
export interface ResolveOptions {
  /** An MFA code that is there already, used for the first role that needs one. */
  readonly code?: string | undefined;
  /** Ask AWS for roles again, whatever is kept. A session behind an MFA code counts still. */
  readonly refresh?: boolean | undefined;
}

const agrees = (answer: string | undefined) => answer !== undefined && /^\s*(y|yes|)\s*$/i.test(answer);

/** Following one plan once. */
class ChainResolver {
  private code: string | undefined;

  constructor(
    private readonly plan: Plan,
    private readonly options: ResolveOptions,
    private readonly context: ResolveContext,
  ) {
    this.code = options.code;
  }

  private found(key: string, life: number): Issued | undefined {
    return this.options.refresh ? undefined : freshEntry(this.context, key, life);
  }

  /** What is kept under a key if it counts still; else what is asked for, which is kept from then on. */
  private async kept(key: string, life: number, ask: () => Promise<Issued>): Promise<Credentials> {
    const found = this.found(key, life);
    if (found) return found.credentials;
    const issued = await ask();
    this.context.cache?.put(key, issued);
    return issued.credentials;
  }

  private async source(): Promise<Credentials> {
    const { source } = this.plan;
    if (source.kind === 'static' || source.kind === 'environment') return readyCredentials(source, this.context.now());
    const key = sourceKey(source);
    if (key === undefined) return (await this.askSource(source)).credentials;
    const providerType = source.kind === 'sso' ? { providerType: 'sso' } : {};
    return this.kept(key, HOUR, async () => ({ ...(await this.askSource(source)), ...providerType }));
  }

  /** Where somebody has to sign in first, and is there, that is offered once. */
  private async askSource(source: RequestedSource): Promise<Issued> {
    const { context, plan } = this;
    const ask = () => context.askSource(source, { ...context, place: plan.sts });
    try {
      return await ask();
    } catch (error) {
      const session = requiredSignIn(error);
      const terminal = session && (await context.terminal());
      if (!session || !terminal) throw error;
      terminal.print((error as Error).message);
      if (!agrees(terminal.ask('Sign in now? [Y/n] '))) throw notSignedIn(error as SignInNeeded);
      await context.signIn(session, { device: false });
      return ask();
    }
  }

  /** The credentials after so many hops. Those of the hops before are needed only if there are none yet. */
  async after(count: number): Promise<Credentials> {
    const { plan, context } = this;
    const hop = plan.hops[count - 1];
    if (!hop) return this.source();
    const key = roleKey(hop);
    return this.kept(key, lifeOf(hop), async () => {
      const credentials = await this.after(count - 1);
      const given = hop.mfaSerial === undefined ? undefined : this.takeCode();
      const { requestRole } = await import('./requestRole');
      return requestRole({ hop, plan, credentials, given, meanwhile: () => this.found(key, lifeOf(hop)) }, context);
    });
  }

  /** AWS takes each code once. */
  private takeCode(): string | undefined {
    const { code } = this;
    this.code = undefined;
    return code;
  }
}

/**
 * The credentials at the end of a plan: AssumeRole hop by hop, each call signed with the credentials of the one before,
 * from the last one on that is still kept.
 * @throws AssumeError: exit 5 if AWS refused, 4 if a person is needed and nobody can be asked, 1 if AWS is out of reach
 */
export const resolveCredentials = (
  plan: Plan,
  options: ResolveOptions,
  context: ResolveContext,
): Promise<Credentials> => new ChainResolver(plan, options, context).after(plan.hops.length);

import { trace } from '../../platform/debug';
import { homeFolder } from '../../platform/env';
import { awsFiles } from '../../profiles/read';
import { freshEntry, type ResolveContext } from '../resolveContext';
import { tokenFileOf } from '../tokenFiles';
import type { CachedEntry, Issued, Origin } from '../types';
import { hashOf, webIdentityKey } from './cacheKeys';
import { awsCacheFolder } from './credentialCache';
import { type Links, lifeOfLink, originOf, requestOf } from './links';
import { isUnambiguous, type PlanInputs } from './sharing';
import { webIdentityToken } from './sourceIdentity';

/** What reading and writing a slot needs. */
export type SlotContext = Pick<ResolveContext, 'cache' | 'now' | 'env' | 'files'>;

/** A link of a plan, and whose credentials it starts from. */
export interface SlotRequest {
  readonly links: Links;
  readonly link: number;
  /** Whose credentials the source has. */
  readonly identity: string;
  /** Decides what is shared with the AWS CLI; absent if nothing is. */
  readonly inputs: PlanInputs | undefined;
}

/** Each names a file to read instead of the one in `~/.aws`. */
const FILE_VARIABLES = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'];

const isSame = (one: Origin | undefined, other: Origin) =>
  one?.source === other.source && one.endpoint === other.endpoint;

/**
 * Where a link's credentials are cached between runs. An entry of ours records who asked for it, and where, and answers only
 * for them. It is under the AWS CLI's key, and thus shared, only if no other profile could have made it; else under a key of
 * our own, which includes who asked.
 */
export class CacheSlot {
  private readonly request: string;
  private readonly origin: Origin;
  /** When issued, in seconds. */
  private readonly life: number;

  private constructor(
    request: string,
    private readonly slot: SlotRequest,
    private readonly context: SlotContext,
  ) {
    const { links, link, identity } = slot;
    this.request = request;
    this.origin = originOf(links, link, identity);
    this.life = lifeOfLink(links, link);
  }

  /** `undefined` for a link that isn't cached, such as an access key. */
  static of(slot: SlotRequest, context: SlotContext): CacheSlot | undefined {
    const request = requestOf(slot.links, slot.link);
    return request === undefined ? undefined : new CacheSlot(request, slot, context);
  }

  /** The AWS CLI's key; `undefined` for what it doesn't request: a role without a profile, a web identity's duration. */
  private get sharedKey(): string | undefined {
    const { links, link } = this.slot;
    const { source } = links;
    if (link === 0 && source.kind === 'webIdentity') {
      if (source.duration) return undefined;
      const token = webIdentityToken(source, this.context);
      return token === undefined ? undefined : webIdentityKey(source, token);
    }
    const isFlag = links.hops[link - 1]?.locations.role_arn?.startsWith('--');
    return isFlag ? undefined : this.request;
  }

  private get ownKey(): string {
    return hashOf([this.request, this.origin.source, this.origin.endpoint]);
  }

  /** Without the variables that name other AWS files: the AWS CLI uses the same cache in a shell that doesn't have them. */
  private get isShared(): boolean {
    const { slot, context } = this;
    const isElsewhere = FILE_VARIABLES.some((name) => context.env[name] !== undefined);
    return !isElsewhere && slot.inputs !== undefined && isUnambiguous(slot.links, slot.link, slot.inputs);
  }

  /**
   * Whether an entry that the AWS CLI wrote is for this origin: nothing else can have made it, and what shows who asked has
   * not changed since it was written, nor have the paths to it and to the cache.
   */
  private isFromHere({ written = 0 }: CachedEntry): boolean {
    const { env, files } = this.context;
    const { config, credentials } = awsFiles(env);
    const paths = [awsCacheFolder(env), config, credentials, tokenFileOf(this.slot.links.source, env)];
    const isSettled = paths.every((path) => path === undefined || files.isSettled(path, written, homeFolder(env)));
    return isSettled && this.isShared;
  }

  private find(): { readonly key: string; readonly entry: CachedEntry } | undefined {
    const { sharedKey, ownKey, origin, context, life } = this;
    const shared = sharedKey === undefined ? undefined : freshEntry(context, sharedKey, life);
    if (sharedKey !== undefined && shared) {
      const isOurs = shared.origin ? isSame(shared.origin, origin) : this.isFromHere(shared);
      if (isOurs) return { key: sharedKey, entry: shared };
    }
    const own = freshEntry(context, ownKey, life);
    return own && isSame(own.origin, origin) ? { key: ownKey, entry: own } : undefined;
  }

  /** The credentials, unless they have to be renewed. */
  read(): CachedEntry | undefined {
    const { link, links } = this.slot;
    const entry = this.find()?.entry;
    const name = link === 0 ? 'the source' : `role ${link} of ${links.hops.length}`;
    trace(`credentials of ${name}: ${entry ? 'cached' : 'not cached for it'}`);
    return entry;
  }

  /** Removes the credentials that {@link read} returns. Never throws. */
  remove(): void {
    const found = this.find();
    if (found) this.context.cache?.delete(found.key);
  }

  /** Never throws: the user is told if an entry can't be written. */
  write(issued: Issued): void {
    const { sharedKey, ownKey, origin, request, context, life } = this;
    const entry = { ...issued, origin, request };
    const there = sharedKey === undefined ? undefined : freshEntry(context, sharedKey, life)?.origin;
    const isOthers = there !== undefined && !isSame(there, origin);
    if (sharedKey !== undefined && !isOthers && this.isShared) context.cache?.put(sharedKey, entry);
    else {
      // What is ours there was unambiguous when it was written.
      if (sharedKey !== undefined && !isOthers && there) context.cache?.delete(sharedKey);
      context.cache?.put(ownKey, entry);
    }
  }
}

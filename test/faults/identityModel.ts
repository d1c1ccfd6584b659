/** The long-term access keys. The first two belong to ada, the last to grace. */
export const KEYS = ['ada1', 'ada2', 'grace1'] as const;
export type KeyName = (typeof KEYS)[number];

/** The two embedded AWSs. They have the same users, and know nothing of each other's sessions. */
export const ENDPOINTS = ['A', 'B'] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/** Roles that anyone may assume, and one that trusts ada alone. */
export const ROLES = ['One', 'Two', 'Three', 'AdaOnly'] as const;
export type RoleName = (typeof ROLES)[number];

export const SUBJECTS = ['pod1', 'pod2'] as const;
export type Subject = (typeof SUBJECTS)[number];

export const PEOPLE = ['ada', 'grace'] as const;
export type Person = (typeof PEOPLE)[number];

/** The permission sets that each person has. */
export const ASSIGNMENTS: Readonly<Record<Person, readonly string[]>> = {
  ada: ['Reader', 'Writer'],
  grace: ['Reader'],
};

/** A profile of the config file. */
export type Definition = { readonly endpoint: Endpoint } & (
  | { readonly kind: 'keys' }
  | { readonly kind: 'role'; readonly role: RoleName; readonly source: string }
  | { readonly kind: 'sso'; readonly permissionSet: string }
  | { readonly kind: 'web'; readonly role: 'Pod' | 'Batch' }
  | { readonly kind: 'process'; readonly prints: KeyName }
);

export type Config = Readonly<Record<string, Definition>>;
/** The access keys in the credentials file, by profile. */
export type Credentials = Readonly<Record<string, KeyName>>;

/** What the files mean. What isn't there is `undefined`. */
export interface Files {
  readonly config: Config | undefined;
  readonly credentials: Credentials | undefined;
  /** The sign-in to Identity Center: whose it is, and which AWS knows it. */
  readonly token: { readonly person: Person; readonly endpoint: Endpoint } | undefined;
  readonly webToken: Subject | undefined;
}

/** What the user has set in a shell, apart from anything that `assume` sets there. */
export interface UserEnv {
  readonly sts?: Endpoint;
  readonly all?: Endpoint;
  readonly sso?: Endpoint;
  readonly container?: Endpoint;
  readonly keys?: KeyName;
  /** The folder whose config file AWS_CONFIG_FILE names. */
  readonly configFile?: 'second';
}

/** What is asked for: a profile, or a role with another profile's credentials (the shell's own, if none is named). */
export type Wanted = { readonly profile: string } | { readonly role: RoleName; readonly source?: string };

/** Whose credentials an answer must be; `undefined` if there must be none. */
export type Identity = string | undefined;

/** `B:Two(ada1)` is the role Two, assumed at B with the key ada1. */
export const sessionIdentity = (endpoint: Endpoint, role: string, requester: string): string =>
  `${endpoint}:${role}(${requester})`;

/** Thrown where credentials depend on an AWS that the model doesn't have. */
export class OutsideModel extends Error {}

const isKnownAt = (endpoint: Endpoint, requester: string) => !requester.includes(':') || requester.startsWith(endpoint);
const isTrusted = (role: string, requester: string) => role !== 'AdaOnly' || requester.startsWith('ada');

/** Whose credentials are right: a function of the files and the user's environment, and of nothing that came before. */
export function rightIdentity(files: Files, env: UserEnv, wanted: Wanted): Identity {
  const { config = {}, credentials = {}, token, webToken } = files;
  const target = 'profile' in wanted ? wanted.profile : wanted.source;
  const configured = env.all ?? (target === undefined ? undefined : config[target]?.endpoint);
  const [sts, portal] = [env.sts ?? configured, env.sso ?? configured];

  const call = (role: string, requester: Identity): Identity => {
    if (requester === undefined) return undefined;
    if (sts === undefined) throw new OutsideModel();
    return isKnownAt(sts, requester) && isTrusted(role, requester) ? sessionIdentity(sts, role, requester) : undefined;
  };
  const container = () => env.container && sessionIdentity(env.container, 'Box', 'container');

  function profileIdentity(name: string, isTarget: boolean): Identity {
    const key = credentials[name];
    const profile = config[name];
    switch (profile?.kind) {
      case undefined:
        return key;
      case 'keys':
        // botocore's last resort for a profile without credentials.
        return key ?? (isTarget ? container() : undefined);
      case 'process':
        return profile.prints;
      case 'web':
        if (webToken === undefined) return undefined;
        if (sts === undefined) throw new OutsideModel();
        return sessionIdentity(sts, profile.role, webToken);
      case 'sso': {
        if (portal === undefined) throw new OutsideModel();
        if (token?.endpoint !== portal || !ASSIGNMENTS[token.person].includes(profile.permissionSet)) return undefined;
        return sessionIdentity(portal, profile.permissionSet, token.person);
      }
      case 'role':
        return call(profile.role, sourceIdentity(profile.source));
    }
  }

  function sourceIdentity(source: string): Identity {
    if (source === 'Environment') return env.keys;
    if (source === 'EcsContainer') return container();
    return profileIdentity(source, false);
  }

  if ('profile' in wanted) return profileIdentity(wanted.profile, true);
  if (wanted.source !== undefined) return call(wanted.role, sourceIdentity(wanted.source));
  return call(wanted.role, env.keys ?? container());
}

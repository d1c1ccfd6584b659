import { seeded } from '../support/hostileValues';
import {
  type Definition,
  ENDPOINTS,
  type Endpoint,
  KEYS,
  type KeyName,
  PEOPLE,
  type Person,
  ROLES,
  SUBJECTS,
  type Subject,
  type UserEnv,
  type Wanted,
} from './identityModel';

/** How a file gets its new text: in place, or as editors do it. */
export type How = 'write' | 'rename';
/** The age of a file's time in milliseconds: 0 for a real edit, negative for one in the future. */
type Aged = { readonly age: number };
export type FileName = 'config' | 'credentials' | 'token' | 'webToken';
/** A folder of AWS files: the one in force, or one that may come into force by a link. */
export type Folder = 'live' | 'first' | 'second';

/** A change of the files. */
export type Change =
  | ({
      readonly do: 'edit';
      readonly folder: Folder;
      readonly profile: string;
      readonly to?: Definition;
      readonly how: How;
    } & Aged)
  | ({
      readonly do: 'rotate';
      readonly folder: Folder;
      readonly profile: string;
      readonly to?: KeyName;
      readonly how: How;
    } & Aged)
  | { readonly do: 'swap'; readonly link: '.aws' | 'current'; readonly to: 'first' | 'second' }
  | { readonly do: 'store'; readonly profile: string; readonly to: Definition }
  | { readonly do: 'restore'; readonly file: FileName; readonly version: number; readonly how: How }
  | { readonly do: 'remove'; readonly file: FileName }
  | ({ readonly do: 'touch'; readonly file: FileName } & Aged)
  | { readonly do: 'keepTime'; readonly profile: string; readonly to: Definition }
  | ({ readonly do: 'signIn'; readonly person: Person; readonly at: Endpoint; readonly how: How } & Aged)
  | ({ readonly do: 'webToken'; readonly to: Subject; readonly how: How | 'relink' } & Aged)
  | { readonly do: 'sessions'; readonly what: 'save' | 'put back' | 'mix' | 'exchange' | 'clean' }
  | ({ readonly do: 'sessions'; readonly what: 'touch' } & Aged)
  | { readonly do: 'cache'; readonly what: 'save' | 'put back' | 'copy' };

/** A step of a sequence: plain data, so that a sequence can be repeated and shortened. */
export type Step =
  | { readonly do: 'assume' | 'eval' | 'exec' | 'export'; readonly shell: number; readonly wanted: Wanted }
  | {
      readonly do: 'together';
      readonly wanted: readonly [Wanted, Wanted];
      readonly change?: Change;
      readonly after: number;
    }
  | { readonly do: 'cli'; readonly shell: number; readonly profile: string }
  | { readonly do: 'off'; readonly shell: number }
  | { readonly do: 'set'; readonly shell: number; readonly variable: keyof UserEnv; readonly to?: string }
  | Change;

const ROLE_PROFILES = ['dev', 'ops', 'local', 'prod', 'env', 'box', 'admin', 'job', 'tooled', 'chain'];
export const PROFILES = ['one', 'two', 'team', 'web', 'tool', ...ROLE_PROFILES];
const SOURCES = ['one', 'two', 'one', 'two', 'team', 'web', 'tool', 'Environment', 'EcsContainer'];

const SECOND = 1000;
const DAY = 86_400 * SECOND;

/** The same sequence for the same seed. @param shells how many shells there are */
export function stepsOf(seed: number, count: number, shells: number): Step[] {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  /** Each value with its weight. */
  const weighed = <T>(table: readonly (readonly [number, T])[]): T => {
    let left = random() * table.reduce((sum, [weight]) => sum + weight, 0);
    const found = table.find(([weight]) => {
      left -= weight;
      return left < 0;
    });
    return (found ?? table.at(-1))?.[1] as T;
  };

  let recent: Wanted = { profile: 'dev' };
  const profileOf = () => ('profile' in recent && random() < 0.6 ? recent.profile : pick(PROFILES));
  const shell = () => below(shells);
  const how = () => pick<How>(['write', 'rename']);
  const endpoint = () => (random() < 0.7 ? 'A' : 'B') as Endpoint;
  const age = () =>
    weighed<() => number>([
      [1, () => 0],
      [5, () => 2500 + below(3600 * SECOND)],
      [4, () => 3600 * SECOND + below(60 * DAY)],
      [1, () => -3600 * SECOND + below(3500 * SECOND)],
    ])();

  function wanted(): Wanted {
    if (random() < 0.6) return recent;
    const role = pick(ROLES);
    recent = weighed<Wanted>([
      [8, { profile: pick(PROFILES) }],
      [1, { role, source: pick(['one', 'two', 'team', 'web', 'tool', 'dev']) }],
      [0.5, { role }],
    ]);
    return recent;
  }

  function definition(profile: string): Definition {
    const at = { endpoint: endpoint() };
    if (profile === 'one' || profile === 'two') return { kind: 'keys', ...at };
    if (profile === 'team') return { kind: 'sso', permissionSet: pick(['Reader', 'Writer']), ...at };
    if (profile === 'web') return { kind: 'web', role: pick(['Pod', 'Batch'] as const), ...at };
    if (profile === 'tool') return { kind: 'process', prints: pick(KEYS), ...at };
    const source = profile === 'chain' ? pick(['dev', 'ops', 'prod']) : pick(SOURCES);
    return { kind: 'role', role: pick(ROLES), source, ...at };
  }

  function edit(): Change {
    const profile = profileOf();
    return {
      do: 'edit',
      folder: weighed<Folder>([
        [6, 'live'],
        [1, 'first'],
        [1, 'second'],
      ]),
      profile,
      ...(random() < 0.95 && { to: definition(profile) }),
      how: how(),
      age: age(),
    };
  }

  const file = () =>
    weighed<FileName>([
      [4, 'config'],
      [2, 'credentials'],
      [1, 'token'],
      [1, 'webToken'],
    ]);
  const redefined = () => {
    const profile = profileOf();
    return { profile, to: definition(profile) };
  };

  const change = (): Change =>
    weighed<() => Change>([
      [10, edit],
      [
        4,
        () => ({ do: 'rotate', folder: 'live', profile: pick(['one', 'two']), to: pick(KEYS), how: how(), age: age() }),
      ],
      [0.5, () => ({ do: 'rotate', folder: 'live', profile: pick(['one', 'two']), how: how(), age: age() })],
      [6, () => ({ do: 'swap', link: pick(['.aws', 'current'] as const), to: pick(['first', 'second'] as const) })],
      [2, () => ({ do: 'store', ...redefined() })],
      [6, () => ({ do: 'restore', file: file(), version: below(1000), how: how() })],
      [1, () => ({ do: 'remove', file: file() })],
      [2, () => ({ do: 'touch', file: file(), age: age() })],
      [1, () => ({ do: 'keepTime', ...redefined() })],
      [3, () => ({ do: 'signIn', person: pick(PEOPLE), at: endpoint(), how: how(), age: age() })],
      [
        3,
        () => ({ do: 'webToken', to: pick(SUBJECTS), how: pick(['write', 'rename', 'relink'] as const), age: age() }),
      ],
      [3, () => ({ do: 'sessions', what: pick(['save', 'put back', 'mix', 'exchange', 'clean'] as const) })],
      [1, () => ({ do: 'sessions', what: 'touch', age: age() })],
      [2, () => ({ do: 'cache', what: pick(['save', 'put back', 'copy'] as const) })],
    ])();

  /** Without a moment in which a file is half written, which no reader could tell from a whole one. */
  const atOnce = (each: Change): Change => {
    if (each.do === 'keepTime') return { ...each, do: 'store' };
    return 'how' in each && each.how === 'write' ? { ...each, how: 'rename' } : each;
  };

  const set = (): Step => {
    const variable = pick(['sts', 'all', 'sso', 'container', 'keys', 'keys', 'configFile'] as const);
    const values = variable === 'keys' ? KEYS : variable === 'configFile' ? ['second'] : ENDPOINTS;
    const to = pick<string | undefined>([undefined, ...values]);
    return { do: 'set', shell: shell(), variable, ...(to && { to }) };
  };

  const step = (): Step =>
    weighed<() => Step>([
      [40, () => ({ do: 'assume', shell: shell(), wanted: wanted() })],
      [8, () => ({ do: pick(['eval', 'exec', 'export'] as const), shell: shell(), wanted: wanted() })],
      [
        3,
        () => ({
          do: 'together',
          wanted: [wanted(), wanted()],
          after: below(300),
          ...(random() < 0.7 && { change: atOnce(pick([edit, change])()) }),
        }),
      ],
      [2, () => ({ do: 'cli', shell: shell(), profile: profileOf() })],
      [2, () => ({ do: 'off', shell: shell() })],
      [7, set],
      [30, change],
    ])();

  return Array.from({ length: count }, step);
}

/** Files that haven't changed for an hour, and then every shell assumes one profile again and again: from its session file. */
export function quietSteps(shells: number): Step[] {
  const hour = { folder: 'live', how: 'write', age: 3600 * SECOND } as const;
  const dev: Definition = { kind: 'role', role: 'One', source: 'one', endpoint: 'A' };
  const each = Array.from({ length: shells }, (_, shell) => shell);
  return [
    { do: 'edit', profile: 'dev', to: dev, ...hour },
    { do: 'rotate', profile: 'one', to: 'ada1', ...hour },
    ...each.flatMap((shell): Step[] => [
      { do: 'set', shell, variable: 'sts' },
      { do: 'set', shell, variable: 'all' },
      { do: 'set', shell, variable: 'sso' },
      { do: 'set', shell, variable: 'configFile' },
    ]),
    ...[...each, ...each, ...each].sort().map((shell): Step => ({ do: 'assume', shell, wanted: { profile: 'dev' } })),
  ];
}

/** A step in one line. */
export const shown = (step: Step): string => JSON.stringify(step);

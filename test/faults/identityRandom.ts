import { seeded } from '../support/hostileValues';
import { type Definition, type Endpoint, KEYS, PEOPLE, ROLES, SUBJECTS } from './identityModel';
import type { Change, FileName, Folder, How } from './identitySteps';

const SECOND = 1000;
const DAY = 86_400 * SECOND;

const SOURCES = ['one', 'two', 'one', 'two', 'team', 'web', 'tool', 'Environment', 'EcsContainer'];

/** Choices that are the same for the same seed. */
export function chooser(seed: number) {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  /** One of the values, each as often as its weight says. */
  const weighed = <T>(table: readonly (readonly [number, T])[]): T => {
    let left = random() * table.reduce((sum, [weight]) => sum + weight, 0);
    const found = table.find(([weight]) => {
      left -= weight;
      return left < 0;
    });
    return (found ?? table.at(-1))?.[1] as T;
  };
  return { chance: (part: number) => random() < part, below, pick, weighed };
}

export type Chooser = ReturnType<typeof chooser>;

/** Changes of the files, most of which concern the profile that they are for. */
export function changer({ chance, below, pick, weighed }: Chooser) {
  const how = () => pick<How>(['write', 'rename']);
  const endpoint = () => (chance(0.8) ? 'A' : 'B') as Endpoint;
  const age = () =>
    weighed<() => number>([
      [1, () => 0],
      [6, () => 2500 + below(3600 * SECOND)],
      [5, () => 3600 * SECOND + below(60 * DAY)],
      [1, () => -3600 * SECOND + below(3500 * SECOND)],
    ])();

  function definition(profile: string): Definition {
    const at = { endpoint: endpoint() };
    if (profile === 'one' || profile === 'two') return { kind: 'keys', ...at };
    if (profile === 'team') return { kind: 'sso', permissionSet: pick(['Reader', 'Writer']), ...at };
    if (profile === 'web') return { kind: 'web', role: pick(['Pod', 'Batch'] as const), ...at };
    if (profile === 'tool') return { kind: 'process', prints: pick(KEYS), ...at };
    const source = profile === 'chain' ? pick(['dev', 'ops', 'prod']) : pick(SOURCES);
    return { kind: 'role', role: pick(ROLES), source, ...at };
  }

  const edit = (profile: string): Change => ({
    do: 'edit',
    folder: weighed<Folder>([
      [8, 'live'],
      [1, 'first'],
      [1, 'second'],
    ]),
    profile,
    ...(chance(0.95) && { to: definition(profile) }),
    how: how(),
    age: age(),
  });

  const rotate = (profile: string): Change => ({
    do: 'rotate',
    folder: 'live',
    profile,
    ...(chance(0.8) && { to: pick(KEYS) }),
    how: how(),
    age: age(),
  });

  const file = () =>
    weighed<FileName>([
      [4, 'config'],
      [2, 'credentials'],
      [1, 'token'],
      [1, 'webToken'],
    ]);

  const signIn = (): Change => ({ do: 'signIn', person: pick(PEOPLE), at: endpoint(), how: how(), age: age() });
  const webToken = (): Change => ({
    do: 'webToken',
    to: pick(SUBJECTS),
    how: pick(['write', 'rename', 'relink'] as const),
    age: age(),
  });

  let wasStored = false;
  return (profile: string): Change => {
    const store: Change = { do: 'store', profile, to: definition(profile) };
    // From one file of a store to the next, whose time is the same: only the path tells.
    const change = wasStored && chance(0.5) ? store : changeFor(profile, store);
    wasStored = change.do === 'store';
    return change;
  };

  function changeFor(profile: string, store: Change): Change {
    const isTool = profile === 'tooled' || profile === 'tool';
    const isSso = profile === 'team' || profile === 'admin';
    const isWeb = profile === 'web' || profile === 'job';
    return weighed<() => Change>([
      [6, () => edit(profile)],
      [2, () => edit(pick(['one', 'two', 'team', 'web', 'tool', 'dev']))],
      [4, () => rotate(pick(['one', 'two', 'tool']))],
      [5, () => ({ do: 'swap', link: pick(['.aws', 'current'] as const), to: pick(['first', 'second'] as const) })],
      [3, () => store],
      [isTool ? 8 : 0, () => ({ do: 'remove', file: 'credentials' })],
      [isTool ? 8 : 0, () => rotate('tool')],
      [6, () => ({ do: 'restore', file: file(), version: below(1000), how: how() })],
      [1, () => ({ do: 'remove', file: file() })],
      [1, () => ({ do: 'touch', file: file(), age: age() })],
      [1, () => ({ do: 'keepTime', profile, to: definition(profile) })],
      [isSso ? 10 : 1, signIn],
      [isSso ? 4 : 0, () => ({ do: 'remove', file: 'token' })],
      [isSso ? 4 : 0, () => ({ do: 'restore', file: 'token', version: below(1000), how: how() })],
      [isWeb ? 12 : 1, webToken],
      [3, () => ({ do: 'sessions', what: pick(['save', 'put back', 'mix', 'exchange', 'clean'] as const) })],
      [0.5, () => ({ do: 'sessions', what: 'touch', age: age() })],
      [1, () => ({ do: 'cache', what: pick(['save', 'put back', 'copy'] as const) })],
    ])();
  }
}

import { type Definition, ENDPOINTS, KEYS, ROLES, type Wanted } from './identityModel';
import { changer, chooser } from './identityRandom';
import type { Change, Step } from './identitySteps';

const PROFILES = ['dev', 'ops', 'local', 'prod', 'admin', 'job', 'tooled', 'chain', 'team', 'web'];
/** Those that rest on what no file shows have no session; keys and programs have none either. */
const UNCACHED = ['env', 'box', 'one', 'two', 'tool'];

/** The files as they were at first, everybody signed in. */
const START: readonly Step[] = [
  { do: 'restore', file: 'config', version: 0, how: 'rename' },
  { do: 'restore', file: 'credentials', version: 0, how: 'rename' },
  { do: 'signIn', person: 'ada', at: 'A', how: 'rename', age: 3_600_000 },
  { do: 'webToken', to: 'pod1', how: 'relink', age: 3_600_000 },
  { do: 'plain' },
];

/**
 * The same sequence for the same seed: scenes, in which a profile is assumed, something changes that concerns it, and it is
 * assumed again, because a change that nobody looks at shows nothing.
 * @param shells how many shells there are
 */
export function stepsOf(seed: number, count: number, shells: number): Step[] {
  const choose = chooser(seed);
  const { below, chance, pick, weighed } = choose;
  const changeFor = changer(choose);
  const shell = () => below(shells);

  const role = (): Wanted => ({
    role: pick(ROLES),
    ...(chance(0.7) && { source: pick(['one', 'two', 'team', 'web', 'tool', 'dev']) }),
  });
  const look = (wanted: Wanted): Step => ({
    do: weighed<'assume' | 'eval' | 'exec' | 'export'>([
      [7, 'assume'],
      [1, 'eval'],
      [1, 'exec'],
      [1, 'export'],
    ]),
    shell: shell(),
    wanted,
  });

  /** Without a moment in which a file is half written, which no reader could tell from a whole one. */
  const atOnce = (each: Change): Change => {
    if (each.do === 'keepTime') return { ...each, do: 'store' };
    return 'how' in each && each.how === 'write' ? { ...each, how: 'rename' } : each;
  };

  function set(profile: string): Step {
    const ambient = ({ env: 'keys', box: 'container' } as const)[profile];
    const variable = chance(0.7) && ambient ? ambient : pick(['sts', 'all', 'sso', 'configFile', 'keys'] as const);
    const values = variable === 'keys' ? KEYS : variable === 'configFile' ? ['second'] : ENDPOINTS;
    const to = pick<string | undefined>([undefined, ...values]);
    return { do: 'set', ...(chance(0.4) && { shell: shell() }), variable, ...(to && { to }) };
  }

  const change = (profile: string, wanted: Wanted): Step =>
    weighed<() => Step>([
      [30, () => changeFor(profile)],
      [8, () => set(profile)],
      [2, () => ({ do: 'cli', shell: shell(), profile })],
      [1, () => ({ do: 'off', shell: shell() })],
      [
        4,
        () => ({
          do: 'together',
          wanted: [wanted, chance(0.5) ? wanted : { profile: pick(PROFILES) }],
          after: below(300),
          ...(chance(0.7) && { change: atOnce(changeFor(profile)) }),
        }),
      ],
    ])();

  function scene(): Step[] {
    const profile = pick(chance(0.85) ? PROFILES : UNCACHED);
    const wanted = chance(0.9) ? { profile } : role();
    const rounds = Array.from({ length: 1 + below(3) }, () => [
      // Two at once may hide each other.
      ...Array.from({ length: chance(0.8) ? 1 : 2 }, () => change(profile, wanted)),
      ...Array.from({ length: 1 + below(2) }, () => look(wanted)),
    ]);
    const first = Array.from({ length: 2 }, (): Step => ({ do: 'assume', shell: shell(), wanted }));
    return [...(chance(0.4) ? START : []), ...first, ...rounds.flat()];
  }

  const steps: Step[] = [];
  while (steps.length < count) steps.push(...scene());
  return steps.slice(0, count);
}

/** Files that haven't changed for an hour, and then every shell assumes one profile again and again: from its session file. */
export function quietSteps(shells: number): Step[] {
  const hour = { folder: 'live', how: 'write', age: 3_600_000 } as const;
  const dev: Definition = { kind: 'role', role: 'One', source: 'one', endpoint: 'A' };
  const each = Array.from({ length: shells }, (_, shell) => shell);
  return [
    { do: 'edit', profile: 'dev', to: dev, ...hour },
    { do: 'rotate', profile: 'one', to: 'ada1', ...hour },
    { do: 'plain' },
    ...each.flatMap((shell) =>
      Array.from({ length: 3 }, (): Step => ({ do: 'assume', shell, wanted: { profile: 'dev' } })),
    ),
  ];
}

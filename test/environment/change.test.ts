import type { Credentials } from '../../src/credentials/types';
import { assumeChange, offChange } from '../../src/environment/change';
import { MANAGED } from '../../src/environment/managed';
import { priorEnvironment, priorState, requireRestorable } from '../../src/environment/restore';
import type { Env } from '../../src/platform/env';
import { carriedOut } from './child';

const CREDENTIALS: Credentials = {
  accessKeyId: 'ASIA1',
  secretAccessKey: 'secret',
  sessionToken: 'token',
  expiration: new Date('2026-08-22T10:00:00.789Z'),
  accountId: '123456789012',
};
const LONG_TERM: Credentials = { accessKeyId: 'AKIA1', secretAccessKey: 'secret' };

/** Everything a shell can hold of ours before its first assume, odd values included. */
const FULL: Env = {
  AWS_ACCESS_KEY_ID: 'AKIAOLD',
  AWS_SECRET_ACCESS_KEY: 'old secret',
  AWS_SESSION_TOKEN: 'two\nlines\n',
  AWS_CREDENTIAL_EXPIRATION: '',
  AWS_REGION: 'eu-west-1',
  AWS_DEFAULT_REGION: 'eu-west-2',
  AWS_ACCOUNT_ID: '"quoted" \\ \u0001\t',
  AWS_PROFILE: '日本 🔑',
  AWS_DEFAULT_PROFILE: "it's",
  AWS_SECURITY_TOKEN: '$(id)`id`',
  AWS_SESSION_EXPIRATION: ' blanks ',
  AWS_CREDENTIAL_SCOPE: 'null',
  AWS_VAULT: 'elsewhere',
  AWS_SSO_PROFILE: '',
  PATH: '/bin',
};

const assumed = (env: Env, profile = 'prod', region?: string, credentials = CREDENTIALS) =>
  carriedOut(env, assumeChange(env, { profile, region, credentials }));
const putBack = (env: Env) => carriedOut(env, offChange(env));

describe('after an assume the environment', () => {
  test('holds the credentials, the region, the profile, and what was before', () => {
    expect(assumeChange({}, { profile: 'prod', region: 'eu-west-1', credentials: CREDENTIALS })).toEqual([
      ['AWS_ACCESS_KEY_ID', 'ASIA1'],
      ['AWS_SECRET_ACCESS_KEY', 'secret'],
      ['AWS_SESSION_TOKEN', 'token'],
      ['AWS_CREDENTIAL_EXPIRATION', '2026-08-22T10:00:00Z'],
      ['AWS_REGION', 'eu-west-1'],
      ['AWS_DEFAULT_REGION', 'eu-west-1'],
      ['AWS_ACCOUNT_ID', '123456789012'],
      ['ASSUME_PROFILE', 'prod'],
      ['AWSUME_PROFILE', 'prod'],
      ['ASSUME_EXPIRES', '1787392800'],
      ['ASSUME_PREVIOUS', null],
      ['ASSUME_RESTORE', '{}'],
      ['AWS_PROFILE', null],
      ['AWS_DEFAULT_PROFILE', null],
      ['AWS_SECURITY_TOKEN', null],
      ['AWS_SESSION_EXPIRATION', null],
      ['AWS_CREDENTIAL_SCOPE', null],
      ['AWS_VAULT', null],
      ['AWS_SSO_PROFILE', null],
    ]);
  });

  test('has nothing of the credentials before: what the new ones lack is removed', () => {
    const after = assumed(assumed(FULL), 'me', undefined, LONG_TERM);
    for (const name of ['AWS_SESSION_TOKEN', 'AWS_CREDENTIAL_EXPIRATION', 'AWS_ACCOUNT_ID', 'ASSUME_EXPIRES']) {
      expect(after).not.toHaveProperty(name);
    }
  });

  test.each([
    'AWS_PROFILE',
    'AWS_DEFAULT_PROFILE',
    'AWS_SECURITY_TOKEN',
    'AWS_SESSION_EXPIRATION',
    'AWS_CREDENTIAL_SCOPE',
    'AWS_VAULT',
    'AWS_SSO_PROFILE',
  ])('has no %s, which some SDK prefers over the fresh keys', (name) => {
    expect(assumed(FULL)).not.toHaveProperty(name);
  });

  test('keeps everything that is not ours', () => {
    expect(assumed({ PATH: '/bin', AWS_CONFIG_FILE: '/c', AWS_ENDPOINT_URL: 'http://x' })).toMatchObject({
      PATH: '/bin',
      AWS_CONFIG_FILE: '/c',
      AWS_ENDPOINT_URL: 'http://x',
    });
  });

  test.each([
    ['2026-08-22T10:00:00.000Z', '2026-08-22T10:00:00Z', '1787392800'],
    ['2026-08-22T10:00:00.999Z', '2026-08-22T10:00:00Z', '1787392800'],
    ['2026-08-22T12:00:00+02:00', '2026-08-22T10:00:00Z', '1787392800'],
  ])('says the expiry %s so that every SDK and every prompt can read it', (text, iso, epoch) => {
    expect(assumed({}, 'prod', undefined, { ...CREDENTIALS, expiration: new Date(text) })).toMatchObject({
      AWS_CREDENTIAL_EXPIRATION: iso,
      ASSUME_EXPIRES: epoch,
    });
  });
});

describe('a change is total: each managed variable once, always in the same order', () => {
  const environments: readonly (readonly [string, Env])[] = [
    ['an empty environment', {}],
    ['a full one', FULL],
    ['one after an assume', assumed(FULL)],
    ['one after two', assumed(assumed(FULL), 'dev')],
    ['a damaged one', { ASSUME_RESTORE: '{' }],
  ];
  test.each(environments)('%s', (_, env) => {
    const changes = [
      assumeChange(env, { profile: 'prod', region: 'eu-west-1', credentials: CREDENTIALS }),
      assumeChange(env, { profile: 'prod', credentials: LONG_TERM }),
      offChange(assumed(env)),
    ];
    for (const change of changes) expect(change.map(([name]) => name)).toEqual(MANAGED);
  });

  test('no variable is managed twice', () => {
    expect(new Set(MANAGED).size).toBe(MANAGED.length);
  });
});

describe('the region', () => {
  test.each([
    ['both set', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }],
    ['one set', { AWS_DEFAULT_REGION: 'eu-west-2' }],
    ['set to nothing', { AWS_REGION: '' }],
    ['none set', {}],
  ])('is what it was before the first assume, if neither flag nor profile says one: %s', (_, before) => {
    const regions = ({ AWS_REGION, AWS_DEFAULT_REGION }: Env) => ({ AWS_REGION, AWS_DEFAULT_REGION });
    const expected = { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined, ...before };
    expect(regions(assumed(before))).toEqual(expected);
    expect(regions(assumed(assumed(before, 'dev', 'ap-south-1')))).toEqual(expected);
  });
});

describe('the previous profile', () => {
  const previous = (...profiles: string[]) =>
    profiles.reduce<Env>((env, profile) => assumed(env, profile), {}).ASSUME_PREVIOUS;

  test.each([
    [['a'], undefined],
    [['a', 'b'], 'a'],
    [['a', 'b', 'c'], 'b'],
    [['a', 'b', 'a'], 'b'],
    [['a', 'a'], undefined],
    [['a', 'b', 'b'], 'a'],
    [['a', 'b', 'b', 'b'], 'a'],
  ])('after %j is %s: as with cd, going where one is changes nothing', (profiles, expected) => {
    expect(previous(...profiles)).toBe(expected);
  });

  test('back and forth ends where it began', () => {
    let env = assumed(assumed({}, 'a'), 'b');
    for (const expected of ['a', 'b', 'a', 'b']) {
      env = assumed(env, env.ASSUME_PREVIOUS);
      expect(env.ASSUME_PROFILE).toBe(expected);
    }
  });
});

describe('off', () => {
  const BEFORE: readonly (readonly [string, Env])[] = [
    ['an empty environment', {}],
    ['one with everything set, oddly', FULL],
    ['one with empty values', Object.fromEntries(MANAGED.slice(0, 7).map((name) => [name, '']))],
    ['one with 64 KiB in a variable', { AWS_SESSION_TOKEN: 'x'.repeat(65536) }],
    ["one with another tool's mark", { AWSUME_PROFILE: 'awsume', AWS_PROFILE: 'awsume' }],
  ];

  test.each(BEFORE)('puts back %s, after one assume', (_, start) => {
    expect(putBack(assumed(start))).toEqual(start);
  });

  test.each(BEFORE)('puts back %s, after many', (_, before) => {
    let env = before;
    for (const profile of ['a', 'b', 'b', 'a', 'c']) env = assumed(env, profile, 'eu-west-1');
    env = assumed(env, 'd', undefined, LONG_TERM);
    expect(putBack(env)).toEqual(before);
  });

  test.each(BEFORE)('changes nothing in %s where nothing was assumed', (_, before) => {
    expect(putBack(before)).toEqual(before);
  });

  test.each(BEFORE)(
    'touches nothing in %s where nothing was assumed: what is not exported is not seen here',
    (_, before) => {
      expect(offChange(before)).toEqual([]);
    },
  );

  test('twice is as good as once', () => {
    expect(putBack(putBack(assumed(FULL)))).toEqual(FULL);
  });

  test('in a shell within the shell puts back the same: all that is needed is in the environment', () => {
    const inherited: Env = JSON.parse(JSON.stringify(assumed(FULL)));
    expect(putBack(assumed(inherited, 'dev'))).toEqual(FULL);
  });

  test('and a new assume start from what the user has set in between', () => {
    const changed = { ...putBack(assumed(FULL)), AWS_REGION: 'sa-east-1' };
    expect(putBack(assumed(changed))).toEqual(changed);
  });

  test('removes what the user has set by hand while a profile was assumed: it is not what was there before', () => {
    expect(putBack({ ...assumed({}), AWS_PROFILE: 'by-hand' })).toEqual({});
  });
});

describe('an ASSUME_RESTORE that somebody else wrote', () => {
  test.each([
    '',
    ' ',
    '{',
    'null',
    'true',
    '3',
    '"text"',
    '[]',
    '[1,2]',
    '{"AWS_REGION":1}',
    '{"AWS_REGION":null}',
    '{"AWS_REGION":["x"]}',
    '{"PATH":"/bin"}',
    '\u0000',
  ])('%j says nothing, and that is known, also after another assume', (text) => {
    const env = { ...assumed(FULL), ASSUME_RESTORE: text };
    for (const each of [env, assumed(env, 'dev')]) {
      expect(putBack(each)).toEqual({ PATH: '/bin' });
      expect(priorState(each)).toEqual({ values: {}, isKnown: false });
    }
  });

  test('counts as lost where it is gone: what was assumed is not what was before', () => {
    const { ASSUME_RESTORE: _, ...env } = assumed(FULL);
    for (const each of [env, assumed(env, 'dev')]) {
      expect(putBack(each)).toEqual({ PATH: '/bin' });
      expect(priorState(each).isKnown).toBe(false);
    }
  });

  test('is known to be whole as it was written', () => {
    for (const env of [{}, FULL, assumed({}), assumed(FULL), assumed(assumed(FULL), 'dev')]) {
      expect(priorState(env).isKnown).toBe(true);
    }
  });

  test('sets no variable that is not ours, and not itself', () => {
    const text = JSON.stringify({
      PATH: '/evil',
      LD_PRELOAD: '/evil.so',
      ASSUME_RESTORE: '{}',
      __proto__: { AWS_REGION: 'x' },
      AWS_REGION: 'eu-west-1',
    });
    expect(putBack({ PATH: '/bin', ASSUME_RESTORE: text })).toEqual({ PATH: '/bin', AWS_REGION: 'eu-west-1' });
  });

  test('with a prototype sets nothing by it', () => {
    expect(putBack({ ASSUME_RESTORE: '{"__proto__":{"AWS_REGION":"eu-west-1"}}' })).toEqual({});
  });
});

describe('what could not be given back exactly is refused beforehand', () => {
  test.each([
    ['a value that is not UTF-8', { AWS_PROFILE: 'caf\ufffd' }, /^AWS_PROFILE is not UTF-8/],
    ['more than one variable can hold', { AWS_PROFILE: 'x'.repeat(131_072) }, /too long to be kept/],
    [
      'a little more than that',
      { AWS_PROFILE: 'x'.repeat(131_072 - 'ASSUME_RESTORE={"AWS_PROFILE":""}'.length) },
      /too long/,
    ],
  ])('%s', (_, env, message) => {
    expect(() => requireRestorable(env)).toThrow(message);
    expect(() => requireRestorable({ ...env, ...assumed({}) })).not.toThrow(); // it has been given up already
  });

  test('but not what just fits, and not what is none of ours', () => {
    const length = 131_071 - 'ASSUME_RESTORE={"AWS_PROFILE":""}'.length;
    for (const env of [{}, FULL, { AWS_PROFILE: 'x'.repeat(length) }, { OTHER: '\ufffd' }]) {
      expect(() => requireRestorable(env)).not.toThrow();
    }
  });
});

describe('the environment that a plan is made from', () => {
  test('is that before the first assume: what assume has set does not count', () => {
    const env = priorEnvironment(assumed(FULL, 'prod', 'ap-south-1'));
    expect(env).toMatchObject(FULL);
    expect(env.ASSUME_PROFILE).toBeUndefined();
  });

  test('has everything that is not ours as it is', () => {
    expect(priorEnvironment({ HOME: '/home/me', AWS_ENDPOINT_URL: 'http://x' })).toMatchObject({
      HOME: '/home/me',
      AWS_ENDPOINT_URL: 'http://x',
    });
  });
});

describe('whatever the environment is and whatever is assumed', () => {
  /** Mulberry32: the same environments in every run. */
  const random = (seed: number) => {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let bits = Math.imul(state ^ (state >>> 15), 1 | state);
      bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
      return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
    };
  };
  const ALPHABET = [...' \t\n\r\'"\\$`!{}[]:,-=%~#&|;<>()*?\u0001\u007fäß日🔑\u2028aZ09'];

  const worlds = (seed: number) => {
    const next = random(seed);
    const below = (limit: number) => Math.floor(next() * limit);
    const text = () => Array.from({ length: below(12) }, () => ALPHABET[below(ALPHABET.length)]).join('');
    const maybe = <T>(make: () => T): T | undefined => (next() < 0.5 ? make() : undefined);
    const start = Object.fromEntries(
      [...MANAGED.filter((name) => !name.startsWith('ASSUME_')), 'OTHER'].flatMap((name) =>
        next() < 0.5 ? [[name, text()]] : [],
      ),
    );
    const credentials = (): Credentials => ({
      accessKeyId: text(),
      secretAccessKey: text(),
      ...(next() < 0.5 && { sessionToken: text() }),
      ...(next() < 0.5 && { expiration: new Date(below(2 ** 31) * 1000 + below(1000)) }),
      ...(next() < 0.5 && { accountId: text() }),
    });
    const steps = Array.from({ length: 1 + below(6) }, () => ({
      profile: text() || 'p',
      region: maybe(text),
      credentials: credentials(),
    }));
    return { start, steps };
  };

  test.each(Array.from({ length: 300 }, (_, seed) => seed))('off gives back the start (world %i)', (seed) => {
    const { start, steps } = worlds(seed);
    let env: Env = start;
    for (const step of steps) {
      env = carriedOut(env, assumeChange(env, step));
      expect(env.AWS_ACCESS_KEY_ID).toBe(step.credentials.accessKeyId);
      expect(env.AWS_REGION).toBe(step.region ?? start.AWS_REGION);
    }
    expect(putBack(env)).toEqual(start);
  });
});

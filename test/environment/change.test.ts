import type { Credentials } from '../../src/credentials/types';
import { assumeChange, offChange } from '../../src/environment/change';
import { MANAGED, REMOVED } from '../../src/environment/managed';
import {
  missingKey,
  priorEnvironment,
  priorState,
  requireRestorable,
  restoreTextWithoutCredentials,
} from '../../src/environment/restore';
import type { Env } from '../../src/platform/env';
import { applyChange } from './applyChange';

const CREDENTIALS: Credentials = {
  accessKeyId: 'ASIA1',
  secretAccessKey: 'secret',
  sessionToken: 'token',
  expiration: new Date('2026-08-22T10:00:00.789Z'),
  accountId: '123456789012',
};
const LONG_TERM: Credentials = { accessKeyId: 'AKIA1', secretAccessKey: 'secret' };

/** Everything that a shell may have set before its first assume, odd values included. */
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
  applyChange(env, assumeChange(env, { profile, region, credentials }));
const turnedOff = (env: Env) => applyChange(env, offChange(env));

describe('after an assume, the environment', () => {
  test('has the credentials, the region, the profile, and what it had before', () => {
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
      ['ASSUME_ROLE', null],
      ['ASSUME_COLOR', null],
      ['ASSUME_EXPIRES', '1787392800'],
      ['ASSUME_PREVIOUS', null],
      ['ASSUME_RESTORE', '{}'],
      ['ASSUME_WITHHELD', null],
      ...REMOVED.map((name) => [name, null]),
    ]);
  });

  test('has nothing of the previous credentials: what the new ones lack is removed', () => {
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
  ])('has no %s, which some SDKs prefer to the new keys', (name) => {
    expect(assumed(FULL)).not.toHaveProperty(name);
  });

  test('keeps everything that is not managed', () => {
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
  ])('has the expiry %s in the forms that SDKs and prompts read', (text, iso, epoch) => {
    expect(assumed({}, 'prod', undefined, { ...CREDENTIALS, expiration: new Date(text) })).toMatchObject({
      AWS_CREDENTIAL_EXPIRATION: iso,
      ASSUME_EXPIRES: epoch,
    });
  });
});

describe('a change has each managed variable once, always in the same order', () => {
  const environments: readonly (readonly [string, Env])[] = [
    ['an empty environment', {}],
    ['a full one', FULL],
    ['one after an assume', assumed(FULL)],
    ['one after two', assumed(assumed(FULL), 'dev')],
    ['a damaged one', { ASSUME_RESTORE: '{' }],
  ];
  test.each(environments)('for %s', (_, env) => {
    const changes = [
      assumeChange(env, { profile: 'prod', region: 'eu-west-1', credentials: CREDENTIALS }),
      assumeChange(env, { profile: 'prod', credentials: LONG_TERM }),
      offChange(assumed(env)),
    ];
    for (const change of changes) expect(change.map(([name]) => name)).toEqual(MANAGED);
  });

  test('and no variable is managed twice', () => {
    expect(new Set(MANAGED).size).toBe(MANAGED.length);
  });
});

describe('the region', () => {
  test.each([
    ['both set', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }],
    ['one set', { AWS_DEFAULT_REGION: 'eu-west-2' }],
    ['set to nothing', { AWS_REGION: '' }],
    ['none set', {}],
  ])('is restored from before the first assume if neither flag nor profile sets one: %s', (_, before) => {
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
  ])('after %j is %s: as with cd, going to the current one changes nothing', (profiles, expected) => {
    expect(previous(...profiles)).toBe(expected);
  });

  test('is the way back, again and again', () => {
    let env = assumed(assumed({}, 'a'), 'b');
    for (const expected of ['a', 'b', 'a', 'b']) {
      env = assumed(env, env.ASSUME_PREVIOUS);
      expect(env.ASSUME_PROFILE).toBe(expected);
    }
  });
});

describe('assume off', () => {
  const BEFORE: readonly (readonly [string, Env])[] = [
    ['an empty environment', {}],
    ['one with everything set, oddly', FULL],
    ['one with empty values', Object.fromEntries(MANAGED.slice(0, 7).map((name) => [name, '']))],
    ['one with 64 KiB in a variable', { AWS_SESSION_TOKEN: 'x'.repeat(65536) }],
    ["one with another tool's variables", { AWSUME_PROFILE: 'awsume', AWS_PROFILE: 'awsume' }],
  ];

  test.each(BEFORE)('restores %s after one assume', (_, start) => {
    expect(turnedOff(assumed(start))).toEqual(start);
  });

  test.each(BEFORE)('restores %s after many', (_, before) => {
    let env = before;
    for (const profile of ['a', 'b', 'b', 'a', 'c']) env = assumed(env, profile, 'eu-west-1');
    env = assumed(env, 'd', undefined, LONG_TERM);
    expect(turnedOff(env)).toEqual(before);
  });

  test.each(BEFORE)('changes nothing in %s if nothing is assumed', (_, before) => {
    expect(turnedOff(before)).toEqual(before);
  });

  test.each(BEFORE)(
    'does not even mention a variable in %s if nothing is assumed, since unexported ones are not visible here',
    (_, before) => {
      expect(offChange(before)).toEqual([]);
    },
  );

  test('may run twice', () => {
    expect(turnedOff(turnedOff(assumed(FULL)))).toEqual(FULL);
  });

  test('restores the same in a nested shell, since the environment has all it needs', () => {
    const inherited: Env = JSON.parse(JSON.stringify(assumed(FULL)));
    expect(turnedOff(assumed(inherited, 'dev'))).toEqual(FULL);
  });

  test('restores what the user has set since the last one', () => {
    const changed = { ...turnedOff(assumed(FULL)), AWS_REGION: 'sa-east-1' };
    expect(turnedOff(assumed(changed))).toEqual(changed);
  });

  test('removes what the user has set while a profile was assumed, which was not there before', () => {
    expect(turnedOff({ ...assumed({}), AWS_PROFILE: 'by-hand' })).toEqual({});
  });
});

describe('an ASSUME_RESTORE that was changed', () => {
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
  ])('to %j restores nothing and is known to be damaged, even after another assume', (text) => {
    const env = { ...assumed(FULL), ASSUME_RESTORE: text };
    for (const each of [env, assumed(env, 'dev')]) {
      expect(turnedOff(each)).toEqual({ PATH: '/bin' });
      expect(priorState(each)).toMatchObject({ values: {}, isKnown: false });
    }
  });

  test('or removed does not make the assumed credentials those from before', () => {
    const { ASSUME_RESTORE: _, ...env } = assumed(FULL);
    for (const each of [env, assumed(env, 'dev')]) {
      expect(turnedOff(each)).toEqual({ PATH: '/bin' });
      expect(priorState(each).isKnown).toBe(false);
    }
  });

  test('by assume exec names credentials without their values: off restores the rest, and it is known to be so', () => {
    const env = { ...assumed(FULL), ASSUME_RESTORE: restoreTextWithoutCredentials(assumed(FULL).ASSUME_RESTORE ?? '') };
    const { AWS_ACCESS_KEY_ID: _id, AWS_SECRET_ACCESS_KEY: _secret, AWS_SESSION_TOKEN: _token, ...others } = FULL;
    const { AWS_SECURITY_TOKEN: _older, ...rest } = others;
    for (const each of [env, assumed(env, 'dev')]) {
      const off = turnedOff(each);
      expect(off).toEqual({
        ...rest,
        ASSUME_WITHHELD: 'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_SECURITY_TOKEN',
      });
      for (const one of [each, off, assumed(off), turnedOff(assumed(off))]) {
        expect(priorState(one).isKnown).toBe(true);
        expect(missingKey(one)).toBe('withheld');
      }
      expect(turnedOff(assumed(off))).toEqual(off);
      // The user has set another one since.
      expect(missingKey({ ...off, AWS_ACCESS_KEY_ID: 'AKIANEW' })).toBeUndefined();
      expect(missingKey(assumed({ ...off, AWS_ACCESS_KEY_ID: 'AKIANEW' }))).toBeUndefined();
    }
    expect(missingKey({ ...env, ASSUME_RESTORE: '' })).toBe('unknown');
    for (const each of [FULL, assumed(FULL), { ...env, ASSUME_RESTORE: '{"AWS_SECURITY_TOKEN":null}' }]) {
      expect(missingKey(each)).toBeUndefined();
    }
  });

  test('is not mistaken for one as it was written', () => {
    for (const env of [{}, FULL, assumed({}), assumed(FULL), assumed(assumed(FULL), 'dev')]) {
      expect(priorState(env).isKnown).toBe(true);
    }
  });

  test('sets no variable that is not managed, nor itself', () => {
    const text = JSON.stringify({
      PATH: '/evil',
      LD_PRELOAD: '/evil.so',
      ASSUME_RESTORE: '{}',
      __proto__: { AWS_REGION: 'x' },
      AWS_REGION: 'eu-west-1',
    });
    expect(turnedOff({ PATH: '/bin', ASSUME_RESTORE: text })).toEqual({ PATH: '/bin', AWS_REGION: 'eu-west-1' });
  });

  test.each(['a\0b', '\ud800', 'a\udc00b', 'caf\ufffd'])(
    'with a value that no variable had, %j, restores the others, and is known to be damaged',
    (value) => {
      const env = { ASSUME_RESTORE: JSON.stringify({ AWS_PROFILE: value, AWS_REGION: 'eu-west-1' }) };
      expect(turnedOff(env)).toEqual({ AWS_REGION: 'eu-west-1' });
      expect(priorState(env).isKnown).toBe(false);
      expect(priorEnvironment(env).AWS_PROFILE).toBeUndefined();
    },
  );

  test('to have a prototype sets nothing from it', () => {
    expect(turnedOff({ ASSUME_RESTORE: '{"__proto__":{"AWS_REGION":"eu-west-1"}}' })).toEqual({});
  });
});

describe('an environment that could not be restored exactly is rejected', () => {
  test.each([
    ['for a value that is not UTF-8', { AWS_PROFILE: 'caf\ufffd' }, /^AWS_PROFILE isn.t valid UTF-8/],
    [
      'for half of a surrogate pair, which Windows allows',
      { AWS_PROFILE: 'a\ud800' },
      /^AWS_PROFILE isn.t valid UTF-8/,
    ],
    ['for more than a variable can hold', { AWS_PROFILE: 'x'.repeat(131_072) }, /too long to be saved/],
    [
      'for one byte too many',
      { AWS_PROFILE: 'x'.repeat(131_072 - 'ASSUME_RESTORE={"AWS_PROFILE":""}'.length) },
      /too long/,
    ],
  ])('%s', (_, env, message) => {
    expect(() => requireRestorable(env)).toThrow(message);
    // Once a profile is assumed, it is too late.
    expect(() => requireRestorable({ ...env, ...assumed({}) })).not.toThrow();
  });

  test('but not for what just fits, nor for variables that are not managed', () => {
    const length = 131_071 - 'ASSUME_RESTORE={"AWS_PROFILE":""}'.length;
    for (const env of [{}, FULL, { AWS_PROFILE: 'x'.repeat(length) }, { OTHER: '\ufffd' }]) {
      expect(() => requireRestorable(env)).not.toThrow();
    }
  });
});

describe('the environment for planning', () => {
  test('is that from before the first assume', () => {
    const env = priorEnvironment(assumed(FULL, 'prod', 'ap-south-1'));
    expect(env).toMatchObject(FULL);
    expect(env.ASSUME_PROFILE).toBeUndefined();
  });

  test('keeps everything that is not managed', () => {
    expect(priorEnvironment({ HOME: '/home/me', AWS_ENDPOINT_URL: 'http://x' })).toMatchObject({
      HOME: '/home/me',
      AWS_ENDPOINT_URL: 'http://x',
    });
  });
});

describe('whatever the environment and the credentials are', () => {
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

  test.each(Array.from({ length: 300 }, (_, seed) => seed))('assume off restores the start (world %i)', (seed) => {
    const { start, steps } = worlds(seed);
    let env: Env = start;
    for (const step of steps) {
      env = applyChange(env, assumeChange(env, step));
      expect(env.AWS_ACCESS_KEY_ID).toBe(step.credentials.accessKeyId);
      expect(env.AWS_REGION).toBe(step.region ?? start.AWS_REGION);
    }
    expect(turnedOff(env)).toEqual(start);
  });
});

describe('the endpoints of a profile', () => {
  const LOCAL = {
    variables: [
      { name: 'AWS_ENDPOINT_URL', value: 'http://local:4566' },
      { name: 'AWS_ENDPOINT_URL_S3', value: 'http://s3.local:1' },
    ],
  };
  const assumedAt = (env: Env, profile: string, destination?: typeof LOCAL) =>
    applyChange(env, assumeChange(env, { profile, destination, credentials: CREDENTIALS }));
  const inLocal = (env: Env = {}) => assumedAt(env, 'local', LOCAL);
  const names = (env: Env) => Object.keys(env).filter((name) => /ENDPOINT/.test(name));

  test('are set, and listed for the next change', () => {
    expect(inLocal()).toMatchObject({
      AWS_ENDPOINT_URL: 'http://local:4566',
      AWS_ENDPOINT_URL_S3: 'http://s3.local:1',
      ASSUME_ENDPOINTS: 'AWS_ENDPOINT_URL=http://local:4566|AWS_ENDPOINT_URL_S3=http://s3.local:1',
    });
  });

  test('are gone after another profile without any, and after off', () => {
    expect(names(assumedAt(inLocal(), 'prod'))).toEqual([]);
    expect(turnedOff(inLocal(FULL))).toEqual(FULL);
    expect(turnedOff(assumedAt(inLocal(FULL), 'prod'))).toEqual(FULL);
  });

  test('stay the same if the profile is assumed twice', () => {
    const { ASSUME_PREVIOUS: _, ...twice } = inLocal(inLocal());
    expect(twice).toEqual(inLocal());
  });

  test('are replaced by those of another profile, one by one', () => {
    const other = { variables: [{ name: 'AWS_ENDPOINT_URL', value: 'http://other:1' }] };
    const after = assumedAt(inLocal(), 'other', other);
    expect(after).toMatchObject({
      AWS_ENDPOINT_URL: 'http://other:1',
      ASSUME_ENDPOINTS: 'AWS_ENDPOINT_URL=http://other:1',
    });
    expect(after).not.toHaveProperty('AWS_ENDPOINT_URL_S3');
  });

  test('are no part of what off restores, nor of the environment that planning starts from', () => {
    const { ASSUME_RESTORE } = inLocal(FULL);
    expect(ASSUME_RESTORE).not.toContain('ENDPOINT');
    expect(priorEnvironment(inLocal(FULL))).toEqual(priorEnvironment(FULL));
  });

  test("are the user's once they have been changed", () => {
    const changed = { ...inLocal(), AWS_ENDPOINT_URL: 'http://mine:1' };
    expect(priorEnvironment(changed).AWS_ENDPOINT_URL).toBe('http://mine:1');
    for (const after of [turnedOff(changed), assumedAt(changed, 'prod')]) {
      expect(after).toMatchObject({ AWS_ENDPOINT_URL: 'http://mine:1' });
      expect(names(after)).toEqual(['AWS_ENDPOINT_URL']);
    }
  });

  test('are removed by off even where nothing else shows an assume, as after an export', () => {
    const exported = {
      AWS_ENDPOINT_URL: 'http://x:1',
      ASSUME_ENDPOINTS: 'AWS_ENDPOINT_URL=http://x:1',
      AWS_REGION: 'eu-west-1',
    };
    expect(turnedOff(exported)).toEqual({ AWS_REGION: 'eu-west-1' });
  });

  test('are the only names that count in ASSUME_ENDPOINTS', () => {
    const hostile = {
      PATH: '/bin',
      AWS_REGION: 'r',
      ASSUME_ENDPOINTS: 'PATH=/bin|AWS_REGION=r|x[$(id)0]=|=|AWS_ENDPOINT_URL=gone',
    };
    expect(turnedOff(hostile)).toEqual({ PATH: '/bin', AWS_REGION: 'r' });
  });
});

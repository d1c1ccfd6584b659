import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { roleKey, sessionKey, ssoKey, webIdentityKey } from '../../../src/credentials/cache/cacheKeys';
import type { SsoSource, WebIdentitySource } from '../../../src/plan/sources';
import type { Hop } from '../../../src/plan/types';
import { omitUndefined } from '../../../src/util/omitUndefined';
import { NOWHERE } from '../../plan/planFixtures';
import { describeWithAwsCli } from '../../support/awsCli';
import { pythonOf } from '../../support/tools';

const ROLE = 'arn:aws:iam::123456789012:role/Admin';
const hop: Hop = { profile: 'p', roleArn: ROLE, roleSessionName: 'p-session', hasDefaultName: true, locations: {} };
const caller = (accessKeyId: string, endpoint?: string) => ({
  credentials: { accessKeyId },
  ...omitUndefined({ endpoint }),
});
const setting = (value: string) => ({ value, file: 'config', line: 1 });

/** A pseudorandom sequence, the same in every run. */
function randomly(seed: number) {
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const ALPHABET = [
    'a',
    'Z',
    '0',
    '/',
    '"',
    '\\',
    '\n',
    '\x7f',
    '\x01',
    'é',
    '開',
    '\u{1f511}',
    '\uffff',
    '\u2028',
    ' ',
    '<',
  ];
  const text = () => Array.from({ length: 1 + below(12) }, () => ALPHABET[below(ALPHABET.length)]).join('');
  const maybe = <Value>(make: () => Value) => (below(2) ? make() : undefined);
  return { below, text, maybe };
}

function value({ below, text }: ReturnType<typeof randomly>, depth = 0): unknown {
  const again = () => value({ below, text } as ReturnType<typeof randomly>, depth + 1);
  const kind = below(depth > 2 ? 4 : 6);
  if (kind === 0) return text();
  if (kind === 1) return below(1000) - 500;
  if (kind === 2) return [true, false, null][below(3)];
  if (kind === 3) return text();
  if (kind === 4) return Array.from({ length: below(4) }, again);
  return Object.fromEntries(Array.from({ length: below(5) }, () => [text(), again()]));
}

describe('the key', () => {
  test.each([
    [
      'a role',
      roleKey({ ...hop, durationSeconds: 3600, mfaSerial: 'arn:aws:iam::123456789012:mfa/me' }),
      'd8262cdddbeeeddc7782734ad427b4203e806939',
    ],
    [
      'a permission set',
      ssoKey({
        kind: 'sso',
        profile: 'p',
        accountId: '123456789012',
        roleName: 'R',
        session: { name: 'corp', startUrl: 'https://x', region: 'r', scopes: [] },
        endpoints: NOWHERE,
      }),
      'ba893a37fd132348274d0aa8ba03fedab09ffefe',
    ],
  ])('of %s is one seen in the AWS CLI’s folder', (_what, key, seen) => {
    expect(key).toBe(seen);
  });

  test('depends neither on a default session name nor on the profile', () => {
    expect(roleKey({ ...hop, profile: 'q', roleSessionName: 'q-session' })).toBe(roleKey(hop));
    expect(roleKey({ ...hop, hasDefaultName: false })).not.toBe(roleKey(hop));
  });

  test('differs for every request that AWS would respond to differently', () => {
    const tag = { key: 'a', value: 'b' };
    const others: readonly Partial<Hop>[] = [
      {},
      { roleArn: `${ROLE}2` },
      { externalId: 'e1' },
      { durationSeconds: 900 },
      { mfaSerial: 'GAHT12345678' },
      { sourceIdentity: 'e1' },
      { tags: [tag] },
      { tags: [{ key: 'b', value: 'a' }] },
      { tags: [tag], transitiveTagKeys: ['a'] },
      { policy: '{}' },
      { policy: '{"a": 1}' },
      { policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
    ];
    const keys = [...others.map((other) => roleKey({ ...hop, ...other })), sessionKey(caller('AKIA'), 'GAHT12345678')];
    expect(new Set(keys).size).toBe(keys.length);
    const callers = ['a', 'b'].flatMap((id) => [caller(id), caller(id, 'http://a'), caller(id, 'http://b')]);
    const sessions = callers.flatMap((each) => ['c', 'd'].map((serial) => sessionKey(each, serial)));
    expect(new Set(sessions).size).toBe(12);
  });

  test('of a web identity has its token, as the AWS CLI reads it', () => {
    const source: WebIdentitySource = {
      kind: 'webIdentity',
      profile: 'p',
      tokenFile: setting('token'),
      roleArn: ROLE,
      roleSessionName: 'p-session',
      hasDefaultName: true,
    };
    // Computed by botocore of the AWS CLI 2.38.1 for a file with this text.
    expect(webIdentityKey(source, 'header.payload.signature\n')).toBe('b3ae629ddc8333693726c13ec633763456b56c3a');
    expect(webIdentityKey(source, 'header.payload.signature\r\n')).toBe('b3ae629ddc8333693726c13ec633763456b56c3a');
    expect(webIdentityKey({ ...source, roleSessionName: 'job', hasDefaultName: false }, 'ü')).toBe(
      'ca1e2eeb8f64a6a5734e2877a366635aecab67c0',
    );
  });

  test('does not depend on a policy’s formatting, and exists for a policy that is not JSON', () => {
    expect(roleKey({ ...hop, policy: '{"b": [1], "a": {}}' })).toBe(
      roleKey({ ...hop, policy: ' {"a":{},"b":[ 1]}\n' }),
    );
    expect(roleKey({ ...hop, policy: '{' })).toMatch(/^[0-9a-f]{40}$/);
  });
});

describeWithAwsCli('the AWS CLI', () => {
  const ask = (requests: readonly unknown[]): (string | boolean)[] => {
    const { stdout, stderr } = spawnSync(pythonOf('awscli'), [join(__dirname, 'keys.py')], {
      input: JSON.stringify(requests),
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  };

  test('has the same keys for 500 random roles', () => {
    const random = randomly(1);
    const { text, maybe, below } = random;
    const hops = Array.from(
      { length: 500 },
      (): Hop => ({
        ...hop,
        roleArn: text(),
        roleSessionName: text(),
        hasDefaultName: below(2) === 0,
        ...omitUndefined({
          externalId: maybe(text),
          durationSeconds: maybe(() => below(43_200)),
          mfaSerial: maybe(text),
          sourceIdentity: maybe(text),
          tags: maybe(() => [{ key: text(), value: text() }]),
          transitiveTagKeys: maybe(() => [text(), text()]),
          policy: maybe(() => JSON.stringify(value(random))),
          policyArns: maybe(() => [text()]),
        }),
      }),
    );
    const theirs = hops.map((each) => ({
      kind: 'role',
      RoleArn: each.roleArn,
      RoleSessionName: each.hasDefaultName ? undefined : each.roleSessionName,
      ExternalId: each.externalId,
      DurationSeconds: each.durationSeconds,
      SerialNumber: each.mfaSerial,
      SourceIdentity: each.sourceIdentity,
      Tags: each.tags?.map((tag) => ({ Key: tag.key, Value: tag.value })),
      TransitiveTagKeys: each.transitiveTagKeys,
      Policy: each.policy,
      PolicyArns: each.policyArns?.map((arn) => ({ arn })),
    }));
    expect(hops.map(roleKey)).toEqual(ask(theirs));
  });

  test('has the same keys for 100 permission sets and 100 web identities', () => {
    const { text, maybe, below } = randomly(2);
    const sets = Array.from({ length: 100 }, (): SsoSource => {
      const session = { startUrl: text(), region: 'r', scopes: [], ...omitUndefined({ name: maybe(text) }) };
      return { kind: 'sso', profile: 'p', session, accountId: text(), roleName: text(), endpoints: NOWHERE };
    });
    const identities = Array.from(
      { length: 100 },
      (): WebIdentitySource => ({
        kind: 'webIdentity',
        profile: 'p',
        tokenFile: setting('f'),
        roleArn: text(),
        roleSessionName: text(),
        hasDefaultName: below(2) === 0,
      }),
    );
    const tokens = identities.map(text);
    const theirs = [
      ...sets.map(({ session, accountId, roleName }) => ({
        kind: 'sso',
        start_url: session.startUrl,
        sso_session_name: session.name,
        account_id: accountId,
        role_name: roleName,
      })),
      ...identities.map((each, at) => ({
        kind: 'webIdentity',
        RoleArn: each.roleArn,
        RoleSessionName: each.hasDefaultName ? undefined : each.roleSessionName,
        WebIdentityToken: tokens[at],
      })),
    ];
    // Debian's AWS CLI has no token in its key. Ours do, and so they are not shared with it.
    const [hasToken] = ask([{ kind: 'hasToken' }]).map(Boolean);
    const keys = [
      ...sets.map(ssoKey),
      ...identities.map((each, at) => webIdentityKey(each, hasToken ? tokens[at] : undefined)),
    ];
    expect(keys).toEqual(ask(theirs));
  });
});

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { signIn } from '../../../src/credentials/ssoSignIn/signIn';
import { requiredSignIn, type SignInContext } from '../../../src/credentials/ssoSignIn/signInContext';
import type { SsoSession } from '../../../src/plan/sources';
import { LEGACY, openPlace, type Place, SESSION, thrown } from '../sourceFixture';

let place: Place;
let told: string[];
beforeEach(async () => {
  place = await openPlace();
  place.aws.identityCenter.answerAlways('allow');
  told = [];
});
afterEach(() => place.close());

const source = (session = SESSION, roleName = 'Viewer') =>
  ({ kind: 'sso', profile: 'dev', session, accountId: '222233334444', roleName }) as const;

/** The browser, or what the test does instead. */
const world = (open: (url: string) => Promise<unknown> = (url) => fetch(url)): SignInContext => ({
  env: place.env,
  files: place.asking.files,
  print: (line) => void told.push(line),
  open,
  waiting: (_, work) => work,
});

const fileOf = ({ name, startUrl }: SsoSession) =>
  join(
    place.home,
    '.aws/sso/cache',
    `${createHash('sha1')
      .update(name ?? startUrl)
      .digest('hex')}.json`,
  );
const tokenOf = (session = SESSION) => JSON.parse(readFileSync(fileOf(session), 'utf8'));
const change = (members: object, session = SESSION) =>
  place.write(fileOf(session).slice(place.home.length), JSON.stringify({ ...tokenOf(session), ...members }));
const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
const actions = () => place.aws.requests.map(({ action }) => action).filter(Boolean);

describe('Signing in', () => {
  test('with a browser here leaves the token where and as the AWS CLI keeps it', async () => {
    let page = '';
    const ends = await signIn(
      SESSION,
      { device: false },
      world(async (url) => {
        void fetch(url).then(async (answer) => {
          page = await answer.text();
        });
      }),
    );
    expect(ends.getTime()).toBeGreaterThan(Date.now() + 7 * 3_600_000);
    expect(statSync(fileOf(SESSION)).mode & 0o777).toBe(0o600);
    const { startUrl, region, expiresAt, registrationExpiresAt, ...others } = tokenOf();
    expect([startUrl, region]).toEqual([SESSION.startUrl, 'eu-west-1']);
    for (const time of [expiresAt, registrationExpiresAt]) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Object.keys(others).sort()).toEqual(['accessToken', 'clientId', 'clientSecret', 'refreshToken']);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(page).toContain('You are signed in');
    expect(told.join('\n')).not.toContain(others.accessToken);
  });

  test('with a code works in any browser, and opens none', async () => {
    const person = {
      ...world(() => Promise.reject(new Error('no browser'))),
      print: (line: string) => {
        told.push(line);
        const code = /confirm the code (\S+)/.exec(line)?.[1];
        if (code) place.aws.identityCenter.answerDevice(code, 'allow');
      },
    };
    await signIn(SESSION, { device: true }, person);
    expect(told).toHaveLength(3);
    expect((await place.ask(source())).credentials).toMatchObject({ accountId: '222233334444' });
  });

  test('in the legacy form opens the page of a code, and keeps no refresh token', async () => {
    await signIn(LEGACY, { device: false }, world());
    expect(tokenOf(LEGACY)).not.toHaveProperty('refreshToken');
    expect((await place.ask(source(LEGACY))).credentials.accessKeyId).toMatch(/^ASIA/);
  });

  test.each([false, true])('that is denied says so, and leaves nothing (device: %s)', async (device) => {
    place.aws.identityCenter.answerAlways('deny');
    const person = {
      ...world(),
      print: (line: string) => {
        const code = /confirm the code (\S+)/.exec(line)?.[1];
        if (code) place.aws.identityCenter.answerDevice(code, 'deny');
      },
    };
    const error = await thrown(signIn(SESSION, { device }, person));
    expect([error.exitCode, error.message]).toEqual([5, 'The sign-in was denied in the browser.']);
    expect(place.asking.files.read(fileOf(SESSION))).toBeUndefined();
  });

  test('heeds only the answer with its own state', async () => {
    const statuses: number[] = [];
    await signIn(
      SESSION,
      { device: false },
      world(async (url) => {
        const back = new URL(new URL(url).searchParams.get('redirect_uri') ?? '');
        for (const query of ['code=evil&state=wrong', 'error=access_denied', '']) {
          back.search = query;
          statuses.push((await fetch(back)).status);
        }
        void fetch(url);
      }),
    );
    expect(statuses).toEqual([404, 404, 404]);
    expect(actions().filter((action) => action === 'CreateToken')).toHaveLength(1);
  });

  test('shows the address where no browser can be opened', async () => {
    const person = world(() => Promise.reject(new Error('spawn xdg-open ENOENT')));
    const print = (line: string) => {
      told.push(line);
      if (line.startsWith('No browser')) void fetch(told[1]?.trim() ?? '');
    };
    await signIn(SESSION, { device: false }, { ...person, print });
    expect(told[2]).toBe('No browser could be opened. With `assume login <profile> --device` any will do.');
  });

  test('without a network says what could not be reached', async () => {
    await place.aws.close();
    const error = await thrown(signIn(SESSION, { device: false }, world()));
    expect([error.exitCode, error.message]).toEqual([
      1,
      expect.stringContaining(`${place.aws.url} could not be reached`),
    ]);
  });
});

describe('A permission set', () => {
  const needed = async (words: string) => {
    const error = await thrown(place.ask(source()));
    expect([error.exitCode, error.hints[0]?.[0], requiredSignIn(error)]).toEqual([4, 'assume login dev', SESSION]);
    expect(error.message).toBe(`The sign-in to "my corp" (${SESSION.startUrl}) ${words}.`);
  };

  test('needs a sign-in first, also where the file is corrupt', async () => {
    await needed('has not been made yet');
    for (const text of ['', '{', 'null', '{"accessToken":"x"}', '{"accessToken":"x","expiresAt":"never"}']) {
      place.write(fileOf(SESSION).slice(place.home.length), text);
      await needed('has not been made yet');
    }
    expect(actions()).toEqual([]);
  });

  describe('after a sign-in', () => {
    beforeEach(async () => {
      await signIn(SESSION, { device: false }, world());
    });
    const since = () => actions().slice(2);

    test('gives credentials with their end', async () => {
      const { credentials } = await place.ask(source());
      expect(credentials).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/), accountId: '222233334444' });
      expect(credentials.expiration?.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
      expect(since()).toEqual(['GetRoleCredentials']);
    });

    test.each([-60, 14 * 60])(
      'renews a token that ends in %s seconds, and keeps it as it was kept',
      async (seconds) => {
        const before = tokenOf();
        change({ expiresAt: soon(seconds) });
        await place.ask(source());
        expect(since()).toEqual(['CreateToken', 'GetRoleCredentials']);
        expect(Object.keys(tokenOf()).sort()).toEqual(Object.keys(before).sort());
        expect(tokenOf().accessToken).not.toBe(before.accessToken);
        expect(tokenOf().clientId).toBe(before.clientId);
      },
    );

    test('leaves a token alone that has more than 15 minutes, also with the time of an older AWS CLI', async () => {
      change({ expiresAt: soon(16 * 60).replace('Z', 'UTC') });
      await place.ask(source());
      expect(since()).toEqual(['GetRoleCredentials']);
    });

    test.each([
      ['the refresh token is refused', { refreshToken: 'other' }],
      ['there is none', { refreshToken: undefined }],
      ['the registration is over', { registrationExpiresAt: '2020-01-01T00:00:00Z' }],
      ['AWS knows no such registration', { clientSecret: 'other' }],
    ])('needs a new sign-in if it has expired and %s', async (_, members) => {
      change({ expiresAt: soon(-1), ...members });
      await needed('has expired');
      change({ expiresAt: soon(60) });
      expect((await place.ask(source())).credentials.accessKeyId).toMatch(/^ASIA/);
    });

    test('needs a new sign-in if somebody has ended it', async () => {
      place.aws.identityCenter.revokeTokens();
      await needed('has ended');
    });

    test.each([
      ['Nope', '222233334444', 'ForbiddenException'],
      ['Viewer', '111111111111', 'ResourceNotFoundException'],
    ])('that is not given to the person (%s in %s) is refused with its name', async (roleName, accountId, name) => {
      const error = await thrown(place.ask({ ...source(SESSION, roleName), accountId }));
      expect([error.exitCode, error.message]).toEqual([
        5,
        expect.stringContaining(
          `the permission set ${roleName} in the account ${accountId} for the profile "dev" (${name})`,
        ),
      ]);
    });

    test('says so if AWS cannot be reached', async () => {
      await place.aws.close();
      expect(await thrown(place.ask(source()))).toMatchObject({
        exitCode: 1,
        message: expect.stringContaining('could not be reached'),
      });
    });
  });

  test('of a token that cannot be renewed for want of a network is no reason to sign in again', async () => {
    await signIn(SESSION, { device: false }, world());
    change({ expiresAt: soon(-1) });
    await place.aws.close();
    expect(await thrown(place.ask(source()))).toMatchObject({ exitCode: 1 });
  });
});

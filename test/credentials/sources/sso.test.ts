import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { signIn } from '../../../src/credentials/ssoSignIn/signIn';
import {
  isSignInRequired,
  type SignInContext,
  type SignInOptions,
} from '../../../src/credentials/ssoSignIn/signInContext';
import type { SsoSession } from '../../../src/plan/sources';
import { LEGACY, openSourceFixture, SESSION, type SourceFixture, thrown } from '../sourceFixture';

let fixture: SourceFixture;
let printed: string[];
beforeEach(async () => {
  fixture = await openSourceFixture();
  fixture.aws.identityCenter.answerAlways('allow');
  printed = [];
});
afterEach(() => fixture.close());

const source = (session = SESSION, roleName = 'Viewer') =>
  ({ kind: 'sso', profile: 'dev', session, accountId: '222233334444', roleName }) as const;

const by = (method: SignInOptions['method']): SignInOptions => ({ method, profile: 'dev', oidc: { url: fixture.url } });

/** What signing in needs, with a browser or what the test does instead. */
const signInContext = (open: (url: string) => Promise<unknown> = (url) => fetch(url)): SignInContext => ({
  env: fixture.env,
  files: fixture.context.files,
  now: fixture.context.now,
  network: fixture.context.network,
  print: (line) => void printed.push(line),
  open,
  waiting: (_, work) => work,
});

const fileOf = ({ name, startUrl }: SsoSession) =>
  join(
    fixture.home,
    '.aws/sso/cache',
    `${createHash('sha1')
      .update(name ?? startUrl)
      .digest('hex')}.json`,
  );
const tokenOf = (session = SESSION) => JSON.parse(readFileSync(fileOf(session), 'utf8'));
const change = (members: object, session = SESSION) =>
  fixture.write(fileOf(session).slice(fixture.home.length), JSON.stringify({ ...tokenOf(session), ...members }));
const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
const actions = () => fixture.aws.requests.map(({ action }) => action).filter(Boolean);

describe('Signing in', () => {
  test('with a browser here saves the token where and as the AWS CLI does', async () => {
    let page = '';
    const ends = await signIn(
      SESSION,
      by('browser'),
      signInContext(async (url) => {
        void fetch(url).then(async (response) => {
          page = await response.text();
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
    expect(printed.join('\n')).not.toContain(others.accessToken);
  });

  test('with a code works in any browser, and opens none here', async () => {
    const person = {
      ...signInContext(() => Promise.reject(new Error('no browser'))),
      print: (line: string) => {
        printed.push(line);
        const code = /confirm the code: (\S+)/.exec(line)?.[1];
        if (code) fixture.aws.identityCenter.answerDevice(code, 'allow');
      },
    };
    await signIn(SESSION, by('device'), person);
    expect(printed).toHaveLength(3);
    expect((await fixture.ask(source())).credentials).toMatchObject({ accountId: '222233334444' });
  });

  test('in the legacy form opens the page for a code, and saves no refresh token', async () => {
    await signIn(LEGACY, by('browser'), signInContext());
    expect(tokenOf(LEGACY)).not.toHaveProperty('refreshToken');
    expect((await fixture.ask(source(LEGACY))).credentials.accessKeyId).toMatch(/^ASIA/);
  });

  test.each(['browser', 'device'] as const)('that is denied (%s) says so, and saves nothing', async (method) => {
    fixture.aws.identityCenter.answerAlways('deny');
    const person = {
      ...signInContext(),
      print: (line: string) => {
        const code = /confirm the code: (\S+)/.exec(line)?.[1];
        if (code) fixture.aws.identityCenter.answerDevice(code, 'deny');
      },
    };
    const error = await thrown(signIn(SESSION, by(method), person));
    expect([error.exitCode, error.message]).toEqual([5, 'The sign-in was denied in the browser.']);
    expect(fixture.context.files.read(fileOf(SESSION))).toBeUndefined();
  });

  test('accepts only the redirect with its own state', async () => {
    const statuses: number[] = [];
    await signIn(
      SESSION,
      by('browser'),
      signInContext(async (url) => {
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

  test('shows the URL, and names the profile, where no browser can be opened', async () => {
    const person = signInContext(() => Promise.reject(new Error('spawn xdg-open ENOENT')));
    const print = (line: string) => {
      printed.push(line);
      if (line.startsWith("Couldn't open")) void fetch(printed[1]?.trim() ?? '');
    };
    await signIn(SESSION, by('browser'), { ...person, print });
    expect(printed[2]).toBe("Couldn't open a browser. From another device: assume login dev --device");
  });

  test('without a network says what could not be reached', async () => {
    await fixture.aws.close();
    const error = await thrown(signIn(SESSION, by('browser'), signInContext()));
    expect([error.exitCode, error.message]).toEqual([
      1,
      expect.stringContaining(`${fixture.aws.url} could not be reached`),
    ]);
  });
});

describe('A permission set', () => {
  const expectSignInRequired = async (message: string) => {
    const error = await thrown(fixture.ask(source()));
    expect([error.exitCode, error.hints]).toEqual([4, [['assume login dev', 'Sign in']]]);
    expect(isSignInRequired(error) && error.session).toEqual(SESSION);
    expect(error.message).toBe(message);
  };

  test('requires a sign-in first, also if the token file is corrupt', async () => {
    await expectSignInRequired('You are not signed in to "my corp".');
    for (const text of ['', '{', 'null', '{"accessToken":"x"}', '{"accessToken":"x","expiresAt":"never"}']) {
      fixture.write(fileOf(SESSION).slice(fixture.home.length), text);
      await expectSignInRequired('You are not signed in to "my corp".');
    }
    expect(actions()).toEqual([]);
  });

  describe('after a sign-in', () => {
    beforeEach(async () => {
      await signIn(SESSION, by('browser'), signInContext());
    });
    const since = () => actions().slice(2);

    test('gives credentials with their expiration', async () => {
      const { credentials } = await fixture.ask(source());
      expect(credentials).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/), accountId: '222233334444' });
      expect(credentials.expiration?.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
      expect(since()).toEqual(['GetRoleCredentials']);
    });

    test.each([-60, 14 * 60])(
      'renews a token that expires in %s seconds, and saves it in the same form',
      async (seconds) => {
        const before = tokenOf();
        change({ expiresAt: soon(seconds) });
        await fixture.ask(source());
        expect(since()).toEqual(['CreateToken', 'GetRoleCredentials']);
        expect(Object.keys(tokenOf()).sort()).toEqual(Object.keys(before).sort());
        expect(tokenOf().accessToken).not.toBe(before.accessToken);
        expect(tokenOf().clientId).toBe(before.clientId);
      },
    );

    test('does not renew a token with over 15 minutes left, also in the time format of older AWS CLIs', async () => {
      change({ expiresAt: soon(16 * 60).replace('Z', 'UTC') });
      await fixture.ask(source());
      expect(since()).toEqual(['GetRoleCredentials']);
    });

    test.each([
      ['AWS rejects the refresh token', { refreshToken: 'other' }],
      ['there is no refresh token', { refreshToken: undefined }],
      ['the registration has expired', { registrationExpiresAt: '2020-01-01T00:00:00Z' }],
      ['AWS does not know the registration', { clientSecret: 'other' }],
    ])('requires a new sign-in if the token has expired and %s', async (_, members) => {
      change({ expiresAt: soon(-1), ...members });
      await expectSignInRequired('Your sign-in to "my corp" has expired.');
      change({ expiresAt: soon(60) });
      expect((await fixture.ask(source())).credentials.accessKeyId).toMatch(/^ASIA/);
    });

    test('requires a new sign-in if the old one was revoked', async () => {
      fixture.aws.identityCenter.revokeTokens();
      await expectSignInRequired('Your sign-in to "my corp" is no longer valid.');
    });

    test.each([
      ['Nope', '222233334444', 'ForbiddenException'],
      ['Viewer', '111111111111', 'ResourceNotFoundException'],
    ])('that is not assigned to the user (%s in %s) is rejected with its name', async (roleName, accountId, name) => {
      const error = await thrown(fixture.ask({ ...source(SESSION, roleName), accountId }));
      expect([error.exitCode, error.message]).toEqual([
        5,
        expect.stringContaining(
          `AWS rejected GetRoleCredentials on permission set ${roleName} in account ${accountId} for profile "dev" (${name})`,
        ),
      ]);
    });

    describe('while a program that does not know our lock', () => {
      /** Renews the token, slowly, and does something before AWS has answered. */
      const during = async (act: () => void) => {
        fixture.aws.fault('slow', { action: 'CreateToken', seconds: 0.4 });
        const asking = fixture.ask(source()).catch((error) => error);
        await new Promise((resolve) => setTimeout(resolve, 200));
        act();
        return asking;
      };

      test.each([0, 300])('renews it first: what that one saves is used, even %s ms later', async (delay) => {
        const { accessToken, expiresAt, refreshToken } = tokenOf();
        change({ accessToken: 'old', expiresAt: soon(-1), refreshToken: 'used' });
        const issued = await during(
          () => void setTimeout(() => change({ accessToken, expiresAt, refreshToken }), delay),
        );
        expect(issued.credentials.accessKeyId).toMatch(/^ASIA/);
        expect(tokenOf()).toMatchObject({ accessToken, refreshToken });
      });

      test('signs in: that sign-in is used, and not overwritten', async () => {
        const { accessToken, expiresAt, refreshToken } = tokenOf();
        change({ accessToken: 'old', expiresAt: soon(-1) });
        const issued = await during(() => change({ accessToken, expiresAt, refreshToken: 'theirs' }));
        expect(issued.credentials.accessKeyId).toMatch(/^ASIA/);
        expect(tokenOf()).toMatchObject({ accessToken, refreshToken: 'theirs' });
        expect(refreshToken).not.toBe('theirs');
      });

      test('signs out: it stays signed out', async () => {
        change({ expiresAt: soon(-1) });
        const error = await during(() => rmSync(fileOf(SESSION)));
        expect(error.message).toBe('You are not signed in to "my corp".');
        expect(existsSync(fileOf(SESSION))).toBe(false);
      });
    });

    test('says so if AWS cannot be reached', async () => {
      await fixture.aws.close();
      expect(await thrown(fixture.ask(source()))).toMatchObject({
        exitCode: 1,
        message: expect.stringContaining('could not be reached'),
      });
    });
  });

  test('whose token cannot be renewed without a network does not require a new sign-in', async () => {
    await signIn(SESSION, by('browser'), signInContext());
    change({ expiresAt: soon(-1) });
    await fixture.aws.close();
    expect(await thrown(fixture.ask(source()))).toMatchObject({ exitCode: 1 });
  });
});

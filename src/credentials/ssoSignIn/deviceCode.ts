import { setTimeout as sleep } from 'node:timers/promises';
import type { SsoSession } from '../../plan/sources';
import { createToken, type Oidc, type Registration, registerClient, startDevice } from './oidc';
import type { SignInContext, SignInOptions } from './signInContext';
import { signInUrl } from './signInUrl';
import type { Token } from './ssoToken';

/** In seconds (RFC 8628, sections 3.2 and 3.5). */
const INTERVAL = 5;
const SLOW_DOWN = 5;

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** Polls at the interval the service asks for, in seconds, until the user has confirmed or denied the code. */
async function poll(
  session: SsoSession,
  registration: Registration,
  { deviceCode, interval = INTERVAL }: { deviceCode: string; interval?: number | undefined },
  oidc: () => Oidc,
): Promise<Token> {
  for (let seconds = interval; ; ) {
    await sleep(seconds * 1000);
    try {
      return await createToken(session, registration, { grantType: GRANT, deviceCode }, oidc());
    } catch (error) {
      const { name } = error as Error;
      if (name === 'SlowDownException') seconds += SLOW_DOWN;
      else if (name !== 'AuthorizationPendingException') throw error;
    }
  }
}

/**
 * Signs in with a code that the user confirms in any browser, also on another machine. With the method `browser`, one is
 * opened here.
 * @throws the SDK's own error; AssumeError (exit 1) for a URL that isn't opened
 */
export async function signInWithDevice(
  session: SsoSession,
  { method, oidc }: SignInOptions,
  context: SignInContext,
): Promise<Token> {
  const service = () => ({ ...oidc, now: context.now(), network: context.network });
  const registration = await registerClient(session, service());
  const {
    deviceCode = '',
    userCode = '',
    verificationUri,
    verificationUriComplete,
    interval,
  } = await startDevice(session, registration, service());
  const url = signInUrl(verificationUriComplete ?? verificationUri ?? '', oidc.url);
  context.print('To sign in, visit this URL in any browser:');
  context.print(`  ${url}`);
  context.print(`Then confirm the code: ${userCode}`);
  if (method === 'browser') void context.open(url).catch(() => context.print("Couldn't open a browser here."));
  return context.waiting('assume: waiting for sign-in', poll(session, registration, { deviceCode, interval }, service));
}

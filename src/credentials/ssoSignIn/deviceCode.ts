import { setTimeout as sleep } from 'node:timers/promises';
import type { SsoSession } from '../../plan/sources';
import { createToken, type Registration, registerClient, startDevice } from './oidc';
import type { SignInContext, SignInOptions } from './signInContext';
import type { Token } from './ssoToken';

/** In seconds (RFC 8628, sections 3.2 and 3.5). */
const INTERVAL = 5;
const SLOW_DOWN = 5;

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** Asks again and again, as the service wants it, until the person has answered. */
async function poll(
  session: SsoSession,
  registration: Registration,
  { deviceCode, interval = INTERVAL }: { deviceCode: string; interval?: number | undefined },
  context: SignInContext,
): Promise<Token> {
  for (let seconds = interval; ; ) {
    await sleep(seconds * 1000);
    try {
      return await createToken(session, registration, { grantType: GRANT, deviceCode }, context.env);
    } catch (error) {
      const { name } = error as Error;
      if (name === 'SlowDownException') seconds += SLOW_DOWN;
      else if (name !== 'AuthorizationPendingException') throw error;
    }
  }
}

/**
 * Signs in with a code that is confirmed in any browser, also on another machine. Rejects with the SDK's own error.
 * @param device true if none is to be opened here
 */
export async function signInWithDevice(
  session: SsoSession,
  { device }: SignInOptions,
  context: SignInContext,
): Promise<Token> {
  const registration = await registerClient(session, context.env);
  const {
    deviceCode = '',
    userCode = '',
    verificationUri,
    verificationUriComplete,
    interval,
  } = await startDevice(session, registration, context.env);
  const address = verificationUriComplete ?? verificationUri ?? '';
  context.print('To sign in, open this address in any browser:');
  context.print(`  ${address}`);
  context.print(`and confirm the code ${userCode}`);
  if (!device) void context.open(address).catch(() => context.print('No browser could be opened here.'));
  return context.waiting(
    'assume: waiting for the sign-in',
    poll(session, registration, { deviceCode, interval }, context),
  );
}

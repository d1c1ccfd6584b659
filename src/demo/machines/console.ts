import type { Aws } from '../aws';
import { userCaller } from '../caller';
import { type Input, textOf } from '../http';
import { opaque } from '../identity-center/clients';
import { Refusal } from '../refusal';
import type { Routes } from '../routes';
import type { Received } from '../signature';
import type { ConsoleSession } from '../world';
import { hasProof } from './dpop';

const LIFE = 900;

/** The sign-in service, which renews what `aws login` has got. A refresh token is good for one use. */
export function consoleRoutes(aws: Aws): Routes {
  const sessions = new Map(aws.world.consoleSessions?.map((session) => [session.refreshToken, session]));

  const createToken = (input: Input, received: Received) => {
    if (textOf(input, 'grantType') !== 'refresh_token') {
      throw new Refusal(400, 'ValidationException', 'INVALID_REQUEST');
    }
    const session = sessions.get(textOf(input, 'refreshToken'));
    if (!session || session.clientId !== textOf(input, 'clientId') || !hasProof(received)) {
      throw new Refusal(401, 'AccessDeniedException', 'TOKEN_EXPIRED');
    }
    sessions.delete(textOf(input, 'refreshToken'));
    const refreshToken = opaque();
    sessions.set(refreshToken, session);
    return { accessToken: keysFor(aws, session), tokenType: 'aws_sigv4', expiresIn: LIFE, refreshToken };
  };
  return {
    'POST /v1/token': [
      'CreateOAuth2Token',
      (received, name) =>
        aws.answerJson(
          name,
          received,
          (input) => createToken(input, received),
          ({ message }) => ({ error: message, message }),
        ),
    ],
  };
}

function keysFor({ world, keys, clock }: Aws, { userName }: ConsoleSession) {
  const user = world.users.find(({ name }) => name === userName);
  if (!user) throw new Refusal(401, 'AccessDeniedException', 'USER_CREDENTIALS_CHANGED');
  const { accessKeyId, secretAccessKey, session } = keys.issue(userCaller(user, { session: true }), LIFE, clock());
  return { accessKeyId, secretAccessKey, sessionToken: session.token };
}

import { createPublicKey, verify } from 'node:crypto';
import type { ConsoleSession } from './awsAccounts';
import type { AwsState } from './awsState';
import { randomToken, userCaller } from './callers';
import {
  badRequest,
  type JsonInput,
  type ReceivedRequest,
  type Routes,
  ServiceError,
  stringMember,
} from './serviceHttp';

const LIFETIME_SECONDS = 900;

/** The console's sign-in service, which renews the credentials of `aws login`. Each refresh token works once. */
export function consoleSignInRoutes(aws: AwsState): Routes {
  const sessions = new Map(aws.accounts.consoleSessions?.map((session) => [session.refreshToken, session]));

  const createToken = (input: JsonInput, request: ReceivedRequest) => {
    if (stringMember(input, 'grantType') !== 'refresh_token') {
      throw badRequest('ValidationException', 'INVALID_REQUEST');
    }
    const session = sessions.get(stringMember(input, 'refreshToken'));
    if (!session || session.clientId !== stringMember(input, 'clientId') || !hasDpopProof(request)) {
      throw new ServiceError(401, 'AccessDeniedException', 'TOKEN_EXPIRED');
    }
    sessions.delete(stringMember(input, 'refreshToken'));
    const refreshToken = randomToken();
    sessions.set(refreshToken, session);
    const accessToken = issueKeys(aws, session);
    return { accessToken, tokenType: 'aws_sigv4', expiresIn: LIFETIME_SECONDS, refreshToken };
  };
  return {
    'POST /v1/token': [
      'CreateOAuth2Token',
      (request, name) =>
        aws.respondJson(
          name,
          request,
          (input) => createToken(input, request),
          ({ message }) => ({ error: message, message }),
        ),
    ],
  };
}

function issueKeys({ accounts, keys, clock }: AwsState, { userName }: ConsoleSession) {
  const user = accounts.users.find(({ name }) => name === userName);
  if (!user) throw new ServiceError(401, 'AccessDeniedException', 'USER_CREDENTIALS_CHANGED');
  const caller = userCaller(user, { temporary: true });
  const { accessKeyId, secretAccessKey, session } = keys.issue(caller, LIFETIME_SECONDS, clock());
  return { accessKeyId, secretAccessKey, sessionToken: session.token };
}

const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());

/** Whether a request carries a valid proof of possession (RFC 9449): for its own method and URL, signed by the key in it. */
function hasDpopProof({ headers, method, path }: ReceivedRequest): boolean {
  try {
    const [head, claims, signature = ''] = String(headers.dpop).split('.');
    const { alg, typ, jwk } = decode(head);
    const { htm, htu, jti, iat } = decode(claims);
    const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
    return (
      alg === 'ES256' &&
      typ === 'dpop+jwt' &&
      htm === method &&
      // TLS may end in front of this server.
      htu.replace(/^https:/, 'http:') === `http://${headers.host}${path}` &&
      typeof jti === 'string' &&
      typeof iat === 'number' &&
      verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))
    );
  } catch {
    return false;
  }
}

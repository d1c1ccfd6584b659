import type { AwsState } from '../aws/awsState';
import {
  asServiceError,
  htmlReply,
  type JsonOperation,
  type ReceivedRequest,
  type Reply,
  type Route,
  type Routes,
  redirectReply,
  type ServiceError,
} from '../aws/serviceHttp';
import { readAuthorizationRequest } from './authorizationCodes';
import type { SignInAnswer } from './deviceAuthorizations';
import { FakeOidc } from './fakeOidc';
import { getRoleCredentials } from './portalAccess';

type ErrorBody = (error: ServiceError) => object;

/** OAuth's spelling of an error code: `AuthorizationPendingException` becomes `authorization_pending`. */
const oauthError: ErrorBody = ({ code, message }: ServiceError) => ({
  error: code
    .replace(/Exception$/, '')
    .replace(/(?<!^)[A-Z]/g, '_$&')
    .toLowerCase(),
  error_description: message,
});

const portalError: ErrorBody = ({ code, message }: ServiceError) => ({ __type: code, message });

/** IAM Identity Center: its OIDC API, its sign-in pages, and its portal API. */
export class FakeIdentityCenter {
  private readonly oidc: FakeOidc;

  /** @param answer what the user answers on every sign-in page; `undefined` if the page asks */
  constructor(
    private readonly aws: AwsState,
    private answer: SignInAnswer | undefined,
  ) {
    this.oidc = new FakeOidc(aws);
  }

  /** Sets the answer on every sign-in page from now on; `undefined` makes the pages ask. */
  answerAlways(answer: SignInAnswer | undefined): void {
    this.answer = answer;
  }

  /** Answers a device authorization for the user. @throws Error if the user code is unknown */
  answerDevice(userCode: string, answer: SignInAnswer): void {
    this.oidc.devices.answer(userCode, answer);
  }

  /** Revokes every token. */
  revokeTokens(): void {
    this.oidc.tokens.revoke();
  }

  get routes(): Routes {
    const { aws, oidc } = this;
    const api = (action: string, operation: JsonOperation, errorBody = oauthError): Route => [
      action,
      (request) => aws.respondJson(action, request, operation, errorBody),
    ];
    return {
      'POST /client/register': api('RegisterClient', (input) => oidc.registerClient(input)),
      'POST /device_authorization': api('StartDeviceAuthorization', (input, request) =>
        oidc.startDeviceAuthorization(input, request),
      ),
      'POST /token': api('CreateToken', (input) => oidc.createToken(input)),
      'GET /federation/credentials': api(
        'GetRoleCredentials',
        (input, request) => getRoleCredentials(aws, oidc.tokens, input, request),
        portalError,
      ),
      'GET /authorize': ['', (request) => authorizePage(oidc, request, aws.clock(), this.answer)],
      'GET /device': ['', (request) => devicePage(oidc, request, this.answer)],
    };
  }
}

/** `GET /authorize`: redirects the browser to the client, with a code or with access_denied. */
function authorizePage(oidc: FakeOidc, { query, path }: ReceivedRequest, now: Date, preset?: SignInAnswer): Reply {
  try {
    const request = readAuthorizationRequest(query, oidc.clients.find(query.client_id ?? ''), oidc.portals);
    const answer = preset ?? answerIn(query);
    const { redirectUri, state, portal } = request;
    if (!answer) return consentPage(`A program wants to sign in as ${portal.userName}.`, path, query);
    const target = new URL(redirectUri);
    if (answer === 'allow') target.searchParams.set('code', oidc.codes.issue(request, now));
    else target.searchParams.set('error', 'access_denied');
    target.searchParams.set('state', state);
    return redirectReply(target.href);
  } catch (error) {
    const { code, message, status } = asServiceError(error);
    return htmlReply(`<h1>${escapeHtml(code)}</h1><p>${escapeHtml(message)}`, status);
  }
}

/** `GET /device`: where the user enters the code that a client on another device shows. */
function devicePage({ devices }: FakeOidc, { query, path }: ReceivedRequest, preset?: SignInAnswer): Reply {
  const { user_code: userCode } = query;
  if (!userCode) return htmlReply('<form>Code: <input name="user_code" autofocus> <button>Next</button></form>');
  if (!devices.find(userCode)) return htmlReply('<h1>Invalid code</h1>', 400);
  const answer = preset ?? answerIn(query);
  if (!answer) return consentPage(`Does your device show this code? ${userCode}`, path, query);
  devices.answer(userCode, answer);
  return htmlReply(`<h1>Request ${answer === 'allow' ? 'approved' : 'denied'}</h1><p>You can close this window.`);
}

/** A page with two links back to the same path, one for each answer. */
function consentPage(text: string, path: string, query: Readonly<Record<string, string>>): Reply {
  const link = (answer: SignInAnswer, label: string) =>
    `<a href="${escapeHtml(`${path}?${new URLSearchParams({ ...query, answer })}`)}">${label}</a>`;
  return htmlReply(`<h1>Allow access?</h1><p>${escapeHtml(text)}<p>${link('allow', 'Allow')} ${link('deny', 'Deny')}`);
}

const answerIn = ({ answer }: Readonly<Record<string, string>>): SignInAnswer | undefined =>
  answer === 'allow' || answer === 'deny' ? answer : undefined;

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

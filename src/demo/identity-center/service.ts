import type { Aws } from '../aws';
import type { Refusal } from '../refusal';
import type { Routes } from '../routes';
import type { Answer } from './devices';
import { Oidc } from './oidc';
import { authorizePage, devicePage } from './pages';
import { getRoleCredentials } from './portal';

/** OAuth's words for an exception: `AuthorizationPendingException` is `authorization_pending`. */
const oauthError = ({ code, message }: Refusal) => ({
  error: code
    .replace(/Exception$/, '')
    .replace(/(?<!^)[A-Z]/g, '_$&')
    .toLowerCase(),
  error_description: message,
});

const portalError = ({ code, message }: Refusal) => ({ __type: code, message });

/** IAM Identity Center: its OIDC API, its pages, and its portal. */
export class IdentityCenter {
  private readonly oidc: Oidc;

  constructor(
    private readonly aws: Aws,
    private always: Answer | undefined,
  ) {
    this.oidc = new Oidc(aws);
  }

  /** What the person at the browser says from now on; `undefined` if the page is to ask. */
  answerAlways(answer: Answer | undefined): void {
    this.always = answer;
  }

  /** The person's answer to a program on another device. @throws Error if there is no such code */
  answerDevice(userCode: string, answer: Answer): void {
    this.oidc.devices.answer(userCode, answer);
  }

  /** Ends all tokens. */
  revokeTokens(): void {
    this.oidc.tokens.revoke();
  }

  readonly routes: Routes = {
    'POST /client/register': [
      'RegisterClient',
      (received, name) => this.aws.answerJson(name, received, (input) => this.oidc.registerClient(input), oauthError),
    ],
    'POST /device_authorization': [
      'StartDeviceAuthorization',
      (received, name) =>
        this.aws.answerJson(name, received, (input) => this.oidc.startDeviceAuthorization(input, received), oauthError),
    ],
    'POST /token': [
      'CreateToken',
      (received, name) => this.aws.answerJson(name, received, (input) => this.oidc.createToken(input), oauthError),
    ],
    'GET /federation/credentials': [
      'GetRoleCredentials',
      (received, name) =>
        this.aws.answerJson(
          name,
          received,
          (input) => getRoleCredentials(this.aws, this.oidc.tokens, input, received),
          portalError,
        ),
    ],
    'GET /authorize': ['', (received) => authorizePage(this.oidc, received, this.aws.clock(), this.always)],
    'GET /device': ['', (received) => devicePage(this.oidc, received, this.always)],
  };
}

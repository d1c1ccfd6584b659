import { fromLoginCredentials } from '@aws-sdk/credential-provider-login';
import { externalDataInterceptor } from '@aws-sdk/shared-ini-file-loader';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { AssumeError, EXIT, type Hint, isAssumeError } from '../../errors';
import type { LoginSource } from '../../plan/sources';
import { location } from '../../profiles/types';
import { quoteForDisplay } from '../../util/quoteForDisplay';
import { failed, rejected } from '../awsError';
import { checkIssued, type Issuer, receivedCredentials } from '../checkIssued';
import { endpointOf } from '../endpoint';
import { requestHandler } from '../network/requestHandler';
import { letOthersSave, renewAlone } from '../renewAlone';
import type { SourceContext } from '../resolveContext';
import { tokenFileOf } from '../tokenFiles';
import type { Issued } from '../types';
import { isDeadlineError, unreachable, withTimeout } from '../unreachable';

/** Doesn't exist: the provider reads one setting from it instead of reading the AWS files by rules of its own. */
const FILE = '/dev/null/assume';

/** Sends requests, and keeps the last failure of the network, of which the provider reports no more than the message. */
class WatchedHandler {
  failure: Error | undefined;
  readonly metadata: NodeHttpHandler['metadata'];

  constructor(private readonly inner: NodeHttpHandler) {
    this.metadata = inner.metadata;
  }

  async handle(...request: Parameters<NodeHttpHandler['handle']>) {
    try {
      const response = await this.inner.handle(...request);
      this.failure = undefined;
      return response;
    } catch (error) {
      this.failure = error as Error;
      throw error;
    }
  }
}

function provider({ loginSession, endpoints }: LoginSource, requestHandler: WatchedHandler) {
  externalDataInterceptor.interceptFile(FILE, `[profile assume]\nlogin_session = ${loginSession.value}\n`);
  return fromLoginCredentials({
    profile: 'assume',
    configFilepath: FILE,
    filepath: `${FILE}-none`,
    // Otherwise the SDK uses the settings of the environment and of the profile in AWS_PROFILE, which is a different one.
    clientConfig: {
      maxAttempts: 2,
      ignoreConfiguredEndpointUrls: true,
      endpoint: endpoints.signin.url,
      requestHandler,
      useFipsEndpoint: false,
      useDualstackEndpoint: false,
    },
  });
}

/** The saved sign-in, which AWS Sign-In's answer replaces. */
const issuer = ({ loginSession, profile }: LoginSource): Issuer => ({
  says: `The sign-in for login_session of profile "${profile}" (${location(loginSession)}) has`,
  names: {
    accessKeyId: 'accessKeyId',
    secretAccessKey: 'secretAccessKey',
    sessionToken: 'sessionToken',
    expiration: 'expiresAt',
    accountId: 'accountId',
  },
});

const originOf = ({ profile, loginSession }: LoginSource) =>
  `login_session of profile "${profile}" (${location(loginSession)})`;

/** The error for credentials whose service could not be reached. */
const notRenewed = ({ message, exitCode, notes, hints }: AssumeError, source: LoginSource) =>
  new AssumeError(`The credentials of ${originOf(source)} could not be renewed: ${message}`, {
    exitCode,
    notes,
    hints,
  });

/** The provider tells its failures apart only in their messages. */
function loginError(error: Error, source: LoginSource): AssumeError {
  const { message } = error;
  const { profile, endpoints } = source;
  const origin = originOf(source);
  const hint: Hint = [`aws login --profile ${quoteForDisplay(profile)}`, 'Sign in again'];
  if (/insufficient permissions/.test(message))
    return rejected(`AWS rejected the renewal of ${origin}: ${message}`, hint);
  if (/^Failed to refresh token/.test(message)) {
    return failed(
      `The credentials of ${origin} could not be renewed at ${endpointOf(endpoints.signin).name}: ${message}`,
      hint,
    );
  }
  const reason = /^Failed to load token/.test(message)
    ? 'you are not signed in, or the saved sign-in is unreadable'
    : message;
  return new AssumeError(`The credentials of ${origin} could not be retrieved: ${reason}.`, {
    exitCode: EXIT.interaction,
    hints: [hint],
  });
}

/** In milliseconds: with less than this left, the provider renews the credentials (LoginCredentialsFetcher). */
const RENEWAL_WINDOW = 5 * 60_000;

/** What the sign-in's file says about its renewal; empty if it isn't complete: another program may be writing it. */
function savedSignIn(path: string, { files }: SourceContext): { refreshToken?: string; end?: number } {
  try {
    const { accessToken, refreshToken } = JSON.parse(files.read(path) ?? '');
    return { refreshToken, end: Date.parse(accessToken.expiresAt) };
  } catch {
    return {};
  }
}

/** Asks again if another program, which doesn't know our lock, has used the refresh token first and saved the next one. */
async function askTwice<Result>(ask: () => Promise<Result>, path: string, context: SourceContext): Promise<Result> {
  const { refreshToken } = savedSignIn(path, context);
  try {
    return await ask();
  } catch (error) {
    await letOthersSave();
    if (savedSignIn(path, context).refreshToken === refreshToken) throw error;
    return ask();
  }
}

/** What the provider reads, or renews and saves. */
function askProvider(source: LoginSource, handler: WatchedHandler, context: SourceContext) {
  const region = async () => context.endpoint.region;
  const ask = () => withTimeout(provider(source, handler)({ callerClientConfig: { region } as never }));
  const path = tokenFileOf(source, context.env) ?? '';
  const { end = Number.NaN } = savedSignIn(path, context);
  const isFresh = end - context.now().getTime() > RENEWAL_WINDOW;
  return isFresh ? ask() : renewAlone(path, context.env, () => askTwice(ask, path, context));
}

/**
 * The credentials that `aws login` saved, renewed if they can be.
 * @throws AssumeError: exit 4 if the user has to sign in again, 5 if AWS rejects the renewal, 1 if it fails
 */
export async function askLogin(source: LoginSource, context: SourceContext): Promise<Issued> {
  const endpoint = endpointOf(source.endpoints.signin);
  const handler = new WatchedHandler(await requestHandler(endpoint, context.network));
  try {
    const credentials = await askProvider(source, handler, context);
    return checkIssued({ credentials: receivedCredentials(credentials) }, issuer(source), context.now());
  } catch (error) {
    if (isAssumeError(error)) throw error;
    const { failure = isDeadlineError(error) ? (error as Error) : undefined } = handler;
    throw failure ? notRenewed(unreachable(failure, endpoint), source) : loginError(error as Error, source);
  }
}

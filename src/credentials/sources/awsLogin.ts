import { fromLoginCredentials } from '@aws-sdk/credential-provider-login';
import { externalDataInterceptor } from '@aws-sdk/shared-ini-file-loader';
import { AssumeError, EXIT, type Hint } from '../../errors';
import type { LoginSource } from '../../plan/sources';
import { location } from '../../profiles/types';
import { omitUndefined } from '../../util/omitUndefined';
import { quoteForDisplay } from '../../util/quoteForDisplay';
import { failed, refused } from '../awsError';
import type { SourceContext } from '../sourceContext';
import type { Issued } from '../types';
import { withTimeout } from '../unreachable';

/** A file that there is not: the provider reads the one setting from it, and not the AWS files by rules of its own. */
const FILE = '/dev/null/assume';

function provider({ loginSession }: LoginSource, { env }: SourceContext) {
  externalDataInterceptor.interceptFile(FILE, `[profile assume]\nlogin_session = ${loginSession.value}\n`);
  const endpoint = env.AWS_ENDPOINT_URL_SIGNIN || env.AWS_ENDPOINT_URL;
  return fromLoginCredentials({
    profile: 'assume',
    configFilepath: FILE,
    filepath: `${FILE}-none`,
    // Or the SDK takes the endpoint_url of the profile in AWS_PROFILE, which is another one.
    clientConfig: { maxAttempts: 2, ignoreConfiguredEndpointUrls: true, ...omitUndefined({ endpoint }) },
  });
}

/** The provider tells its failures apart in their texts only. */
function loginFailure({ message }: Error, { profile, loginSession }: LoginSource): AssumeError {
  const origin = `login_session of the profile "${profile}" (${location(loginSession)})`;
  const again: Hint = [`aws login --profile ${quoteForDisplay(profile)}`, 'signs in again'];
  if (/insufficient permissions/.test(message)) return refused(`AWS refused to renew ${origin}: ${message}`, again);
  if (/^Failed to refresh token|^no whole answer/.test(message)) {
    return failed(`The credentials of ${origin} could not be renewed: ${message}`, again);
  }
  const why = /^Failed to load token/.test(message)
    ? 'nobody has signed in yet, or what was kept cannot be read'
    : message;
  return new AssumeError(`The credentials of ${origin} are not there: ${why}.`, {
    exitCode: EXIT.interaction,
    hints: [again],
  });
}

/** What `aws login` left behind, renewed if it can be. */
export async function askLogin(source: LoginSource, asking: SourceContext): Promise<Issued> {
  const region = async () => asking.place.region;
  try {
    return { credentials: await withTimeout(provider(source, asking)({ callerClientConfig: { region } as never })) };
  } catch (error) {
    throw loginFailure(error as Error, source);
  }
}

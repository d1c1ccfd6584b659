import { misconfigured } from '../errors';
import type { WebIdentitySource } from '../plan/sources';
import { location } from '../profiles/types';
import { isWellFormed } from '../util/wellFormed';
import { awsFailure } from './awsError';
import { checkIssued, stsIssuer } from './checkIssued';
import type { AskSource, SourceContext } from './resolveContext';
import { askProcess } from './sources/process';
import type { Issued } from './types';
import { stsEndpointOf } from './unreachable';

export { runForCode } from './sources/runProgram';

/** Requests a source's credentials. The SDK's clients and providers are loaded only for the kinds that need them. */
export const askSource: AskSource = async (source, context) => {
  switch (source.kind) {
    case 'process':
      return askProcess(source, context);
    case 'webIdentity':
      return askWebIdentity(source, context);
    case 'sso':
      return (await import('./sources/sso')).askSso(source, context);
    case 'login':
      return (await import('./sources/awsLogin')).askLogin(source, context);
    case 'container':
      return (await import('./sources/machine')).askContainer(source, context);
    case 'instance':
      return (await import('./sources/machine')).askInstance(source, context);
  }
};

/** The token in the file. Like botocore, `~` in its path is not expanded. */
function readToken({ profile, tokenFile }: WebIdentitySource, { files }: SourceContext): string {
  const origin =
    'variable' in tokenFile
      ? tokenFile.variable
      : `web_identity_token_file of profile "${profile}" (${location(tokenFile)})`;
  const token = files.read(tokenFile.value)?.trim();
  if (token === undefined) throw misconfigured(`${origin} points to ${tokenFile.value}, which doesn't exist.`);
  if (!token) throw misconfigured(`${origin} points to ${tokenFile.value}, which is empty.`);
  if (!isWellFormed(token)) throw misconfigured(`${origin} points to ${tokenFile.value}, which isn't valid UTF-8.`);
  return token;
}

/**
 * Requests credentials with AssumeRoleWithWebIdentity, for the token in a file.
 * @throws AssumeError: exit 3 if there is no token, 5 if AWS rejects it, 1 if AWS fails or can't be reached
 */
async function askWebIdentity(source: WebIdentitySource, context: SourceContext): Promise<Issued> {
  const { sts, endpoint } = context;
  const { profile, roleArn, roleSessionName } = source;
  const webIdentityToken = readToken(source, context);
  try {
    const issued = await sts.assumeRoleWithWebIdentity({ roleArn, roleSessionName, webIdentityToken }, endpoint);
    return checkIssued(issued, stsIssuer(endpoint), context.now());
  } catch (error) {
    throw awsFailure(error, {
      request: `AssumeRoleWithWebIdentity on ${roleArn}${profile === undefined ? '' : ` for profile "${profile}"`}`,
      endpoint: stsEndpointOf(endpoint),
    });
  }
}

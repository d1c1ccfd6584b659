import { misconfigured } from '../errors';
import type { WebIdentitySource } from '../plan/sources';
import { isWellFormed } from '../util/wellFormed';
import { type Advice, awsFailure, type ServiceException } from './awsError';
import { changedAgo } from './changedAgo';
import { checkIssued, stsIssuer } from './checkIssued';
import { stsEndpointOf } from './endpoint';
import type { AskSource, SourceContext } from './resolveContext';
import { askProcess } from './sources/process';
import { tokenFileOf, tokenOrigin } from './tokenFiles';
import type { Issued } from './types';

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

/** The token in the file. */
function readToken(source: WebIdentitySource, { files, env }: SourceContext): string {
  const path = tokenFileOf(source, env) ?? '';
  const unusable = (reason: string) => misconfigured(`${tokenOrigin(source)} points to ${path}, which ${reason}.`);
  const token = files.read(path)?.trim();
  if (token === undefined) throw unusable("doesn't exist");
  if (!token) throw unusable('is empty');
  if (!isWellFormed(token)) throw unusable("isn't valid UTF-8");
  return token;
}

/** What to do about a token that has expired, or that AWS doesn't take for one. */
const adviceOn = ({ name }: ServiceException, source: WebIdentitySource, context: SourceContext): Advice =>
  /^(ExpiredToken|InvalidIdentityToken)/.test(name)
    ? {
        notes: [
          `${tokenOrigin(source)} points to ${source.tokenFile.value}, last changed ${changedAgo(source.tokenFile.value, context)}.`,
        ],
      }
    : {};

/**
 * Requests credentials with AssumeRoleWithWebIdentity, for the token in a file.
 * @throws AssumeError: exit 3 if there is no token, 5 if AWS rejects it, 1 if AWS fails or can't be reached
 */
async function askWebIdentity(source: WebIdentitySource, context: SourceContext): Promise<Issued> {
  const { sts, endpoint } = context;
  const { profile, roleArn, roleSessionName, duration } = source;
  const webIdentityToken = readToken(source, context);
  const request = { roleArn, roleSessionName, webIdentityToken, durationSeconds: duration?.seconds };
  try {
    const issued = await sts.assumeRoleWithWebIdentity(request, endpoint);
    return checkIssued(issued, stsIssuer(endpoint), context.now());
  } catch (error) {
    throw awsFailure(error, {
      request: `AssumeRoleWithWebIdentity on ${roleArn}${profile === undefined ? '' : ` for profile "${profile}"`}`,
      endpoint: stsEndpointOf(endpoint),
      adviseOn: (rejection) => adviceOn(rejection, source, context),
    });
  }
}

import { misconfigured } from '../errors';
import type { WebIdentitySource } from '../plan/sources';
import { location } from '../profiles/types';
import { callFailure } from './awsError';
import type { AskSource, SourceContext } from './sourceContext';
import { askProcess } from './sources/process';
import type { Issued } from './types';

export { runForCode } from './sources/runProgram';

/** Obtains a source's credentials. AWS's own providers are loaded only for the kinds that need them. */
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

/** AssumeRoleWithWebIdentity with the token in a file. As in botocore, `~` in its name has no meaning. */
export async function askWebIdentity(source: WebIdentitySource, asking: SourceContext): Promise<Issued> {
  const { files, sts, place: where } = asking;
  const { profile, tokenFile, roleArn, roleSessionName } = source;
  const origin = `web_identity_token_file of the profile "${profile}" (${location(tokenFile)})`;
  const webIdentityToken = files.read(tokenFile.value)?.trim();
  if (webIdentityToken === undefined)
    throw misconfigured(`There is no file ${tokenFile.value}, which ${origin} names.`);
  if (!webIdentityToken) throw misconfigured(`The file ${tokenFile.value}, which ${origin} names, is empty.`);
  try {
    return await sts.assumeRoleWithWebIdentity({ roleArn, roleSessionName, webIdentityToken }, where);
  } catch (error) {
    const what = `AssumeRoleWithWebIdentity of ${roleArn} for the profile "${profile}"`;
    throw callFailure(error, what, where.endpoint ?? `https://sts.${where.region}.amazonaws.com`);
  }
}

import type { WebIdentitySource } from '../../plan/sources';
import type { Asking } from '../source';
import type { Issued } from '../types';
import { callFailure, misconfigured, placeOf } from './failure';

/** AssumeRoleWithWebIdentity with the token in a file. As in botocore, `~` in its name has no meaning. */
export async function askWebIdentity(source: WebIdentitySource, { files, sts, place }: Asking): Promise<Issued> {
  const { profile, tokenFile, roleArn, roleSessionName } = source;
  const origin = `web_identity_token_file of the profile "${profile}" (${placeOf(tokenFile)})`;
  const webIdentityToken = files.read(tokenFile.value)?.trim();
  if (webIdentityToken === undefined)
    throw misconfigured(`There is no file ${tokenFile.value}, which ${origin} names.`);
  if (!webIdentityToken) throw misconfigured(`The file ${tokenFile.value}, which ${origin} names, is empty.`);
  try {
    return await sts.assumeRoleWithWebIdentity({ roleArn, roleSessionName, webIdentityToken }, place);
  } catch (error) {
    const what = `AssumeRoleWithWebIdentity of ${roleArn} for the profile "${profile}"`;
    throw callFailure(error, what, place.endpoint ?? `https://sts.${place.region}.amazonaws.com`);
  }
}

import { misconfigured } from '../errors';
import { present } from '../present';
import { place } from '../profiles/place';
import type { Profile } from '../profiles/types';
import { typedWord } from '../word';
import { called } from './place';
import type { Drafting } from './problems';
import type { StaticSource } from './sources';

/** What gives a profile an access key. */
export const toConfigure = ({ name }: Profile, purpose: string) =>
  [`aws configure --profile ${typedWord(name)}`, purpose] as const;

/** The access key of a profile. Its parts belong together only if they stand in the same file: botocore never mixes the two. */
export function staticSource(profile: Profile, { problems }: Drafting): StaticSource | undefined {
  const accessKeyId = profile.settings.get('aws_access_key_id');
  const beside = (key: string) => {
    const setting = profile.settings.get(key);
    return setting?.file === accessKeyId?.file ? setting?.value : undefined;
  };
  const secretAccessKey = beside('aws_secret_access_key');
  if (!accessKeyId?.value || !secretAccessKey) {
    const missing = accessKeyId?.value ? 'aws_secret_access_key' : 'aws_access_key_id';
    const at = accessKeyId ? place(accessKeyId) : 'it has only a secret';
    const message = `The ${called(profile)} has no ${missing}, so its access key (${at}) is incomplete.`;
    return problems.add(misconfigured(message, toConfigure(profile, 'sets both')));
  }
  return {
    kind: 'static',
    profile: profile.name,
    accessKeyId,
    secretAccessKey,
    ...present({
      // botocore's order (SharedCredentialProvider.TOKENS): the older name first.
      sessionToken: beside('aws_security_token') ?? beside('aws_session_token'),
      accountId: beside('aws_account_id'),
    }),
  };
}

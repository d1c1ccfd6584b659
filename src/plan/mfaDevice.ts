import { AssumeError, EXIT } from '../errors';
import type { Profile } from '../profiles/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import type { Parameters } from './parameters';

/** Security keys and passkeys, in IAM's own form of their ARNs. They show no codes, and STS takes nothing else. */
const FIDO = /^arn:[\w-]+:iam::\d{12}:u2f\//;

/** The user's devices are listed with the credentials that the code would go with: the source's, for a role. */
function rejectFido(profile: Profile, where: string): AssumeError {
  const user = profile.settings.get('source_profile')?.value || profile.name;
  return new AssumeError(
    `mfa_serial of profile "${profile.name}" (${where}) is a security key or passkey (FIDO), which STS doesn't accept.`,
    {
      exitCode: EXIT.configuration,
      notes: [
        'STS needs a 6-digit code: add an authenticator app to the same IAM user, which may have eight MFA devices, and set mfa_serial to its ARN.',
        'Or sign in with "aws login" or IAM Identity Center, where security keys and passkeys work.',
      ],
      hints: [[`aws iam list-mfa-devices --profile ${quoteForDisplay(user)}`, 'See the MFA devices of the user']],
    },
  );
}

/** The `mfa_serial` of a profile. One that can't be used, or that no code can come from, becomes a problem (exit 3). */
export function mfaSerialOf(parameters: Parameters, profile: Profile | undefined): string | undefined {
  const value = parameters.value('mfa_serial');
  if (!profile || !value || !FIDO.test(value.text)) return parameters.validText('mfa_serial');
  return parameters.problems.add(rejectFido(profile, value.location));
}

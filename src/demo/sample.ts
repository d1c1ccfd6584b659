import { ADAS_PHONE, ARN, EXTERNAL_ID, PORTAL } from './sample-world';
import type { World } from './world';

export { sampleWorld } from './sample-world';

const CONFIG = `# A sample ~/.aws/config. All accounts, roles and keys are made up.

# The user ada, in the account that holds all people. Her keys are in the file "credentials".
[profile me]
region = eu-west-1

# A role in another account, by the keys of "me".
[profile dev]
role_arn = ${ARN.developer}
source_profile = me
region = eu-west-1

# A role that wants an MFA code.
[profile prod]
role_arn = ${ARN.admin}
source_profile = me
mfa_serial = ${ADAS_PHONE}
region = eu-central-1

# Another one: it shares the code that was typed for prod.
[profile billing]
role_arn = ${ARN.billing}
source_profile = me
mfa_serial = ${ADAS_PHONE}
region = eu-central-1

# A permission set of IAM Identity Center: sign in once with "assume login analyst".
[profile analyst]
sso_session = acme
sso_account_id = 555566667777
sso_role_name = Analyst
region = eu-west-1

# Where all such profiles sign in.
[sso-session acme]
sso_start_url = ${PORTAL.startUrl}
sso_region = ${PORTAL.region}
sso_registration_scopes = sso:account:access

# A role behind a role: me, then dev, then this one. It wants an external ID, and has no region of its own.
[profile audit]
role_arn = ${ARN.auditor}
source_profile = dev
external_id = ${EXTERNAL_ID}

# A name may hold these characters too ...
[profile team:eu/web@2]
role_arn = ${ARN.web}
source_profile = me
region = eu-north-1

# ... and be in any script ...
[profile 開発環境]
role_arn = ${ARN.development}
source_profile = me
region = ap-northeast-1

# ... and hold blanks, if it is quoted.
[profile "old shop"]
role_arn = ${ARN.shop}
source_profile = me
region = eu-west-1

# AWS refuses this: the role trusts grace, not ada.
[profile denied]
role_arn = ${ARN.payroll}
source_profile = me
region = eu-central-1

# This cannot work: its source_profile is misspelt.
[profile broken]
role_arn = ${ARN.admin}
source_profile = prdo
`;

/** The texts of a sample `~/.aws/config` and `~/.aws/credentials`, with the keys of a {@link sampleWorld}. */
export function sampleFiles({ users }: World): { config: string; credentials: string } {
  const keys = users.map(
    ({ accessKeyId, secretAccessKey }) =>
      `[me]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  );
  const credentials = `# A sample ~/.aws/credentials: the long-term keys of ada. They are good for this demo's STS only.\n\n${keys.join('\n')}`;
  return { config: CONFIG, credentials };
}

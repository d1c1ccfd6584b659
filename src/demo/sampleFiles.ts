import type { AwsAccounts } from './aws/awsAccounts';
import { ADA_MFA_SERIAL, ARN, EXTERNAL_ID, PORTAL } from './sampleAccounts';

const CONFIG = `# A sample ~/.aws/config. All accounts, roles and keys are made up.

# The user ada, in the account that holds all users. Her access key is in ~/.aws/credentials.
[profile me]
region = eu-west-1

# A role in another account, assumed with the access key of "me".
[profile dev]
role_arn = ${ARN.developer}
source_profile = me
region = eu-west-1

# A role that requires MFA. The AWS CLI ignores settings that begin with assume_.
[profile prod]
role_arn = ${ARN.admin}
source_profile = me
mfa_serial = ${ADA_MFA_SERIAL}
region = eu-central-1
assume_account_name = Payments

# Another one. The code entered for prod serves it too.
[profile billing]
role_arn = ${ARN.billing}
source_profile = me
mfa_serial = ${ADA_MFA_SERIAL}
region = eu-central-1
assume_account_name = Payments
assume_description = Invoices and refunds

# A permission set of IAM Identity Center. Sign in once: assume login analyst
[profile analyst]
sso_session = acme
sso_account_id = 555566667777
sso_role_name = Analyst
region = eu-west-1
assume_account_name = Data lake

# The access portal where such profiles sign in.
[sso-session acme]
sso_start_url = ${PORTAL.startUrl}
sso_region = ${PORTAL.region}
sso_registration_scopes = sso:account:access

# A role chain: me, dev, then this role. It requires an external ID, and sets no region.
[profile audit]
role_arn = ${ARN.auditor}
source_profile = dev
external_id = ${EXTERNAL_ID}
assume_color = cyan

# Profile names may contain these characters ...
[profile team:eu/web@2]
role_arn = ${ARN.web}
source_profile = me
region = eu-north-1

# ... be in any script ...
[profile 開発環境]
role_arn = ${ARN.development}
source_profile = me
region = ap-northeast-1

# ... and contain spaces, in quotes.
[profile "old shop"]
role_arn = ${ARN.shop}
source_profile = me
region = eu-west-1

# AWS denies this one: the role trusts grace, not ada.
[profile denied]
role_arn = ${ARN.payroll}
source_profile = me
region = eu-central-1

# This one can't work: its source_profile is misspelled.
[profile broken]
role_arn = ${ARN.admin}
source_profile = prdo
`;

/** The texts of the sample `~/.aws/config` and `~/.aws/credentials`. @param accounts from `sampleAccounts` */
export function sampleFiles({ users }: AwsAccounts): { config: string; credentials: string } {
  const sections = users.map(
    ({ accessKeyId, secretAccessKey }) =>
      `[me]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  );
  const credentials = `# A sample ~/.aws/credentials: ada's access key, which works in this demo only.\n\n${sections.join('\n')}`;
  return { config: CONFIG, credentials };
}

import { Secret } from 'otpauth';
import { newAccessKeyId, newSecretAccessKey } from './keys';
import type { Role, World } from './world';

const IDENTITY_ACCOUNT = '111122223333';
const ADA = `arn:aws:iam::${IDENTITY_ACCOUNT}:user/ada`;
const ADAS_PHONE = `arn:aws:iam::${IDENTITY_ACCOUNT}:mfa/ada`;
const EXTERNAL_ID = 'audit-2025';

const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;

const ARN = {
  developer: role('222233334444', 'Developer'),
  web: role('222233334444', 'team/Web'),
  development: role('222233334444', 'Development'),
  shop: role('222233334444', 'OldShop'),
  admin: role('333344445555', 'Admin'),
  billing: role('333344445555', 'Billing'),
  auditor: role('444455556666', 'Auditor'),
};

const HOUR = 3600;

const ROLES: readonly Role[] = [
  { arn: ARN.developer, trust: { principals: [ADA] }, maxSessionDuration: HOUR },
  { arn: ARN.web, trust: { principals: [ADA] }, maxSessionDuration: HOUR },
  { arn: ARN.development, trust: { principals: [IDENTITY_ACCOUNT] }, maxSessionDuration: HOUR },
  { arn: ARN.shop, trust: { principals: [IDENTITY_ACCOUNT] }, maxSessionDuration: HOUR },
  {
    arn: ARN.admin,
    trust: { principals: [`arn:aws:iam::${IDENTITY_ACCOUNT}:root`], mfa: true },
    maxSessionDuration: 4 * HOUR,
  },
  {
    arn: ARN.billing,
    trust: { principals: [`arn:aws:iam::${IDENTITY_ACCOUNT}:user/grace`] },
    maxSessionDuration: HOUR,
  },
  { arn: ARN.auditor, trust: { principals: [ARN.developer], externalId: EXTERNAL_ID }, maxSessionDuration: HOUR },
];

/** A world for the sample profiles: the user ada, with keys that are new each time, and what she may and may not be. */
export function sampleWorld(): World {
  const ada = {
    name: 'ada',
    accountId: IDENTITY_ACCOUNT,
    accessKeyId: newAccessKeyId('AKIA'),
    secretAccessKey: newSecretAccessKey(),
    mfa: { serialNumber: ADAS_PHONE, secret: new Secret({ size: 20 }).base32 },
  };
  return { users: [ada], roles: ROLES };
}

const CONFIG = `# A sample ~/.aws/config. All accounts, roles and keys are made up.

# The user ada, in the account that holds all people. Her keys are in the file "credentials".
[profile me]
region = eu-west-1

# A role in another account, by the keys of "me".
[profile dev]
role_arn = ${ARN.developer}
source_profile = me
region = eu-west-1

# A role that wants an MFA code, and may last two hours.
[profile prod]
role_arn = ${ARN.admin}
source_profile = me
mfa_serial = ${ADAS_PHONE}
duration_seconds = 7200
region = eu-central-1

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
role_arn = ${ARN.billing}
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

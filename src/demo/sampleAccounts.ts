import { Secret } from 'otpauth';
import type { AwsAccounts, Portal, Role } from './aws/awsAccounts';
import { newAccessKeyId, newSecretAccessKey } from './aws/callers';

const USERS_ACCOUNT = '111122223333';
const ADA = `arn:aws:iam::${USERS_ACCOUNT}:user/ada`;

/** The serial number of ada's MFA device. */
export const ADA_MFA_SERIAL = `arn:aws:iam::${USERS_ACCOUNT}:mfa/ada`;

/** The external ID that the role of `audit` requires. */
export const EXTERNAL_ID = 'audit-2025';

const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;

/** The ARNs of the sample roles. */
export const ARN = {
  developer: role('222233334444', 'Developer'),
  web: role('222233334444', 'team/Web'),
  development: role('222233334444', 'Development'),
  shop: role('222233334444', 'OldShop'),
  admin: role('333344445555', 'Admin'),
  billing: role('333344445555', 'Billing'),
  payroll: role('333344445555', 'Payroll'),
  auditor: role('444455556666', 'Auditor'),
};

const HOUR = 3600;

/** The sample access portal, where the profile `analyst` signs in. */
export const PORTAL: Portal = {
  startUrl: 'https://acme.awsapps.com/start',
  region: 'eu-west-1',
  userName: 'ada',
  assignments: [{ accountId: '555566667777', roleName: 'Analyst' }],
};

const ROLES: readonly Role[] = [
  { arn: ARN.developer, trust: { principals: [ADA] }, maxSessionDuration: HOUR },
  { arn: ARN.web, trust: { principals: [ADA] }, maxSessionDuration: HOUR },
  { arn: ARN.development, trust: { principals: [USERS_ACCOUNT] }, maxSessionDuration: HOUR },
  { arn: ARN.shop, trust: { principals: [USERS_ACCOUNT] }, maxSessionDuration: HOUR },
  {
    arn: ARN.admin,
    trust: { principals: [`arn:aws:iam::${USERS_ACCOUNT}:root`], mfa: true },
    maxSessionDuration: 4 * HOUR,
  },
  { arn: ARN.billing, trust: { principals: [USERS_ACCOUNT], mfa: true }, maxSessionDuration: 4 * HOUR },
  {
    arn: ARN.payroll,
    trust: { principals: [`arn:aws:iam::${USERS_ACCOUNT}:user/grace`] },
    maxSessionDuration: HOUR,
  },
  { arn: ARN.auditor, trust: { principals: [ARN.developer], externalId: EXTERNAL_ID }, maxSessionDuration: HOUR },
];

/** The accounts behind the sample profiles, with the user ada. Her keys and MFA secret are new each time. */
export function sampleAccounts(): AwsAccounts {
  const ada = {
    name: 'ada',
    accountId: USERS_ACCOUNT,
    accessKeyId: newAccessKeyId('AKIA'),
    secretAccessKey: newSecretAccessKey(),
    mfa: { serialNumber: ADA_MFA_SERIAL, secret: new Secret({ size: 20 }).base32 },
  };
  return { users: [ada], roles: ROLES, portals: [PORTAL] };
}

import { Secret } from 'otpauth';
import { newAccessKeyId, newSecretAccessKey } from './keys';
import type { Portal, Role, World } from './world';

const IDENTITY_ACCOUNT = '111122223333';
const ADA = `arn:aws:iam::${IDENTITY_ACCOUNT}:user/ada`;
export const ADAS_PHONE = `arn:aws:iam::${IDENTITY_ACCOUNT}:mfa/ada`;
export const EXTERNAL_ID = 'audit-2025';

const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;

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

export const PORTAL: Portal = {
  startUrl: 'https://acme.awsapps.com/start',
  region: 'eu-west-1',
  userName: 'ada',
  assignments: [{ accountId: '555566667777', roleName: 'Analyst' }],
};

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
  { arn: ARN.billing, trust: { principals: [IDENTITY_ACCOUNT], mfa: true }, maxSessionDuration: 4 * HOUR },
  {
    arn: ARN.payroll,
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
  return { users: [ada], roles: ROLES, portals: [PORTAL] };
}

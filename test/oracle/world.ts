import type { AwsAccounts, Portal, Role, Trust, User } from '../../src/demo/aws/awsAccounts';
import { permissionSetArn } from '../../src/demo/identityCenter/portalAccess';

/** The account of the users, and that of the roles. */
const USER_ACCOUNT = '111122223333';
const ROLE_ACCOUNT = '222233334444';

export const DEVICE = `arn:aws:iam::${USER_ACCOUNT}:mfa/ada`;
export const EXTERNAL_ID = 'e:x/t-1';
export const TOKEN = 'header.payload.signature';
const PROVIDER = `arn:aws:iam::${ROLE_ACCOUNT}:oidc-provider/tokens.example.com`;

/** A user for each place that may have an access key, so that the identity shows which key was used. */
const user = (name: string): User => ({
  name,
  accountId: USER_ACCOUNT,
  accessKeyId: `AKIA${name.toUpperCase().padEnd(16, '2')}`,
  secretAccessKey: `secret/of+${name}`,
});

const USERS = ['config', 'credentials', 'environment', 'process'].map(user);
const ADA: User = { ...user('ada'), mfa: { serialNumber: DEVICE, secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' } };
const NOBODY: User = { ...user('nobody'), accountId: '999999999999' };

export const roleArn = (name: string, partition = 'aws'): string =>
  `arn:${partition}:iam::${ROLE_ACCOUNT}:role/${name}`;

const role = (name: string, trust: Partial<Trust> = {}, partition?: string): Role => ({
  arn: roleArn(name, partition),
  trust: { principals: [USER_ACCOUNT, ROLE_ACCOUNT], ...trust },
  maxSessionDuration: 4 * 3600,
});

export const PORTAL: Portal = {
  startUrl: 'https://acme.awsapps.com/start',
  region: 'eu-west-1',
  userName: 'ada@example.com',
  assignments: [{ accountId: ROLE_ACCOUNT, roleName: 'Viewer' }],
};

/** All roles trust both accounts, unless their names say otherwise. */
export const WORLD: AwsAccounts = {
  users: [...USERS, ADA, NOBODY],
  roles: [
    role('One'),
    role('Two'),
    role('Three'),
    role('teams/web/Deep'),
    role('China', {}, 'aws-cn'),
    role('Mfa', { mfa: true }),
    role('External', { externalId: EXTERNAL_ID }),
    role('Web', { principals: [PROVIDER] }),
    role('Stranger', { principals: ['999999999999'] }),
  ],
  webIdentities: [{ token: TOKEN, provider: PROVIDER, subject: 'job', audience: 'sts.amazonaws.com' }],
  container: { roleArn: roleArn('Container'), authorizationToken: 'let me in' },
  instance: { roleArn: roleArn('Instance') },
  portals: [PORTAL],
};

export const userOf = (name: string): User => {
  const found = WORLD.users.find((each) => each.name === name);
  if (!found) throw new Error(`No user ${name}.`);
  return found;
};

/** The identities, as AWS returns them, of a user's keys, a role session, the permission set. */
export const userArn = (name: string): string => `arn:aws:iam::${USER_ACCOUNT}:user/${name}`;
export const sessionArn = (name: string, session = '(generated)', partition = 'aws'): string =>
  `arn:${partition}:sts::${ROLE_ACCOUNT}:assumed-role/${name}/${session}`;
const [VIEWER = ''] = PORTAL.assignments.flatMap((each) => permissionSetArn(PORTAL, each).split('/').slice(-1));
export const viewerArn = sessionArn(VIEWER, PORTAL.userName);

import type { Portal, Role, Trust, User, AwsAccounts as World } from '../../src/demo/aws/awsAccounts';
import { permissionSetArn } from '../../src/demo/identityCenter/portalAccess';

/** The account of the people, and that of the roles. */
const PEOPLE = '111122223333';
const ROLES = '222233334444';

export const DEVICE = `arn:aws:iam::${PEOPLE}:mfa/ada`;
export const EXTERNAL_ID = 'e:x/t-1';
export const TOKEN = 'header.payload.signature';
const PROVIDER = `arn:aws:iam::${ROLES}:oidc-provider/tokens.example.com`;

/** A user for each place where a key may stand: who one is tells which key was taken. */
const user = (name: string): User => ({
  name,
  accountId: PEOPLE,
  accessKeyId: `AKIA${name.toUpperCase().padEnd(16, '2')}`,
  secretAccessKey: `secret/of+${name}`,
});

const USERS = ['config', 'credentials', 'environment', 'process'].map(user);
const ADA: User = { ...user('ada'), mfa: { serialNumber: DEVICE, secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' } };
const NOBODY: User = { ...user('nobody'), accountId: '999999999999' };

export const roleArn = (name: string, partition = 'aws'): string => `arn:${partition}:iam::${ROLES}:role/${name}`;

const role = (name: string, trust: Partial<Trust> = {}, partition?: string): Role => ({
  arn: roleArn(name, partition),
  trust: { principals: [PEOPLE, ROLES], ...trust },
  maxSessionDuration: 4 * 3600,
});

export const PORTAL: Portal = {
  startUrl: 'https://acme.awsapps.com/start',
  region: 'eu-west-1',
  userName: 'ada@example.com',
  assignments: [{ accountId: ROLES, roleName: 'Viewer' }],
};

/** All roles trust all that is in the two accounts, unless their names say otherwise. */
export const WORLD: World = {
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
  if (!found) throw new Error(`There is no user ${name}.`);
  return found;
};

/** Who one is with the keys of a user, a session of a role, the permission set: as AWS says it. */
export const userArn = (name: string): string => `arn:aws:iam::${PEOPLE}:user/${name}`;
export const sessionArn = (name: string, session = '(made up)', partition = 'aws'): string =>
  `arn:${partition}:sts::${ROLES}:assumed-role/${name}/${session}`;
const [VIEWER = ''] = PORTAL.assignments.flatMap((each) => permissionSetArn(PORTAL, each).split('/').slice(-1));
export const viewerArn = sessionArn(VIEWER, PORTAL.userName);

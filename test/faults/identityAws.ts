import type { AwsAccounts, Portal } from '../../src/demo/aws/awsAccounts';
import { newAccessKeyId, newSecretAccessKey } from '../../src/demo/aws/callers';
import { type FakeAws, startFakeAws } from '../../src/demo/aws/fakeAws';
import { ACCOUNT, roleArn } from './identityFiles';
import {
  ASSIGNMENTS,
  ENDPOINTS,
  type Endpoint,
  type Identity,
  KEYS,
  type KeyName,
  PEOPLE,
  type Person,
  ROLES,
  SUBJECTS,
  sessionIdentity,
} from './identityModel';

export const START_URL = 'https://acme.awsapps.com/start';
export const CONTAINER_TOKEN = 'container-token';

const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.example.com`;
const USERS = '111122223333';

const accounts = (secrets: Secrets): AwsAccounts & { readonly portals: Portal[] } => ({
  users: KEYS.map((name) => ({ name: name.replace(/\d/, ''), accountId: USERS, ...secrets[name] })),
  roles: [
    ...ROLES.map((role) => ({
      arn: roleArn(role),
      trust: { principals: role === 'AdaOnly' ? [`arn:aws:iam::${USERS}:user/ada`] : [USERS, ACCOUNT] },
      maxSessionDuration: 3600,
    })),
    ...['Pod', 'Batch'].map((role) => ({
      arn: roleArn(role),
      trust: { principals: [PROVIDER] },
      maxSessionDuration: 3600,
    })),
  ],
  webIdentities: SUBJECTS.map((subject) => ({ token: subject, subject, provider: PROVIDER, audience: 'sts' })),
  container: { roleArn: roleArn('Box'), authorizationToken: CONTAINER_TOKEN },
  portals: PEOPLE.map((person) => ({
    startUrl: START_URL,
    region: 'eu-west-1',
    userName: person,
    assignments: ASSIGNMENTS[person].map((roleName) => ({ accountId: ACCOUNT, roleName })),
  })),
});

type Secrets = Readonly<Record<KeyName, { readonly accessKeyId: string; readonly secretAccessKey: string }>>;

async function post(url: string, body: object): Promise<Record<string, string>> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as Record<string, string>;
}

/** An access token of a person, who signs in as any client does (RFC 8628). The portal of a start URL is the first. */
async function signIn(aws: FakeAws, portals: Portal[], person: Person): Promise<string> {
  portals.sort((one, other) => Number(other.userName === person) - Number(one.userName === person));
  const client = await post(`${aws.url}/client/register`, { clientName: 'test', clientType: 'public' });
  const { deviceCode, userCode = '' } = await post(`${aws.url}/device_authorization`, {
    ...client,
    startUrl: START_URL,
  });
  aws.identityCenter.answerDevice(userCode, 'allow');
  const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
  const { accessToken = '' } = await post(`${aws.url}/token`, { ...client, grantType, deviceCode });
  return accessToken;
}

/** Two embedded AWSs with the same users, roles and people. */
export async function startTwoAws() {
  const secrets = Object.fromEntries(
    KEYS.map((name) => [name, { accessKeyId: newAccessKeyId('AKIA'), secretAccessKey: newSecretAccessKey() }]),
  ) as Secrets;
  const start = async () => {
    const all = accounts(secrets);
    const aws = await startFakeAws(all);
    const [ada, grace] = [await signIn(aws, all.portals, 'ada'), await signIn(aws, all.portals, 'grace')];
    return { aws, tokens: { ada, grace } };
  };
  const both: Readonly<Record<Endpoint, Awaited<ReturnType<typeof start>>>> = { A: await start(), B: await start() };

  /** Whose credentials these are, as the AWS that issued them knows: `undefined` for none, a text for any that are mixed up. */
  function issuedTo(accessKeyId: string | undefined, secret?: string, token?: string): Identity {
    if (accessKeyId === undefined) return undefined;
    const name = KEYS.find((each) => secrets[each].accessKeyId === accessKeyId);
    const endpoint = ENDPOINTS.find((each) => both[each].aws.keyOf(accessKeyId));
    const key = endpoint && both[endpoint].aws.keyOf(accessKeyId);
    if (!key) return `a key that no AWS has issued (${accessKeyId})`;
    if (key.secretAccessKey !== secret || key.session?.token !== token)
      return `the key of ${accessKeyId} with another's secret`;
    return name ?? identityOf(accessKeyId);
  }

  function identityOf(accessKeyId: string): string {
    const name = KEYS.find((each) => secrets[each].accessKeyId === accessKeyId);
    const endpoint = ENDPOINTS.find((each) => both[each].aws.keyOf(accessKeyId)) ?? 'A';
    const key = both[endpoint].aws.keyOf(accessKeyId);
    if (name || !key) return name ?? accessKeyId;
    const { caller, requester } = key;
    const sessionName = caller.arn.split('/').at(-1) ?? '';
    const role = /role\/(?:.*\/)?(?:AWSReservedSSO_(\w+)_\w+|(\w+))$/.exec(
      caller.kind === 'role' ? caller.role.arn : '',
    );
    const by = requester && /^A[KS]IA/.test(requester) ? identityOf(requester) : (requester ?? sessionName);
    return sessionIdentity(endpoint, role?.[1] ?? role?.[2] ?? caller.arn, by);
  }

  return {
    secrets,
    urls: { A: both.A.aws.url, B: both.B.aws.url },
    accessToken: (person: Person, endpoint: Endpoint) => both[endpoint].tokens[person],
    issuedTo,
    requests: () => both.A.aws.requests.length + both.B.aws.requests.length,
    close: async () => {
      await both.A.aws.close();
      await both.B.aws.close();
    },
  };
}

export type TwoAws = Awaited<ReturnType<typeof startTwoAws>>;

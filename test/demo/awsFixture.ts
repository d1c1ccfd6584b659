import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { Sha256 } from '@aws-crypto/sha256-js';
import { type Credentials, STSClient } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsAccounts, MfaDevice, Portal, Role, Trust, User } from '../../src/demo/aws/awsAccounts';
import { type FakeAws, startFakeAws } from '../../src/demo/aws/fakeAws';
import { permissionSetArn } from '../../src/demo/identityCenter/portalAccess';

// On Node 20 the SDK would warn on stderr.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export const PHONE: MfaDevice = {
  serialNumber: 'arn:aws:iam::111122223333:mfa/ada',
  secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
};

export const ADA: User = {
  name: 'ada',
  accountId: '111122223333',
  accessKeyId: 'AKIAADAADAADAADAADA2',
  secretAccessKey: 'a/secret+of/ada',
  mfa: PHONE,
};

export const GRACE: User = {
  name: 'grace',
  accountId: '111122223333',
  accessKeyId: 'AKIAGRACEGRACEGRACE2',
  secretAccessKey: 'a secret of grace',
  mfa: { serialNumber: 'arn:aws:iam::111122223333:mfa/grace', secret: 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK' },
};

/** A user of another account. */
export const MALLORY: User = {
  name: 'mallory',
  accountId: '999999999999',
  accessKeyId: 'AKIAMALLORYMALLORY22',
  secretAccessKey: 'a secret of mallory',
};

const ada = 'arn:aws:iam::111122223333:user/ada';
const role = (name: string, trust: Trust, maxSessionDuration = 43_200): Role => ({
  arn: `arn:aws:iam::222233334444:role/${name}`,
  trust,
  maxSessionDuration,
});

export const ROLE = {
  forAda: role('ForAda', { principals: [ada] }),
  withPath: role('teams/web/WithPath', { principals: [ada] }),
  forRoot: role('ForRoot', { principals: ['arn:aws:iam::111122223333:root'] }),
  forAccount: role('ForAccount', { principals: ['111122223333'] }),
  withExternalId: role('WithExternalId', { principals: [ada], externalId: 'e:x/t-1' }),
  withMfa: role('WithMfa', { principals: [ada], mfa: true }),
  short: role('Short', { principals: [ada] }, 7200),
  chained: role('Chained', { principals: ['arn:aws:iam::222233334444:role/ForAda'] }),
  chainedForAccount: role('ChainedForAccount', { principals: ['222233334444'] }),
  chainedWithMfa: role('ChainedWithMfa', { principals: ['222233334444'], mfa: true }),
};

export const PORTAL: Portal = {
  startUrl: 'https://acme.awsapps.com/start',
  region: 'eu-west-1',
  userName: 'ada@example.com',
  assignments: [
    { accountId: '222233334444', roleName: 'Viewer' },
    { accountId: '333344445555', roleName: 'Admin', sessionSeconds: 7200 },
  ],
};

const forViewer = role('ForViewer', {
  principals: PORTAL.assignments.slice(0, 1).map((assignment) => permissionSetArn(PORTAL, assignment)),
});

export const ACCOUNTS: AwsAccounts = {
  users: [ADA, GRACE, MALLORY],
  roles: [...Object.values(ROLE), forViewer],
  portals: [PORTAL],
};

export type Keys = Pick<User, 'accessKeyId' | 'secretAccessKey'> & { readonly sessionToken?: string };

/** The keys in a response of STS. */
export const keysOf = (issued: Credentials | undefined): Keys => ({
  accessKeyId: issued?.AccessKeyId ?? '',
  secretAccessKey: issued?.SecretAccessKey ?? '',
  sessionToken: issued?.SessionToken ?? '',
});

/** A fake AWS with a clock that only tests move, and SDK clients for it. */
export interface AwsFixture {
  readonly aws: FakeAws;
  readonly now: () => Date;
  /** Moves the clock of the server, and of clients created from now on. */
  wait(seconds: number): void;
  /** Creates a client of the AWS SDK, with the server's clock. */
  client(keys: Keys, region?: string): STSClient;
  close(): Promise<void>;
}

/** Starts a fake AWS. Its clock stands still, by default in the middle of a TOTP step. @param start ms since the epoch */
export async function openFixture(
  accounts = ACCOUNTS,
  start = Date.parse('2025-03-01T12:00:15.678Z'),
): Promise<AwsFixture> {
  let time = start;
  const clients: STSClient[] = [];
  const now = () => new Date(time);
  const aws = await startFakeAws(accounts, { clock: now });
  return {
    aws,
    now,
    wait: (seconds) => {
      time += Math.round(seconds * 1000);
    },
    client: ({ accessKeyId, secretAccessKey, sessionToken }, region = 'eu-west-1') => {
      const credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
      const systemClockOffset = time - Date.now();
      const client = new STSClient({ endpoint: aws.url, region, credentials, maxAttempts: 1, systemClockOffset });
      clients.push(client);
      return client;
    },
    close: async () => {
      for (const client of clients) client.destroy();
      await aws.close();
    },
  };
}

/** The error that a request is rejected with. Throws if the request succeeds. */
export async function errorOf(sent: Promise<unknown>): Promise<[code: string, status: number, message: string]> {
  try {
    await sent;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return [name, $metadata?.httpStatusCode ?? 0, message];
  }
  throw new Error('The request succeeded.');
}

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request without the SDK. */
export function send(url: string, { method = 'POST', path = '/', headers = {}, body = '' }: RawRequest) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const sent = httpRequest(new URL(path, url), { method, headers }, (response) => {
      text(response).then(
        (content) => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: content }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The smallest request body. */
export const WHO = 'Action=GetCallerIdentity&Version=2011-06-15';

/** A request for {@link send}, signed with ada's keys as the SDK signs. */
export async function signRequest(
  { aws, now }: AwsFixture,
  {
    date = now(),
    service = 'sts',
    body = WHO,
    applyChecksum = true,
    signableHeaders = new Set<string>(),
    extra = {},
  } = {},
) {
  const { host, hostname } = new URL(aws.url);
  const credentials = { accessKeyId: ADA.accessKeyId, secretAccessKey: ADA.secretAccessKey };
  const signer = new SignatureV4({ credentials, region: 'eu-west-1', service, sha256: Sha256, applyChecksum });
  const headers = { host, 'content-type': 'application/x-www-form-urlencoded', ...extra };
  const request = { method: 'POST', protocol: 'http:', hostname, path: '/', headers, body };
  const signed = await signer.sign(request, { signingDate: date, signableHeaders });
  return { headers: signed.headers, body };
}

/** The code and message in an `ErrorResponse`. */
export const errorIn = (xml: string) => [
  /<Code>(.*)<\/Code>/.exec(xml)?.[1],
  /<Message>(.*)<\/Message>/.exec(xml)?.[1],
];

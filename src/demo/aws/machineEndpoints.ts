import { isoSeconds } from '../../util/time';
import type { Role } from './awsAccounts';
import type { AwsState } from './awsState';
import { randomToken, roleCaller } from './callers';
import {
  asServiceError,
  badRequest,
  type ReceivedRequest,
  type Reply,
  type Routes,
  ServiceError,
  textReply,
} from './serviceHttp';

/** Machines' credentials last 6 hours, as in AWS, which replaces them long before. */
const LIFETIME_SECONDS = 6 * 3600;

const INSTANCE_ID = 'i-0123456789abcdef0';
const ROLES_PATH = '/latest/meta-data/iam/security-credentials/';
const TTL_HEADER = 'x-aws-ec2-metadata-token-ttl-seconds';
const MAX_TTL_SECONDS = 21_600;

/** What an ECS or EKS container reads at AWS_CONTAINER_CREDENTIALS_FULL_URI. */
export const containerRoutes = (aws: AwsState): Routes => ({
  'GET /container': [
    'GetContainerCredentials',
    (request, name) =>
      aws.respondJson(
        name,
        request,
        () => {
          const { container } = aws.accounts;
          if (!container) throw new ServiceError(404, 'NotFound', "This machine isn't a container");
          if (request.headers.authorization !== container.authorizationToken) {
            throw new ServiceError(403, 'AccessDenied', 'Invalid authorization token');
          }
          return { RoleArn: container.roleArn, ...issueCredentials(aws, container.roleArn, 'container') };
        },
        ({ code, message }) => ({ code, message }),
      ),
  ],
});

/** The EC2 instance metadata service, version 2 only, for AWS_EC2_METADATA_SERVICE_ENDPOINT. */
export function instanceRoutes(aws: AwsState): Routes {
  const tokens = new Map<string, Date>();
  const { instance } = aws.accounts;
  if (!instance) return {};
  const role = instance.roleArn.split('/').at(-1) ?? '';

  const token = ({ headers }: ReceivedRequest) => {
    const seconds = Number(headers[TTL_HEADER]);
    if (!(seconds >= 1 && seconds <= MAX_TTL_SECONDS)) throw badRequest('BadRequest', 'Bad Request');
    const issued = randomToken();
    tokens.set(issued, new Date(aws.clock().getTime() + seconds * 1000));
    return { ...textReply(issued), headers: { 'Content-Type': 'text/plain', [TTL_HEADER]: String(seconds) } };
  };
  const withToken = (text: () => string) => (request: ReceivedRequest) => {
    const expiration = tokens.get(String(request.headers['x-aws-ec2-metadata-token']));
    if (!expiration || expiration <= aws.clock()) throw new ServiceError(401, 'Unauthorized', 'Unauthorized');
    return textReply(text());
  };
  const credentials = () => ({
    Code: 'Success',
    Type: 'AWS-HMAC',
    LastUpdated: aws.clock().toISOString(),
    ...issueCredentials(aws, instance.roleArn, INSTANCE_ID),
  });
  return {
    'PUT /latest/api/token': ['GetMetadataToken', respondText(aws, token)],
    [`GET ${ROLES_PATH}`]: [
      'GetInstanceRole',
      respondText(
        aws,
        withToken(() => role),
      ),
    ],
    [`GET ${ROLES_PATH}${role}`]: [
      'GetInstanceCredentials',
      respondText(
        aws,
        withToken(() => JSON.stringify(credentials())),
      ),
    ],
  };
}

/** Credentials of a machine's role, with the member names that both endpoints use. The role need not exist. */
function issueCredentials({ accounts, keys, clock }: AwsState, roleArn: string, sessionName: string) {
  const unlisted: Role = { arn: roleArn, trust: { principals: [] }, maxSessionDuration: LIFETIME_SECONDS };
  const role = accounts.roles.find(({ arn }) => arn === roleArn) ?? unlisted;
  const { accessKeyId, secretAccessKey, session } = keys.issue(
    roleCaller(role, sessionName),
    LIFETIME_SECONDS,
    clock(),
  );
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: session.token,
    Expiration: isoSeconds(session.expiration),
  };
}

/** Wraps a handler: its errors become plain text, and the request is recorded. */
const respondText =
  (aws: AwsState, handle: (request: ReceivedRequest) => Reply) =>
  (request: ReceivedRequest, action: string): Reply => {
    try {
      const reply = handle(request);
      aws.record(action, {}, reply.status);
      return reply;
    } catch (caught) {
      const { status, code, message } = asServiceError(caught);
      aws.record(action, {}, status, code);
      return textReply(message, status);
    }
  };

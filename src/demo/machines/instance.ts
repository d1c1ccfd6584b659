import type { Aws } from '../aws';
import { asRefusal, type Reply, textReply } from '../http';
import { opaque } from '../identity-center/clients';
import { Refusal } from '../refusal';
import type { Routes } from '../routes';
import type { Received } from '../signature';
import { machineCredentials } from './issued';

const ROOT = '/latest/meta-data/iam/security-credentials/';
const TTL = 'x-aws-ec2-metadata-token-ttl-seconds';
const MAX_TTL = 21_600;

/** The metadata service of an EC2 instance, version 2 only: AWS_EC2_METADATA_SERVICE_ENDPOINT. */
export function instanceRoutes(aws: Aws): Routes {
  const tokens = new Map<string, Date>();
  const { instance } = aws.world;
  if (!instance) return {};
  const role = instance.roleArn.split('/').at(-1) ?? '';

  const token = ({ headers }: Received) => {
    const seconds = Number(headers[TTL]);
    if (!(seconds >= 1 && seconds <= MAX_TTL)) throw new Refusal(400, 'BadRequest', 'Bad Request');
    const made = opaque();
    tokens.set(made, new Date(aws.clock().getTime() + seconds * 1000));
    return { ...textReply(made), headers: { 'Content-Type': 'text/plain', [TTL]: String(seconds) } };
  };
  const withToken = (text: () => string) => (received: Received) => {
    const until = tokens.get(String(received.headers['x-aws-ec2-metadata-token']));
    if (!until || until <= aws.clock()) throw new Refusal(401, 'Unauthorized', 'Unauthorized');
    return textReply(text());
  };
  const credentials = () => ({
    Code: 'Success',
    Type: 'AWS-HMAC',
    LastUpdated: aws.clock().toISOString(),
    ...machineCredentials(aws, instance.roleArn, 'i-0123456789abcdef0'),
  });
  return {
    'PUT /latest/api/token': ['GetMetadataToken', answer(aws, token)],
    [`GET ${ROOT}`]: [
      'GetInstanceRole',
      answer(
        aws,
        withToken(() => role),
      ),
    ],
    [`GET ${ROOT}${role}`]: [
      'GetInstanceCredentials',
      answer(
        aws,
        withToken(() => JSON.stringify(credentials())),
      ),
    ],
  };
}

/** Answers in plain text, and records it. */
const answer =
  (aws: Aws, reply: (received: Received) => Reply) =>
  (received: Received, action: string): Reply => {
    try {
      const made = reply(received);
      aws.record(action, {}, made.status);
      return made;
    } catch (error) {
      const { status, code, message } = asRefusal(error);
      aws.record(action, {}, status, code);
      return textReply(message, status);
    }
  };

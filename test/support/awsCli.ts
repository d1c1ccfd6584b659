import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type AwsServer, startAwsServer } from './awsServer';
import { type Environment, plainEnvironment } from './shells';
import { describeWith, type ToolName } from './tools';

let server: Promise<AwsServer> | undefined;
let isClosedAtEnd = false;

/** `describe`, outside of any other, for tests that need Debian's AWS CLI and another tool. */
export function describeWithAwsCliAnd(tool: ToolName, title: string, tests: () => void): void {
  if (!isClosedAtEnd) afterAll(async () => (await server)?.close());
  isClosedAtEnd = true;
  describeWith([...new Set<ToolName>(['awscli', tool])], title, tests);
}

/** `describe`, outside of any other, for tests that need Debian's AWS CLI. */
export const describeWithAwsCli = (title: string, tests: () => void): void =>
  describeWithAwsCliAnd('awscli', title, tests);

/** The words that run the AWS CLI, in tests of {@link describeWithAwsCli}. */
export async function awsCommand(): Promise<readonly string[]> {
  server ??= startAwsServer();
  return (await server).command;
}

/**
 * This AWS CLI is older than AWS_ENDPOINT_URL_STS, and `--endpoint-url` applies to the command itself, but not to the
 * AssumeRole call before it. Python imports this file first. It also answers the MFA prompt.
 */
const SITE = `
import getpass, os
endpoint = os.environ['TEST_STS']
if os.environ.get('TEST_MFA_CODE'):
    # The function itself, since modules keep it as a default parameter.
    getpass.getpass.__code__ = (lambda prompt='', stream=None: os.environ['TEST_MFA_CODE']).__code__
import awscli  # puts its own copy in place of botocore
import botocore.session as session
create_client = session.Session.create_client
def with_endpoint(self, service_name, *args, **kwargs):
    if service_name in ('sts', 'sso', 'sso-oidc') and not kwargs.get('endpoint_url'):
        kwargs['endpoint_url'] = endpoint
    return create_client(self, service_name, *args, **kwargs)
session.Session.create_client = with_endpoint
`;

export interface AwsResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the AWS CLI as a user would, with the test's STS instead of AWS's.
 * @param home the folder that contains `.aws`
 * @param mfaCode what is typed at the MFA prompt
 */
export async function runAws(
  args: readonly string[],
  { home, sts, mfaCode, env = {} }: { home: string; sts: string; mfaCode?: string; env?: Environment },
): Promise<AwsResult> {
  const site = join(home, 'site');
  mkdirSync(site, { recursive: true });
  writeFileSync(join(site, 'sitecustomize.py'), SITE);
  const [file = '', ...words] = await awsCommand();
  const child = spawn(file, [...words, ...args], {
    env: plainEnvironment({
      HOME: home,
      PYTHONPATH: site,
      TEST_STS: sts,
      TEST_MFA_CODE: mfaCode,
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_PAGER: '',
      ...env,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, stdout, stderr };
}

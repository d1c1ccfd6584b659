import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Environment, plainEnvironment } from './shells';
import { describeWith, program } from './tools';

/** `describe` for tests that need Debian's AWS CLI. */
export const describeWithAwsCli = (title: string, tests: () => void): void => describeWith('awscli', title, tests);

/**
 * AWS_ENDPOINT_URL_STS is younger than this AWS CLI; `--endpoint-url` says where the command itself goes, and nothing of the
 * AssumeRole call before it. Python imports this file first. It also answers the question for a code.
 */
const SITE = `
import getpass, os
endpoint, code = os.environ['TEST_STS'], os.environ.get('TEST_MFA_CODE')
if code:
    getpass.getpass = lambda prompt='': code
import awscli  # makes its own copy the one that is imported as botocore
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
 * Runs the AWS CLI as a person would, with an STS of the test in place of AWS's.
 * @param home the folder with `.aws` in it
 * @param mfaCode what is typed when it asks for a code
 */
export async function runAws(
  args: readonly string[],
  { home, sts, mfaCode, env = {} }: { home: string; sts: string; mfaCode?: string; env?: Environment },
): Promise<AwsResult> {
  const site = join(home, 'site');
  mkdirSync(site, { recursive: true });
  writeFileSync(join(site, 'sitecustomize.py'), SITE);
  const child = spawn(program('awscli'), [...args], {
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

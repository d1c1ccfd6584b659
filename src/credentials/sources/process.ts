import { split } from 'shlex';
import { misconfigured } from '../../errors';
import type { ProcessSource } from '../../plan/sources';
import type { Env } from '../../platform/env';
import { location } from '../../profiles/types';
import { parseTime } from '../../util/time';
import { failed } from '../awsError';
import { checkIssued, receivedCredentials } from '../checkIssued';
import type { SourceContext } from '../resolveContext';
import type { Issued } from '../types';
import { run } from './runProgram';

/** How much of a program's stderr is shown, in characters. */
const SHOWN = 2_000;

/** The words of a command line. Like botocore, no shell is involved (compat_shell_split). */
function wordsOf({ value }: { readonly value: string }, origin: string): string[] {
  try {
    const words = split(value);
    if (words[0]) return words;
  } catch (error) {
    throw misconfigured(`${origin} can't be parsed: ${(error as Error).message}.`);
  }
  throw misconfigured(`${origin} is empty.`);
}

function parse(text: string, origin: string): Record<string, unknown> {
  try {
    const output: unknown = JSON.parse(text);
    if (typeof output === 'object' && output !== null) return output as Record<string, unknown>;
  } catch {
    // The parser's message would quote the output, which may be secret.
  }
  throw failed(`${origin} did not print credential JSON.`);
}

function credentialsIn(output: Record<string, unknown>, origin: string, now: Date): Issued {
  if (output.Version !== 1) throw failed(`${origin} printed credentials with a Version other than 1.`);
  const { Expiration: end } = output;
  const credentials = receivedCredentials({
    accessKeyId: output.AccessKeyId,
    secretAccessKey: output.SecretAccessKey,
    sessionToken: output.SessionToken,
    accountId: output.AccountId,
    expiration: typeof end === 'string' ? (parseTime(end) ?? 'unreadable') : end,
  });
  return checkIssued({ credentials }, { says: `${origin} printed`, isForever: true }, now);
}

/**
 * Names the profiles whose programs are running around this one. Such a program may be `assume export`, and thus a profile
 * may require itself.
 */
const RUNNING_PROFILES = 'ASSUME_PROCESS_PROFILES';

function childEnv(env: Env, profile: string, origin: string): Env {
  const running = env[RUNNING_PROFILES]?.split('\n') ?? [];
  if (running.includes(profile)) throw misconfigured(`${origin} requires the credentials of that same profile.`);
  return { ...env, [RUNNING_PROFILES]: [...running, profile].join('\n') };
}

/**
 * The credentials that `credential_process` prints. The program runs as the AWS CLI runs it; its stderr is shown only if it
 * fails.
 * @throws AssumeError: exit 3 if the program can't be run, 1 if it fails or prints anything but valid credentials
 */
export async function askProcess({ profile, command }: ProcessSource, { env, now }: SourceContext): Promise<Issued> {
  const origin = `credential_process of profile "${profile}" (${location(command)})`;
  const inner = childEnv(env, profile, origin);
  const words = wordsOf(command, origin);
  const { stdout, stderr, failure } = await run(words, origin, { stdio: ['inherit', 'pipe', 'pipe'], env: inner });
  if (failure) {
    const details = stderr.trim().slice(-SHOWN);
    throw failed(`${origin} ${failure}${details ? `: ${details}` : '.'}`);
  }
  return credentialsIn(parse(stdout, origin), origin, now());
}

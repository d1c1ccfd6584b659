import { split } from 'shlex';
import { misconfigured } from '../../errors';
import type { ProcessSource } from '../../plan/sources';
import type { Env } from '../../platform/env';
import { location } from '../../profiles/types';
import { omitUndefined } from '../../util/omitUndefined';
import { failed } from '../awsError';
import type { SourceContext } from '../sourceContext';
import type { Issued } from '../types';
import { type Ran, run } from './runProgram';

/** How much of what a program complains about is shown. */
const SHOWN = 2_000;

/** The words of a command line: botocore has no shell either (compat_shell_split). */
function wordsOf({ value }: { readonly value: string }, origin: string): string[] {
  try {
    const words = split(value);
    if (words[0]) return words;
  } catch (error) {
    throw misconfigured(`${origin} cannot be read: ${(error as Error).message}.`);
  }
  throw misconfigured(`${origin} is empty.`);
}

function parse(text: string, origin: string): Record<string, unknown> {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null) return answer as Record<string, unknown>;
  } catch {
    // The parser's own words would show what was printed, which may be secret.
  }
  throw failed(`The program of ${origin} printed something else than the JSON of credentials.`);
}

function credentialsIn(answer: Record<string, unknown>, origin: string): Issued {
  const program = `The program of ${origin}`;
  if (answer.Version !== 1) throw failed(`${program} printed credentials of another Version than 1.`);
  const member = (name: string) => {
    const value = answer[name] ?? undefined;
    if (value === undefined || typeof value === 'string') return value || undefined;
    throw failed(`${program} printed credentials whose ${name} is no text.`);
  };
  const required = (name: string) => {
    const value = member(name);
    if (value !== undefined) return value;
    throw failed(`${program} printed credentials without ${name}.`);
  };
  const ends = member('Expiration');
  const expiration = ends === undefined ? undefined : new Date(ends);
  if (Number.isNaN(expiration?.getTime()))
    throw failed(`${program} printed an Expiration that is no time of ISO 8601.`);
  if (expiration && expiration.getTime() <= Date.now())
    throw failed(`${program} printed credentials that have expired.`);
  const optional = { sessionToken: member('SessionToken'), accountId: member('AccountId'), expiration };
  const [accessKeyId, secretAccessKey] = [required('AccessKeyId'), required('SecretAccessKey')];
  return { credentials: { accessKeyId, secretAccessKey, ...omitUndefined(optional) } };
}

/** The profiles whose programs run around us: `assume export` may be such a program, and a profile that needs itself. */
const AROUND = 'ASSUME_PROCESS_PROFILES';

function inner(env: Env, profile: string, origin: string): Env {
  const around = env[AROUND]?.split('\n') ?? [];
  if (around.includes(profile)) throw misconfigured(`${origin} needs the credentials of that same profile.`);
  return { ...env, [AROUND]: [...around, profile].join('\n') };
}

const complaint = ({ failure, stderr }: Ran) =>
  [`${failure}.`, stderr.trim().slice(-SHOWN)].filter(Boolean).join(' It said: ');

/** What `credential_process` prints, run as the AWS CLI runs it: its stderr is shown if it fails. */
export async function askProcess({ profile, command }: ProcessSource, { env }: SourceContext): Promise<Issued> {
  const origin = `credential_process of the profile "${profile}" (${location(command)})`;
  const inside = inner(env, profile, origin);
  const ran = await run(wordsOf(command, origin), origin, { stdio: ['inherit', 'pipe', 'pipe'], env: inside });
  if (ran.failure) throw failed(`The program of ${origin} ${complaint(ran)}`);
  return credentialsIn(parse(ran.stdout, origin), origin);
}

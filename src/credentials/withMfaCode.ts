import type { StsEndpoint } from '../plan/types';
import { lockFor, withLock } from '../platform/lock';
import { isWrongCode } from './awsError';
import { stsEndpointOf } from './endpoint';
import { type CodeRequest, type CodeSources, hasCodeSource, mfaCodes } from './mfaCodes';
import type { ResolveContext } from './resolveContext';

/** Uses each code until AWS accepts one. @throws what `use` throws, the last time if no code is accepted */
async function tryCodes<Result>(
  request: CodeRequest,
  sources: CodeSources,
  use: (code: string) => Promise<Result>,
): Promise<Result> {
  let rejection: unknown;
  for await (const code of mfaCodes(request, sources)) {
    try {
      return await use(code);
    } catch (error) {
      if (!isWrongCode(error)) throw error;
      rejection = error;
    }
  }
  throw rejection;
}

/** How something is obtained with an MFA code. */
interface CodeUse<Result> {
  readonly sts: StsEndpoint;
  readonly sources: CodeSources;
  /** Sends the request with a code. */
  readonly use: (code: string) => Promise<Result>;
  /** Looks whether the shell that has just had a code left what is needed. */
  readonly recheck: () => Promise<Result | undefined>;
}

/**
 * Obtains something with an MFA code. When several shells need a code from the same device, one prompts, and the others
 * wait and use the result; with a code from the command line, or without a cache, nobody waits.
 * @throws what `use` throws; AssumeError (exit 4) if there is no code
 */
export async function withMfaCode<Result>(
  request: CodeRequest,
  { cache, env, notify, network }: ResolveContext,
  { sts, sources, use, recheck }: CodeUse<Result>,
): Promise<Result> {
  const hasSource = await hasCodeSource(request, sources);
  const ask = async () => {
    // While the code is typed.
    if (hasSource) await network.open(stsEndpointOf(sts));
    return tryCodes(request, sources, use);
  };
  if (sources.givenCode !== undefined || !cache || !hasSource) return ask();
  const waiting = (pid: number) => notify(`Another shell (pid ${pid}) is asking for an MFA code; waiting…`);
  return withLock(lockFor(request.mfaSerial, env), { waiting }, async () => (await recheck()) ?? ask());
}

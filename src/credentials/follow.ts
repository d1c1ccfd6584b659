import type { Env } from '../env';
import type { Files } from '../files';
import type { Hop, Plan } from '../plan/types';
import { mfaCodes, type Terminal } from './mfa';
import { isWrongCode, refusal } from './refusal';
import { type AskSource, readyCredentials } from './source';
import type { AssumeRoleRequest, Credentials, Sts } from './types';

/** What following a plan needs of the world. */
export interface Followers {
  readonly env: Env;
  readonly files: Files;
  readonly sts: Sts;
  readonly askSource: AskSource;
  /** Where a person can be asked for a code, if anywhere; called only when a code is needed. */
  readonly terminal: () => Promise<Terminal | undefined>;
}

const sourceCredentials = async ({ source, sts: place }: Plan, world: Followers): Promise<Credentials> => {
  const ready = readyCredentials(source);
  if (ready || source.kind === 'static' || source.kind === 'environment') return ready as Credentials;
  return (await world.askSource(source, { ...world, place })).credentials;
};

const requestFor = ({
  profile: _,
  mfaSerial,
  mfaProcess,
  hasDefaultName,
  places,
  ...request
}: Hop): AssumeRoleRequest => request;

async function withCode<Result>(codes: Iterable<string>, call: (code: string) => Promise<Result>): Promise<Result> {
  let refused: unknown;
  for (const code of codes) {
    try {
      return await call(code);
    } catch (error) {
      if (!isWrongCode(error)) throw error;
      refused = error;
    }
  }
  throw refused;
}

/**
 * The credentials at the end of a plan: AssumeRole hop by hop, each call signed with the credentials of the one before.
 * @param given an MFA code that is there already, used for the first hop that needs one
 * @throws AssumeError: exit 5 if AWS refuses, 4 if a code is needed and nobody can be asked, 1 if STS cannot be reached
 */
export async function followPlan(plan: Plan, given: string | undefined, world: Followers): Promise<Credentials> {
  const { sts, terminal } = world;
  let credentials = await sourceCredentials(plan, world);
  let code = given;
  for (const hop of plan.hops) {
    const caller = { credentials, ...plan.sts };
    const { mfaSerial: serialNumber } = hop;
    try {
      if (serialNumber === undefined) {
        credentials = (await sts.assumeRole(requestFor(hop), caller)).credentials;
      } else {
        const issued = await withCode(mfaCodes(hop, code, await terminal()), (tokenCode) =>
          sts.assumeRole({ ...requestFor(hop), serialNumber, tokenCode }, caller),
        );
        credentials = issued.credentials;
        code = undefined;
      }
    } catch (error) {
      throw refusal(error, hop, plan);
    }
  }
  return credentials;
}

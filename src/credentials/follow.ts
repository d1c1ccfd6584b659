import type { Hop, Plan, Source } from '../plan/types';
import { mfaCodes, type Terminal } from './mfa';
import { isWrongCode, refusal } from './refusal';
import type { AssumeRole, AssumeRoleRequest, Credentials } from './types';

/** What following a plan needs of the world. */
export interface Followers {
  readonly assumeRole: AssumeRole;
  /** Where a person can be asked for a code, if anywhere; called only when a code is needed. */
  readonly terminal: () => Promise<Terminal | undefined>;
}

const sourceCredentials = ({ accessKeyId, secretAccessKey, sessionToken, accountId }: Source): Credentials => ({
  accessKeyId: accessKeyId.value,
  secretAccessKey,
  ...(sessionToken && { sessionToken }),
  ...(accountId && { accountId }),
});

const requestFor = ({ profile: _, mfaSerial, ...request }: Hop): AssumeRoleRequest => request;

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
export async function followPlan(
  plan: Plan,
  given: string | undefined,
  { assumeRole, terminal }: Followers,
): Promise<Credentials> {
  let credentials = sourceCredentials(plan.source);
  let code = given;
  for (const hop of plan.hops) {
    const caller = { credentials, ...plan.sts };
    const { mfaSerial: serialNumber } = hop;
    try {
      if (serialNumber === undefined) {
        credentials = await assumeRole(requestFor(hop), caller);
      } else {
        credentials = await withCode(mfaCodes(hop, code, await terminal()), (tokenCode) =>
          assumeRole({ ...requestFor(hop), serialNumber, tokenCode }, caller),
        );
        code = undefined;
      }
    } catch (error) {
      throw refusal(error, hop, plan);
    }
  }
  return credentials;
}

import { isoSeconds } from '../util/time';
import { type Caller, roleCaller, userCaller } from './caller';
import type { KeyRing, SessionKey } from './keys';
import type { MfaCodes } from './mfa';
import { ASSUME_ROLE, GET_SESSION_TOKEN, type Parameters, validate } from './parameters';
import { accessDenied, Refusal, validationError } from './refusal';
import { sessionContext } from './session';
import { checkMfa, isTrusted } from './trust';
import type { Role, World } from './world';
import type { Tree } from './xml';

/** What an action may look at, and change. */
export interface Context {
  readonly world: World;
  readonly caller: Caller;
  readonly keys: KeyRing;
  readonly codes: MfaCodes;
  readonly now: Date;
}

type Action = (parameters: Parameters, context: Context) => Tree;

export const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const CHAINED_LIMIT = 3600;

export const credentialsTree = ({ accessKeyId, secretAccessKey, session }: SessionKey): Tree => ({
  AccessKeyId: accessKeyId,
  SecretAccessKey: secretAccessKey,
  SessionToken: session.token,
  Expiration: isoSeconds(session.expiration),
});

const assumeRole: Action = (parameters, { world, caller, keys, codes, now }) => {
  validate(parameters, ASSUME_ROLE);
  const { RoleArn: arn = '', RoleSessionName: sessionName = '', ExternalId: externalId } = parameters;
  if (!ROLE_ARN.test(arn)) throw validationError(`${arn} is invalid`);

  const context = sessionContext(parameters, caller);
  const mfa = checkMfa(parameters, caller, codes, now);
  const role = world.roles.find((candidate) => candidate.arn === arn);
  if (!role || !isTrusted(caller, role.trust, { externalId, mfa, context, now })) {
    throw accessDenied(`User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`);
  }
  const session = roleCaller(role, sessionName, context);
  const key = keys.issue(session, durationFor(role, caller.kind === 'role', parameters), now);
  return {
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    Credentials: credentialsTree(key),
    ...(context.sourceIdentity !== undefined && { SourceIdentity: context.sourceIdentity }),
  };
};

/** In seconds. @throws Refusal */
export function durationFor({ maxSessionDuration }: Role, isChained: boolean, parameters: Parameters): number {
  const wanted = Number(parameters.DurationSeconds ?? 3600);
  if (isChained && wanted > CHAINED_LIMIT) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (wanted > maxSessionDuration) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return wanted;
}

const getSessionToken: Action = (parameters, { caller, keys, codes, now }) => {
  validate(parameters, GET_SESSION_TOKEN);
  if (caller.kind === 'role' || caller.session) {
    throw accessDenied('Cannot call GetSessionToken with session credentials');
  }
  if (caller.user.denied?.includes('sts:GetSessionToken')) {
    throw accessDenied(
      `User: ${caller.arn} is not authorized to perform: sts:GetSessionToken with an explicit deny in an identity-based policy`,
    );
  }
  const mfa = checkMfa(parameters, caller, codes, now);
  const session = userCaller(caller.user, { session: true, mfa });
  return { Credentials: credentialsTree(keys.issue(session, Number(parameters.DurationSeconds ?? 43_200), now)) };
};

const getCallerIdentity: Action = (_, { caller: { arn, userId, accountId } }) => ({
  Arn: arn,
  UserId: userId,
  Account: accountId,
});

const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ['AssumeRole', assumeRole],
  ['GetCallerIdentity', getCallerIdentity],
  ['GetSessionToken', getSessionToken],
]);

/** Does what a request asks for. @throws Refusal */
export function perform(name: string, parameters: Parameters, context: Context): Tree {
  const action = ACTIONS.get(name);
  if (action) return action(parameters, context);
  throw new Refusal(400, 'InvalidAction', `Could not find operation ${name} for version 2011-06-15`);
}

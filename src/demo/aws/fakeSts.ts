import { randomUUID } from 'node:crypto';
import { assumeRole, assumeRoleWithWebIdentity, credentialsTree } from './assumeRoleAction';
import { errorXml, type QueryParameters, readQuery, resultXml, type XmlTree } from './awsQuery';
import type { AwsState } from './awsState';
import { type Caller, type Key, userCaller } from './callers';
import { checkMfa } from './mfaCodes';
import { accessDenied, asServiceError, badRequest, type ReceivedRequest, type Reply, textReply } from './serviceHttp';
import { authenticate, type ClaimedSignature, readAuthorization } from './signatureCheck';
import { GET_SESSION_TOKEN, validate } from './stsParameters';

type Action = (parameters: QueryParameters, key: Key, aws: AwsState) => XmlTree;

const getSessionToken: Action = (parameters, { caller, accessKeyId }, { keys, codes, clock }) => {
  validate(parameters, GET_SESSION_TOKEN);
  if (caller.kind === 'role' || caller.temporary) {
    throw accessDenied('Cannot call GetSessionToken with session credentials');
  }
  if (caller.user.denied?.includes('sts:GetSessionToken')) {
    throw accessDenied(
      `User: ${caller.arn} is not authorized to perform: sts:GetSessionToken with an explicit deny in an identity-based policy`,
    );
  }
  const now = clock();
  const mfaTime = checkMfa(parameters, caller, codes, now);
  const session = userCaller(caller.user, { temporary: true, mfaTime });
  const seconds = Number(parameters.DurationSeconds ?? 43_200);
  return { Credentials: credentialsTree(keys.issue(session, seconds, now, accessKeyId)) };
};

const getCallerIdentity: Action = (_, { caller: { arn, userId, accountId } }) => ({
  Arn: arn,
  UserId: userId,
  Account: accountId,
});

/** The actions that need a signature. */
const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ['AssumeRole', assumeRole],
  ['GetCallerIdentity', getCallerIdentity],
  ['GetSessionToken', getSessionToken],
]);

/** STS, without an HTTP server. */
export class FakeSts {
  constructor(private readonly aws: AwsState) {}

  /** Responds to a request, and records it. */
  async handle(request: ReceivedRequest): Promise<Reply> {
    const { action, parameters } = readQuery(request);
    // Filled in as far as the request gets, so that the record of a failed one is complete.
    const signed: { claim?: ClaimedSignature; caller?: Caller } = {};
    const reply = await respondXml(action, () =>
      action === 'AssumeRoleWithWebIdentity'
        ? assumeRoleWithWebIdentity(parameters, this.aws)
        : this.performSigned(request, signed),
    );
    const { accessKeyId, region } = signed.claim ?? {};
    const { status, errorCode } = reply;
    this.aws.requests.push({ action, parameters, accessKeyId, region, status, errorCode, signer: signed.caller?.arn });
    return reply;
  }

  private async performSigned(
    request: ReceivedRequest,
    signed: { claim?: ClaimedSignature; caller?: Caller },
  ): Promise<XmlTree> {
    signed.claim = readAuthorization(request.headers);
    const { keys, clock, accounts } = this.aws;
    const key = await authenticate(request, signed.claim, keys, clock(), accounts.disabledRegions);
    signed.caller = key.caller;
    const { action: name, parameters } = readQuery(request);
    const action = ACTIONS.get(name);
    if (action) return action(parameters, key, this.aws);
    throw badRequest('InvalidAction', `Could not find operation ${name} for version 2011-06-15`);
  }

  /** A code that AWS will accept. @throws Error if the device doesn't exist, or every valid code was used */
  mfaCode(serialNumber: string): string {
    const { accounts, codes, clock } = this.aws;
    const device = accounts.users.map(({ mfa }) => mfa).find((mfa) => mfa?.serialNumber === serialNumber);
    if (!device) throw new Error(`MFA device ${serialNumber} not found.`);
    return codes.next(device, clock());
  }

  /** The demo's own `GET /mfa`, not part of AWS: the code as text, or the reason why there is none. */
  showMfaCode(serialNumber: string): Reply {
    try {
      return textReply(`${this.mfaCode(serialNumber)}\n`);
    } catch (error) {
      return textReply(`${(error as Error).message}\n`, 404);
    }
  }
}

async function respondXml(action: string, perform: () => XmlTree | Promise<XmlTree>) {
  const requestId = randomUUID();
  const headers = { 'Content-Type': 'text/xml', 'x-amzn-RequestId': requestId };
  try {
    return { status: 200, headers, text: resultXml(action, await perform(), requestId), errorCode: undefined };
  } catch (caught) {
    const error = asServiceError(caught);
    return { status: error.status, headers, text: errorXml(error, requestId), errorCode: error.code };
  }
}

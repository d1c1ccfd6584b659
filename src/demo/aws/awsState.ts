import type { AwsAccounts, Clock } from './awsAccounts';
import type { QueryParameters } from './awsQuery';
import { KeyRing } from './callers';
import { MfaCodes } from './mfaCodes';
import {
  asServiceError,
  type JsonInput,
  type JsonOperation,
  jsonReply,
  type ReceivedRequest,
  type Reply,
  readJson,
  type ServiceError,
} from './serviceHttp';

/** What tests may want to know about a request. A member is `undefined` if the request doesn't have it. */
export interface RecordedRequest {
  readonly action: string;
  /** Without `Action` and `Version`. Members of a JSON body that aren't strings are JSON. */
  readonly parameters: QueryParameters;
  readonly accessKeyId: string | undefined;
  /** The region that the request was signed for. */
  readonly region: string | undefined;
  /** The HTTP status of the response; 0 if none was sent. */
  readonly status: number;
  readonly errorCode: string | undefined;
  /** The ARN of the caller who signed it. */
  readonly signer?: string | undefined;
}

/** What all services of the fake AWS share, in memory only. */
export class AwsState {
  readonly requests: RecordedRequest[] = [];
  readonly keys: KeyRing;
  readonly codes = new MfaCodes();

  constructor(
    readonly accounts: AwsAccounts,
    readonly clock: Clock,
  ) {
    this.keys = new KeyRing(accounts.users);
  }

  /** Records a request that isn't signed. */
  record(action: string, parameters: JsonInput, status: number, errorCode?: string): void {
    const texts = Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    this.requests.push({
      action,
      parameters: Object.fromEntries(texts),
      accessKeyId: undefined,
      region: undefined,
      status,
      errorCode,
    });
  }

  /**
   * Responds to a request of a service that speaks JSON (restJson1), and records it.
   * @param errorBody the service's JSON for an error
   */
  respondJson(
    action: string,
    request: ReceivedRequest,
    operation: JsonOperation,
    errorBody: (error: ServiceError) => object,
  ): Reply {
    const input = { ...request.query, ...readJson(request) };
    try {
      const reply = jsonReply(operation(input, request));
      this.record(action, input, 200);
      return reply;
    } catch (caught) {
      const error = asServiceError(caught);
      this.record(action, input, error.status, error.code);
      return jsonReply(errorBody(error), error.status, { 'x-amzn-ErrorType': error.code });
    }
  }
}

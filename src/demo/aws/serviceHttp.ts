import type { IncomingHttpHeaders } from 'node:http';

/** A request as the server received it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A response that hasn't been sent yet. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The name that an operation is recorded under ('' for pages, which aren't AWS requests), and its handler. */
export type Route = readonly [
  action: string,
  handle: (request: ReceivedRequest, action: string) => Reply | Promise<Reply>,
];

/** Routes by method and path, such as `GET /mfa`. */
export type Routes = Readonly<Record<string, Route>>;

/** The members of a JSON request body. */
export type JsonInput = Readonly<Record<string, unknown>>;

/** An operation of a service that speaks JSON: returns the response body. @throws ServiceError */
export type JsonOperation = (input: JsonInput, request: ReceivedRequest) => object;

/** An error response of a service, with AWS's own status, code and wording. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The caller lacks permission: status 403. */
export const accessDenied = (message: string): ServiceError => new ServiceError(403, 'AccessDenied', message);

/** A parameter is invalid, whoever sends it: status 400. */
export const validationError = (message: string): ServiceError => new ServiceError(400, 'ValidationError', message);

/** Any other error of the sender: status 400. */
export const badRequest = (code: string, message: string): ServiceError => new ServiceError(400, code, message);

/** AWS's response when it fails itself: status 500. */
export const internalFailure = (): ServiceError =>
  new ServiceError(
    500,
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
  );

/** The error to respond with. Anything unexpected becomes an internal failure. */
export const asServiceError = (error: unknown): ServiceError =>
  error instanceof ServiceError ? error : internalFailure();

/** A JSON response. */
export const jsonReply = (value: object, status = 200, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  text: JSON.stringify(value),
});

/** A page for a browser. @param body trusted HTML */
export const htmlReply = (body: string, status = 200): Reply => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  text: `<!doctype html><title>assume demo</title>${body}\n`,
});

/** A plain text response. */
export const textReply = (text: string, status = 200): Reply => ({
  status,
  headers: { 'Content-Type': 'text/plain' },
  text,
});

/** Redirects a browser. */
export const redirectReply = (location: string): Reply => ({ status: 302, headers: { Location: location }, text: '' });

/** A member that is a string, else ''. */
export const stringMember = (input: JsonInput, name: string): string => {
  const value = input[name];
  return typeof value === 'string' ? value : '';
};

/** A member that is a list, as strings, else `undefined`. */
export const listMember = (input: JsonInput, name: string): readonly string[] | undefined => {
  const value = input[name];
  return Array.isArray(value) ? value.map(String) : undefined;
};

/** Parses a JSON body. Returns no members if it isn't JSON. */
export function readJson({ body }: ReceivedRequest): JsonInput {
  try {
    return Object(JSON.parse(body.toString()));
  } catch {
    return {};
  }
}

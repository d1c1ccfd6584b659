/** What AWS refuses, in its own code, HTTP status and words. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The caller may not do this. */
export const accessDenied = (message: string): Refusal => new Refusal(403, 'AccessDenied', message);

/** A parameter is wrong, whoever sends it. */
export const validationError = (message: string): Refusal => new Refusal(400, 'ValidationError', message);

/** AWS's words for a failure of its own. */
export const internalFailure = (): Refusal =>
  new Refusal(
    500,
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
  );

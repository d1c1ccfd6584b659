import { internalFailure, Refusal } from './refusal';
import type { Received } from './signature';

/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The members of a JSON body. */
export type Input = Readonly<Record<string, unknown>>;

/** One operation of a service that speaks JSON. @throws Refusal */
export type Operation = (input: Input, received: Received) => object;

export const jsonReply = (value: object, status = 200, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  text: JSON.stringify(value),
});

export const htmlReply = (body: string, status = 200): Reply => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  text: `<!doctype html><title>assume demo</title>${body}\n`,
});

export const textReply = (text: string, status = 200): Reply => ({
  status,
  headers: { 'Content-Type': 'text/plain' },
  text,
});

/** A redirection of a browser. */
export const redirectReply = (location: string): Reply => ({ status: 302, headers: { Location: location }, text: '' });

/** A member that is text; '' if there is none. */
export const textOf = (input: Input, name: string): string => {
  const value = input[name];
  return typeof value === 'string' ? value : '';
};

/** A member that is a list of texts; `undefined` if there is none. */
export const listOf = (input: Input, name: string): readonly string[] | undefined => {
  const value = input[name];
  return Array.isArray(value) ? value.map(String) : undefined;
};

/** What the JSON of a body says; nothing if it is no JSON. */
export function readJson({ body }: Received): Input {
  try {
    return Object(JSON.parse(body.toString()));
  } catch {
    return {};
  }
}

/** Anything else that is thrown is a failure of ours. */
export const asRefusal = (error: unknown): Refusal => (error instanceof Refusal ? error : internalFailure());

import { isDestinationName, withoutOwnDestination } from '../environment/destination';
import { FOREIGN } from '../environment/foreign';
import { MANAGED } from '../environment/managed';
import { type Env, homeFolder } from '../platform/env';
import { hasControlCharacter } from '../util/controlCharacters';
import { hasInvisibleCharacter } from '../util/invisible';

/** These differ from shell to shell, so they are never saved. */
const PER_SHELL: readonly string[] = ['ASSUME_PREVIOUS', 'ASSUME_RESTORE'];

/** The only names that a session file may set or remove. */
const NAME = /^A(WS|SSUME|WSUME)_[A-Z0-9_]+$/;

/** A value that fits on a line, that every shell reads back unchanged, and that can be shown as it is. */
const isPlainValue = (value: string) =>
  !value.includes('\\') && !hasControlCharacter(value) && !hasInvisibleCharacter(value);

/** In seconds: no credentials of AWS last longer (GetSessionToken). */
const LONGEST = 36 * 3600;

/** In seconds: with less left, credentials are renewed. */
const RENEWAL_WINDOW = 900;

/** The endpoints that credentials are obtained from: under other ones they would be other credentials. */
const ENDPOINT = 'AWS_ENDPOINT_URL';
const ENDPOINTS = ['', '_STS', '_SSO', '_SSO_OIDC', '_SIGNIN'].map((service) => `${ENDPOINT}${service}`);

/** The environment as the user has made it, as far as session files depend on it. */
export const userEnvironment = (env: Env): Env =>
  env.ASSUME_ENDPOINTS === undefined ? env : withoutOwnDestination(env);

/** Values of variables, by name. */
export type SessionValues = Readonly<Record<string, string>>;

/**
 * Whether session files can be written and used in an environment.
 * @param env the user's ({@link userEnvironment})
 */
export const allowsSessions = (env: Env): boolean => FOREIGN.every((name) => env[name] === undefined);

/**
 * Whether a session sets where requests go, and the user has said so too: the user's word counts, so the shell would get
 * something else. An AWS_ENDPOINT_URL of the user also beats the endpoints of single services in a profile.
 * @param env the user's ({@link userEnvironment})
 */
export function contradicts(values: SessionValues, env: Env): boolean {
  const names = Object.keys(values).filter(isDestinationName);
  const hasEndpoint = names.some((name) => name.startsWith(ENDPOINT));
  return names.some((name) => env[name] !== undefined) || (hasEndpoint && Boolean(env[ENDPOINT]));
}

/** The user's variables that say where requests go, but for those that a session's place names. */
export const redirections = (env: Env): readonly string[] =>
  Object.keys(env).filter((name) => isDestinationName(name) && env[name] !== undefined && !ENDPOINTS.includes(name));

/** The home and the endpoints that a session is valid for. @param env the user's ({@link userEnvironment}) */
export const placeOf = (env: Env): string => [homeFolder(env), ...ENDPOINTS.map((name) => env[name] ?? '')].join(' ');

/** What a session file says besides its variables. Times are in seconds since 1970. */
export interface SessionHeader {
  readonly end: number;
  readonly since: number;
  /** The hash that names the generation. */
  readonly generation: string;
  /** The files that must exist, such as `config+credentials+token`; all others must not. */
  readonly files: string;
  readonly place: string;
}

/** The content of a session file. */
export interface Session extends SessionHeader {
  readonly values: SessionValues;
}

/**
 * Whether a session file can hold this. It can't hold credentials without expiry or region, or that last less than 15 minutes
 * or longer than AWS's; nor control characters or backslashes in a value.
 */
export function isRepresentable({ since, place, values }: Pick<Session, 'since' | 'place' | 'values'>): boolean {
  const end = Number(values.ASSUME_EXPIRES);
  const lasts = end - since > RENEWAL_WINDOW && end <= since + LONGEST;
  const isPlain = Object.entries(values).every(([name, value]) => NAME.test(name) && isPlainValue(value));
  return Boolean(values.AWS_REGION) && lasts && isPlain && !hasControlCharacter(place);
}

/**
 * The text of a session file: a header, a line for each variable with its name and value, one line of all variables to
 * remove, and `end`. TAB separates the fields. It is data, not code: the scripts in `shell/` read it. The header has the
 * life, which ends as many seconds before the session as credentials are renewed: fish has no clock.
 * @param session {@link isRepresentable}
 */
export function formatSession({ since, generation, files, place, values }: Omit<Session, 'end'>): string {
  const end = Number(values.ASSUME_EXPIRES);
  const life = end - since - RENEWAL_WINDOW;
  const unset = MANAGED.filter((name) => values[name] === undefined && !PER_SHELL.includes(name));
  const header = ['assume', 3, end, since, life, generation, files, place];
  return [header, ...Object.entries(values), ['unset', ...unset], ['end']]
    .map((line) => `${line.join('\t')}\n`)
    .join('');
}

const HEADER = /^assume\t3\t(\d{10})\t(\d{10})\t\d+\t([0-9a-f]+)\t([a-z+]+)\t([^\t]+)$/;

/**
 * Reads what {@link formatSession} wrote.
 * @returns `undefined` for any other text, such as an incomplete file or other variables
 */
export function parseSession(text: string): Session | undefined {
  const [first = '', ...rest] = text.split('\n');
  const [, end, since, generation = '', files = '', place = ''] = HEADER.exec(first) ?? [];
  const [nothing, last, unset = '', ...pairs] = rest.reverse();
  if (nothing !== '' || last !== 'end' || !unset.startsWith('unset\t')) return undefined;
  const lines = pairs.reverse().map((line) => line.split('\t'));
  const names = [...lines.map(([name = '']) => name), ...unset.split('\t').slice(1)];
  if (!lines.every(({ length }) => length === 2) || !names.every((name) => NAME.test(name))) return undefined;
  const values = Object.fromEntries(lines) as SessionValues;
  if (end === undefined || values.ASSUME_EXPIRES !== end) return undefined;
  return { end: Number(end), since: Number(since), generation, files, place, values };
}

/**
 * Whether a session is one of this profile, for this environment and this moment.
 * @param env the user's ({@link userEnvironment})
 * @param second since 1970: whole, as the scripts see it
 */
export const isCurrent = (session: Session, profile: string, env: Env, second: number): boolean =>
  session.values.ASSUME_PROFILE === profile &&
  session.since <= second &&
  session.end > second + RENEWAL_WINDOW &&
  session.end <= session.since + LONGEST &&
  session.place === placeOf(env) &&
  !contradicts(session.values, env);

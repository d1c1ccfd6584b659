import { chmodSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assumedValues } from '../../src/environment/change';
import { MANAGED, type Values } from '../../src/environment/managed';
import type { Env } from '../../src/platform/env';
import { realFiles } from '../../src/platform/files';
import { generationIn, generationPath } from '../../src/platform/generations';
import { snapshotText, takeSnapshot } from '../../src/profiles/snapshot';
import { writeSession as writeWith } from '../../src/sessions/saveSession';
import type { SessionValues } from '../../src/sessions/sessionFile';
import { folderToWrite } from '../../src/sessions/sessionFolder';
import { sessionFiles } from '../../src/sessions/trackedFiles';
import type { ShellName } from './shells';
import type { Stub } from './stub';

/** Harmless to a reader, and dangerous to a shell that evaluates it. */
export const SECRET = `wJalr'x"$(touch pwned)\`touch pwned\` !! * %s ~ $HOME 'a'=b`;

/** The shells whose scripts read session files. */
export const SESSION_SHELLS: readonly ShellName[] = ['bash', 'zsh', 'fish', 'pwsh'];

export interface SessionOptions {
  readonly profile?: string;
  /** Seconds until the session expires, and since it was written. */
  readonly left?: number;
  readonly age?: number;
  readonly accountId?: string | undefined;
  /** The environment of the program that wrote it, besides HOME. */
  readonly env?: Env;
  /** More values, such as the endpoints of the profile. */
  readonly values?: Readonly<Record<string, string>>;
  /** The token file that it rests on, whose time must lie back. */
  readonly token?: string;
}

/**
 * Writes a session file as the program does, from AWS files whose times lie far enough back.
 * @returns the paths of the session and of its generation, and the values in it
 */
export function writeSession(
  { home }: Pick<Stub, 'home'>,
  options: SessionOptions = {},
): { path: string; generation: string; values: Values } {
  const { profile = 'prod', left = 3600, age = 60 } = options;
  const accountId = 'accountId' in options ? options.accountId : '333344445555';
  const second = Math.floor(Date.now() / 1000);
  const began = new Date((second - age) * 1000);
  const values = {
    ...assumedValues({
      profile,
      region: 'eu-central-1',
      credentials: {
        accessKeyId: 'ASIAFRESH',
        secretAccessKey: SECRET,
        sessionToken: `${'T/+'.repeat(300)}==`,
        expiration: new Date((second + left) * 1000),
        ...(accountId !== undefined && { accountId }),
      },
    }),
    ...options.values,
  };
  const env = { HOME: home, ...options.env };
  const [config, credentials] = ['config', 'credentials'].map((name) => join(home, '.aws', name)) as [string, string];
  if (!existsSync(config) && !existsSync(credentials)) writeOld(config, `[profile ${profile}]\n`);
  const paths = { ...sessionFiles(env), ...(options.token !== undefined && { token: options.token }) };
  const snapshot = takeSnapshot(paths, realFiles.state);
  writeWith(values as SessionValues, { began, snapshot }, { env, files: realFiles, now: () => began });
  const path = join(folderToWrite(env), profile);
  if (!existsSync(path)) throw new Error(`no session file can be written for ${profile}`);
  const folder = folderToWrite(env);
  const generation = generationIn(folder, undefined, snapshotText(snapshot), realFiles);
  return { path, generation: generationPath(folder, generation), values };
}

/** Writes a file whose time lies far enough back for a session to rest on it. */
export function writeOld(path: string, text: string, time: number = 1e9): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o600 });
  utimesSync(path, time, time);
  return path;
}

/** Edits a file, and keeps its time and its private mode. */
export function edit(path: string, change: (text: string) => string): void {
  const modified = realFiles.modified(path) ?? 0;
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  chmodSync(path, 0o600);
  utimesSync(path, modified / 1000, modified / 1000);
}

const FIELDS = ['MAGIC', 'VERSION', 'END', 'SINCE', 'LIFE', 'GENERATION', 'FILES', 'PLACE'] as const;

/** The fields of a session file's first line. */
export type Header = Readonly<Record<(typeof FIELDS)[number], string>>;

/** The text of a session file with another header. */
export function editHeader(
  text: string,
  change: (fields: Header) => Partial<Record<keyof Header, string | number>>,
): string {
  const [first = '', ...lines] = text.split('\n');
  const fields = first.split('\t');
  const header = Object.fromEntries(FIELDS.map((name, at) => [name, fields[at]])) as Header;
  const changed = { ...header, ...change(header) };
  return [FIELDS.map((name) => changed[name]).join('\t'), ...lines].join('\n');
}

/** The managed variables in the output of `env`. */
export const managedIn = (printed: string): Values =>
  Object.fromEntries(
    printed.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      return (MANAGED as readonly string[]).includes(line.slice(0, at))
        ? [[line.slice(0, at), line.slice(at + 1)]]
        : [];
    }),
  );

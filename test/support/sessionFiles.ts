import { chmodSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { assumedValues } from '../../src/environment/change';
import { MANAGED, type Values } from '../../src/environment/managed';
import type { Env } from '../../src/platform/env';
import { realFiles } from '../../src/platform/files';
import { formatSession, sessionPath } from '../../src/sessions/sessionFile';
import type { Stub } from './stub';

/** Harmless to a reader, and dangerous to a shell that evaluates it. */
export const SECRET = `wJalr'x"$(touch pwned)\`touch pwned\` !! * %s ~ $HOME 'a'=b`;

export interface SessionOptions {
  readonly profile?: string;
  /** Seconds until the session expires, and since it was written. */
  readonly left?: number;
  readonly age?: number;
  readonly accountId?: string | undefined;
  /** The environment of the program that wrote it, besides HOME. */
  readonly env?: Env;
}

/** Writes a session file as the program does, and older AWS files. @returns the path, and the values in the file */
export function writeSession(stub: Stub, options: SessionOptions = {}): { path: string; values: Values } {
  const { profile = 'prod', left = 3600, age = 60, env = {} } = options;
  const accountId = 'accountId' in options ? options.accountId : '333344445555';
  const second = Math.floor(Date.now() / 1000);
  const began = new Date((second - age) * 1000);
  const values = assumedValues({
    profile,
    region: 'eu-central-1',
    credentials: {
      accessKeyId: 'ASIAFRESH',
      secretAccessKey: SECRET,
      sessionToken: `${'T/+'.repeat(300)}==`,
      expiration: new Date((second + left) * 1000),
      ...(accountId !== undefined && { accountId }),
    },
  });
  const path = sessionPath({ HOME: stub.home }, profile);
  const text = formatSession({ HOME: stub.home, ...env }, values, began);
  if (!path || !text) throw new Error(`no session file can be written for ${profile}`);
  realFiles.replace(path, text, began.getTime());
  utimesSync(stub.write('.aws/config', `[profile ${profile}]\n`), 1e9, 1e9);
  return { path, values };
}

/** Edits a file, and keeps its time and its private mode. */
export function edit(path: string, change: (text: string) => string): void {
  const modified = realFiles.modified(path) ?? 0;
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  chmodSync(path, 0o600);
  utimesSync(path, modified / 1000, modified / 1000);
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

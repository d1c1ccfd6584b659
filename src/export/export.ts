import { appendFileSync, closeSync, constants, openSync } from 'node:fs';
import { type AssumeOptions, credentialsFor, type Resolved } from '../assume';
import { AssumeError, EXIT, misuse } from '../errors';
import type { Handler } from '../outcome';
import { noProfile } from '../plan/hints';
import type { Env } from '../platform/env';
import { systemReason } from '../platform/files';
import { findShell } from '../shells/table';
import { DEFAULT_FORMAT, FORMATS } from './formats';
import type { Exported, Format } from './types';

const cantWrite = (path: string, error: unknown) =>
  new AssumeError(`Can't write to ${path}: ${systemReason(error as Error)}.`, { exitCode: EXIT.failure });

/**
 * Opens an existing file, so that a problem with it shows before any work is done.
 * @returns a function that appends a text, once; it throws as this one does
 * @throws AssumeError (exit 1) if the file can't be opened or written
 */
export function openToAppend(path: string): (text: string) => void {
  const attempt = <Result>(act: () => Result): Result => {
    try {
      return act();
    } catch (error) {
      throw cantWrite(path, error);
    }
  };
  const file = attempt(() => openSync(path, constants.O_WRONLY | constants.O_APPEND));
  return (text) => {
    attempt(() => appendFileSync(file, text));
    closeSync(file);
  };
}

/** The options of `assume export`. */
export interface ExportOptions extends AssumeOptions {
  /** A key of {@link FORMATS}; {@link DEFAULT_FORMAT} if absent. */
  readonly format?: string | undefined;
}

/** ASSUME_ENDPOINTS tells a later assume which endpoints are not the user's. */
const isExported = (name: string) => name.startsWith('AWS_') || name === 'ASSUME_ENDPOINTS';

/** What `assume PROFILE` would change in this shell, without the variables that only `assume` uses. */
export function exported({ plan: { profile }, change: whole }: Resolved): Exported {
  const change = whole.filter(([name]) => isExported(name));
  const values = Object.fromEntries(change.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
  return { profile, change, values };
}

/** Opens the file that a format appends to, if it has one. @throws AssumeError (exit 2) if no variable names the file */
function openAppendFile({ append }: Format, format: string, env: Env): ((text: string) => void) | undefined {
  if (!append) return undefined;
  const path = env[append.variable];
  if (path) return openToAppend(path);
  throw misuse(`The ${format} format needs ${append.variable}, which ${append.setBy} sets; it isn't set here.`);
}

/**
 * What a failed `assume export` prints, so that a script that evaluates it doesn't go on with other credentials: a
 * statement that fails with the exit status. Empty for a format that no shell evaluates.
 * @param format as typed: a shell's other name still shows which shell evaluates it; any other that doesn't exist counts as
 *   the default
 */
export function failureText(status: number, format: string = DEFAULT_FORMAT): string {
  const known = FORMATS.get(findShell(format)?.name ?? format) ?? FORMATS.get(DEFAULT_FORMAT);
  return known?.failure?.(status) ?? '';
}

/**
 * `assume export PROFILE --format FORMAT`: prints a profile's credentials for another program to read.
 * @throws AssumeError before anything is written: exit 2 for a wrong command line, exit 1 for a value that the format can't
 * represent or a file that can't be opened, otherwise as {@link credentialsFor}
 */
export const exportCredentials: Handler<ExportOptions> = async ({ names: [profile], options }, context) => {
  if (profile === undefined && options.roleArn === undefined) throw noProfile(['assume export --help', 'Run']);
  const { format: name = DEFAULT_FORMAT } = options;
  const format = FORMATS.get(name);
  if (!format) throw misuse(`Unknown --format value "${name}".`, ['assume export --help', 'Run']);
  const { env } = context;
  const append = openAppendFile(format, name, env);
  const credentials = exported(await credentialsFor(profile, options, context));
  const appended = format.append?.write(credentials, crypto.randomUUID());
  // stdout first: it has the masks, and what they hide must not be anywhere before them.
  return { kind: 'text', text: format.write(credentials), finish: () => appended !== undefined && append?.(appended) };
};

import { appendFileSync, closeSync, constants, openSync } from 'node:fs';
import { type AssumeOptions, credentialsFor, type Resolved } from '../assume';
import { assumeChange } from '../environment/change';
import { AssumeError, EXIT, misuse } from '../errors';
import type { Handler } from '../outcome';
import { noProfile } from '../plan/hints';
import type { Env } from '../platform/env';
import { FORMATS } from './formats';
import type { Exported, Format } from './types';

const cannot = (path: string, error: unknown) =>
  new AssumeError(`${path} cannot be written: ${(error as Error).message}`, { exitCode: EXIT.failure });

/**
 * Opens a file that must be there, so that what is wrong with it shows before any work is done.
 * @returns appends a text, once
 * @throws AssumeError (exit 1) if it cannot be opened or, later, written
 */
export function openToAppend(path: string): (text: string) => void {
  const attempt = <Result>(act: () => Result): Result => {
    try {
      return act();
    } catch (error) {
      throw cannot(path, error);
    }
  };
  const file = attempt(() => openSync(path, constants.O_WRONLY | constants.O_APPEND));
  return (text) => {
    attempt(() => appendFileSync(file, text));
    closeSync(file);
  };
}

/** What was asked for on the command line. */
export interface ExportOptions extends AssumeOptions {
  readonly format?: string | undefined;
}

const noFormat = () =>
  misuse(`Which format? --format is one of: ${[...FORMATS.keys()].join(', ')}.`, [
    'assume export --help',
    'shows what each of them is',
  ]);

/** What `assume <profile>` would put into this shell; ours alone is what begins with another word than AWS. */
export function exported({ plan, credentials }: Resolved, env: Env): Exported {
  const { profile, region } = plan;
  const change = assumeChange(env, { profile, region, credentials }).filter(([name]) => name.startsWith('AWS_'));
  const values = Object.fromEntries(change.filter(([, value]) => value !== null));
  return { profile, change, values };
}

/** Where a format that needs a file of its own appends to it. */
function appender({ append }: Format, format: string, env: Env): ((text: string) => void) | undefined {
  if (!append) return undefined;
  const path = env[append.variable];
  if (path) return openToAppend(path);
  throw misuse(`The format "${format}" is for ${append.setBy}, which sets ${append.variable}: it is not set here.`);
}

/**
 * `assume export PROFILE --format FORMAT`: the credentials of a profile for another program to read.
 * @throws AssumeError, before anything is written
 */
export const exportCredentials: Handler<ExportOptions> = async ({ names: [name], options }, context) => {
  if (name === undefined && options.roleArn === undefined) throw noProfile(['assume export --help', 'Run']);
  const format = FORMATS.get(options.format ?? '');
  if (options.format === undefined || !format) throw noFormat();
  const { env } = context;
  const append = appender(format, options.format, env);
  const what = exported(await credentialsFor(name, options, context), env);
  const more = format.append?.write(what, crypto.randomUUID());
  // The masks come first: what they hide isn't anywhere before.
  return { kind: 'text', text: format.write(what), finish: () => more !== undefined && append?.(more) };
};

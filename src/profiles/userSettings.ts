import { type AssumeError, isAssumeError } from '../errors';
import { type Env, homeFolder, settingsFile } from '../platform/env';
import type { Files } from '../platform/files';
import { isEndless } from '../platform/regularFile';
import { requireTrusted } from '../platform/trust';
import { scan } from './scan';
import { location, type Section, type Setting, type UserSettings } from './types';

/** The section that holds them all. */
const SECTION = 'assume';

/** What there is without a settings file. */
export const NO_SETTINGS: UserSettings = { unknown: [] };

const KEYS = ['production', 'browser'];

const unknownIn = (section: Section) =>
  section.name === SECTION
    ? [...section.settings].filter(([key]) => !KEYS.includes(key)).map(([key, setting]) => entry(key, setting))
    : [entry(`[${section.name}]`, section)];

const entry = (name: string, where: Section | Setting) => ({ location: location(where), name });

const patternsOf = (value: string) =>
  value
    .split(/[,\n]/)
    .map((pattern) => pattern.trim())
    .filter(Boolean);

/** Without a home folder there are none, though the variables of the AWS files may name their paths. */
function pathOf(env: Env): string | undefined {
  try {
    return homeFolder(env) && settingsFile(env);
  } catch {
    return undefined;
  }
}

function settingsIn(text: string, path: string): UserSettings {
  const sections = scan(text, path);
  const settings = sections.find(({ name }) => name === SECTION)?.settings;
  const production = settings?.get('production');
  const browser = settings?.get('browser')?.value;
  return {
    ...(production && { production: patternsOf(production.value) }),
    ...(browser && { browser }),
    unknown: sections.flatMap(unknownIn),
  };
}

/** Of a file that can't be read, or isn't of the right syntax. @throws whatever isn't about the file */
function defaultsBecause(error: unknown): UserSettings & { readonly failure: AssumeError } {
  if (!isAssumeError(error)) throw error;
  return { ...NO_SETTINGS, failure: error };
}

/**
 * Reads `assume/config` in the folder for settings: the syntax of the AWS files, one section `[assume]`. A file that can't be
 * read, that others can write, or that isn't of that syntax, stops nobody: the defaults apply, with the `failure`.
 */
export function readUserSettings(files: Pick<Files, 'read'>, env: Env): UserSettings {
  const path = pathOf(env);
  try {
    const text = path && !isEndless(path) && files.read(path);
    return path && text ? settingsIn(text, requireTrusted(path, homeFolder(env))) : NO_SETTINGS;
  } catch (error) {
    return defaultsBecause(error);
  }
}

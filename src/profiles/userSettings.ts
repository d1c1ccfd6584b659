import { type Env, settingsFile } from '../platform/env';
import type { Files } from '../platform/files';
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
    return settingsFile(env);
  } catch {
    return undefined;
  }
}

/**
 * Reads `assume/config` in the folder for settings: the syntax of the AWS files, one section `[assume]`.
 * @throws AssumeError (exit 3) for a file that can't be read, or isn't of that syntax
 */
export function readUserSettings(files: Pick<Files, 'read'>, env: Env): UserSettings {
  const path = pathOf(env);
  const text = path && files.read(path);
  if (!path || !text) return NO_SETTINGS;
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

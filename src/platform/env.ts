import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, win32 } from 'node:path';
import { misconfigured } from '../errors';
import { requireTrusted } from './trust';

/** The process environment, as a value. An unset variable is `undefined`, an empty one `''`. */
export type Env = Readonly<Record<string, string | undefined>>;

const unknownHome = (reason: string, ...advice: string[]) =>
  misconfigured([`Can't find your home folder: ${reason}.`, ...advice].join(' '));

/** The system's record of the user's home folder (passwd), which `os.homedir` would read HOME before. */
function recordedHome(): string {
  let folder = '';
  try {
    // Loaded only here: HOME is almost always set.
    const { userInfo }: typeof import('node:os') = require('node:os');
    folder = userInfo().homedir;
  } catch {
    // As in a container whose user has no passwd entry.
  }
  if (isAbsolute(folder)) return folder;
  throw unknownHome('HOME is not set, and the system has no record of this user');
}

/**
 * The user's home folder: HOME, or the system's record if HOME isn't set.
 * @throws AssumeError (exit 3) if there is no such record, or if HOME is empty or a relative path: it would be another
 * folder in every working directory
 */
export function homeFolder({ HOME }: Env): string {
  if (HOME === undefined) return recordedHome();
  if (isAbsolute(HOME)) return HOME;
  const found = HOME === '' ? 'is empty' : `is "${HOME}", which isn't an absolute path`;
  throw unknownHome(`HOME ${found}`, 'Set HOME, or unset it to use the home folder of your account.');
}

/**
 * A path that doesn't depend on the working directory.
 * @param name what the path comes from, as the beginning of a sentence
 * @throws AssumeError (exit 3) for a relative one
 */
export function requireAbsolute(path: string, name: string): string {
  if (isAbsolute(path)) return path;
  throw misconfigured(`${name} is "${path}", which isn't an absolute path: it would be another one in every folder.`);
}

/** A relative folder is ignored (XDG Base Directory Specification): it would be another one in every working directory. */
const folderOf = (configured: string | undefined, env: Env, ...byDefault: readonly string[]) =>
  configured && isAbsolute(configured) ? configured : join(homeFolder(env), ...byDefault);

/** A folder of `assume`'s own, if nobody else can change what is there. */
const ownFolder = (configured: string | undefined, env: Env, ...byDefault: readonly string[]) =>
  requireTrusted(join(folderOf(configured, env, ...byDefault), 'assume'), homeFolder(env));

/**
 * Where `assume` keeps files that can be deleted at any time. The scripts in `shell/` look in the same place.
 * @throws AssumeError (exit 3) if others can change what is there ({@link requireTrusted}), or if the home folder is unknown
 */
export const cacheFolder = (env: Env): string => ownFolder(env.XDG_CACHE_HOME, env, '.cache');

/** Where `assume` keeps what is worth keeping, though it isn't data of the user's. @throws AssumeError as {@link cacheFolder} */
export const stateFolder = (env: Env): string => ownFolder(env.XDG_STATE_HOME, env, '.local', 'state');

/** A folder of the AWS CLI's, in `~/.aws`. @throws AssumeError as {@link cacheFolder} */
export function awsFolder(env: Env, ...names: readonly string[]): string {
  const home = homeFolder(env);
  return requireTrusted(join(home, '.aws', ...names), home);
}

/** Where programs keep their data. */
export const dataFolder = (env: Env): string => folderOf(env.XDG_DATA_HOME, env, '.local', 'share');

/** Where programs keep their settings. */
export const configFolder = (env: Env): string => folderOf(env.XDG_CONFIG_HOME, env, '.config');

/**
 * Where `assume` keeps its own: on Windows in the user's folder for them, which APPDATA names. PowerShell's script looks in
 * the same place there, those of the other shells as elsewhere.
 * @param system as Node names it
 */
export function settingsFile(env: Env, system: string = process.platform): string {
  const { APPDATA: roaming } = env;
  const isNamed = system === 'win32' && roaming !== undefined && win32.isAbsolute(roaming);
  return isNamed ? win32.join(roaming, 'assume', 'config') : join(configFolder(env), 'assume', 'config');
}

/**
 * Whether this process is root and a path is, or would be, in another user's folder, as with `sudo -E`: that user could
 * neither read nor replace what root left there.
 */
export function isForeignHomeAsRoot(path: string): boolean {
  if (process.geteuid?.() !== 0) return false;
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? stats.uid !== 0 : dirname(path) !== path && isForeignHomeAsRoot(dirname(path));
}

/** A text with the user's home folder written as `~`, wherever a path in it begins with that folder. */
export function shortenHome(text: string, env: Env): string {
  try {
    const home = homeFolder(env).replace(/\/+$/, '');
    return home === '' ? text : text.replaceAll(`${home}/`, '~/');
  } catch {
    return text;
  }
}

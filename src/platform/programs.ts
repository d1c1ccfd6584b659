import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Env } from './env';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Every program of that name on a PATH, in PATH order. */
export const programsOn = (path: string, name: string): string[] => {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.ps1'] : [''];
  const folders = [...new Set(path.split(delimiter).filter(Boolean))];
  return folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))).filter(isProgram);
};

/** The PATH variable, which Windows may spell `Path`. */
export const pathOf = (env: Env): string => env.PATH ?? env.Path ?? '';

/** The operating system, as Node names it: `linux`, `darwin`, `win32`. */
export const platform: string = process.platform;

import type { Env } from './env';
import { platform } from './processes';

/** With how much environment the system starts programs. */
export interface StartLimits {
  /** How long a variable is, with its name and `=`, in the system's unit. */
  readonly lengthOf: (variable: string) => number;
  /** A variable of this length is too long. */
  readonly variable: number;
  /** The unit of both, as messages name it. */
  readonly unit: string;
  /** The most bytes that all variables may have together. May start a program to find out. */
  readonly total: () => number;
}

const NO_LIMIT = Number.POSITIVE_INFINITY;

/** In bytes. POSIX guarantees less; every system in use has more than this. */
const ALWAYS_FITS = 100_000;

/** In bytes: getconf(1) knows, where it is installed. It depends on the limits of the shell (`ulimit -s`). */
function argMax(): number {
  try {
    // Loaded only here: few environments are as large.
    const { execFileSync }: typeof import('node:child_process') = require('node:child_process');
    return Number(execFileSync('getconf', ['ARG_MAX'], { env: { PATH: '/usr/bin:/bin' }, stdio: 'pipe' })) || NO_LIMIT;
  } catch {
    return NO_LIMIT;
  }
}

const bytesOf = (variable: string) => Buffer.byteLength(variable);

/** The limits of a system, by Node's name for it. */
export const limitsOf = (system: string): StartLimits => {
  // Windows has no limit for all together (CreateProcess, "Changing environment variables").
  if (system === 'win32') {
    return { lengthOf: (variable) => variable.length, variable: 32_767, unit: 'characters', total: () => NO_LIMIT };
  }
  // Linux, MAX_ARG_STRLEN.
  const variable = system === 'linux' ? 131_072 : NO_LIMIT;
  return { lengthOf: bytesOf, variable, unit: 'bytes', total: argMax };
};

/** The limits of this system. */
export const startLimits: StartLimits = limitsOf(platform);

/** The environment's size in bytes, if it is more than the system starts programs with. */
export function excessOf(
  env: Env,
  { total }: StartLimits,
): { readonly size: number; readonly limit: number } | undefined {
  const variables = Object.entries(env).filter(([, value]) => value !== undefined);
  // The kernel counts a NUL and a pointer for each, too.
  const size = variables.reduce((sum, [name, value]) => sum + bytesOf(`${name}=${value}`) + 9, 0);
  if (size <= ALWAYS_FITS) return undefined;
  const limit = total();
  return size > limit ? { size, limit } : undefined;
}

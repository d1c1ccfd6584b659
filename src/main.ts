#!/usr/bin/env node
import { join } from 'node:path';
import type { Choice } from './entry/choose';
import { emit } from './entry/emit';
import { sessionFastPath } from './entry/sessionFastPath';
import { statusFastPath } from './entry/statusFastPath';
import { recordUse } from './find/history';
import { appendLine } from './platform/appendLine';
import { useCompileCache } from './platform/compileCache';
import { mayBeTerminal } from './platform/tty';
import { write } from './terminal/output';

/** The bundles in `dist/`, like the sources in `src/`, are one level below the package. */
const PACKAGE_ROOT = join(__dirname, '..');

/** Whether a person might be asked for a profile: that is decided by what only then is loaded. */
const mayChoose = ([first = '']: readonly string[], { CI }: NodeJS.ProcessEnv) =>
  !CI && /^(--eval=.*|exec|login|plan)$/s.test(first) && mayBeTerminal(0) && mayBeTerminal(2);

async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  // Not at TAB, where it would write into the line that is being typed.
  if (env.ASSUME_DEBUG && !argv[0]?.startsWith('--complete=')) {
    (await import('./terminal/debugLog')).startDebugLog(env);
  }
  const hit = mayBeTerminal(1) ? undefined : sessionFastPath(argv, env, Date.now());
  const output = { env, write, now: () => new Date() };
  if (hit) {
    const finish = () => recordUse(hit.profile, env, { appendLine }, Date.now());
    return emit({ kind: 'change', ...hit, finish }, hit.call, output);
  }
  // Before anything else is loaded. Whose word a `--no-cache` is, ours or another program's, is decided by `dispatch`.
  if (!argv.includes('--no-cache')) useCompileCache(env);
  const status = await statusFastPath(argv, env);
  if (status) {
    try {
      return await emit(status, undefined, output);
    } catch {
      // Nobody reads stdout, or it is full: `dispatch` does it again, and says so.
    }
  }
  const choice: Choice = mayChoose(argv, env)
    ? await (await import('./entry/choose')).choose(argv, env, PACKAGE_ROOT)
    : { argv };
  if ('status' in choice) return choice.status;
  const { createContext, dispatch } = await import('./entry/dispatch');
  const { kept } = choice;
  return dispatch(choice.argv, { ...createContext(env, PACKAGE_ROOT), ...(kept && { kept }) });
}

// Not when nothing is left to wait for: a connection on which a response has stalled would never end.
main(process.argv.slice(2), process.env).then((status) => process.exit(status));

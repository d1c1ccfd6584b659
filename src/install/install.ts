import { rmdirSync } from 'node:fs';
import { AssumeError, EXIT, type Hint, misconfigured, misuse } from '../errors';
import type { Env } from '../platform/env';
import { dataFolder, homeFolder } from '../platform/env';
import { systemReason } from '../platform/files';
import { requireTrusted } from '../platform/trust';
import type { Shell } from '../shells/table';
import { type Edit, installEdits, isChange, uninstallEdits } from './edits';
import type { ScriptOptions } from './initScript';
import { type RcTargets, rcTargetsOf } from './rcTargets';
import { STARTUPS } from './startup/startups';
import { type Startup, scriptFolder } from './startup/types';
import { requireWritable } from './textFile';
import { backUp, hasOtherNames, writeTextFile } from './writeTextFile';

/** The outcome of installing or uninstalling. */
export interface Done {
  readonly rcTargets: RcTargets;
  /** The paths of the files that were changed, not resolved. */
  readonly changed: readonly string[];
  /** Those of them that were deleted. */
  readonly deleted: readonly string[];
  /** The paths of copies of what they were before, where lines of the user's may have gone, or a file was changed in place. */
  readonly backups: readonly string[];
}

/** An edit that was made. */
interface Change extends Edit {
  readonly backup: string | undefined;
}

function startupOf({ name, install }: Shell): Startup {
  const startup = STARTUPS[name];
  if (startup) return startup;
  throw misuse(`${name} reads no file at startup, so assume can only be installed by hand.`, [install, 'By hand']);
}

/** @param consequence a sentence: what that means for the installation */
const writeError = ({ file }: Edit, error: unknown, consequence: string, ...hints: Hint[]) =>
  new AssumeError(`Can't change ${file.path}: ${systemReason(error as Error)}. ${consequence}`, {
    exitCode: EXIT.failure,
    hints,
  });

/**
 * Applies all edits or none: after a failure, files that were already written get their old text back.
 * @returns those that change anything
 * @throws what `failure` returns
 */
function apply(edits: readonly Edit[], failure: (edit: Edit, error: unknown) => AssumeError): Change[] {
  const changes = edits.filter(isChange);
  const done: Change[] = [];
  const forEachChange = (step: (edit: Edit) => void) => {
    for (const edit of changes) {
      try {
        step(edit);
      } catch (error) {
        for (const { file } of done.reverse()) writeTextFile(file, file.text);
        throw failure(edit, error);
      }
    }
  };
  forEachChange(({ file }) => requireWritable(file));
  forEachChange((edit) => {
    const backup = edit.mayLose || hasOtherNames(edit.file) ? backUp(edit.file) : undefined;
    writeTextFile(edit.file, edit.text);
    done.push({ ...edit, backup });
  });
  return done;
}

const done = (rcTargets: RcTargets, changes: readonly Change[]): Done => ({
  rcTargets,
  changed: changes.map(({ file }) => file.path),
  deleted: changes.flatMap(({ file, text }) => (text === undefined ? [file.path] : [])),
  backups: changes.flatMap(({ backup }) => backup ?? []),
});

/** Whatever else is in the script's folder is for this user's shell to run, too. @throws AssumeError (exit 3) */
function requireOwnScript({ script }: RcTargets, env: Env): void {
  try {
    requireTrusted(script, homeFolder(env));
  } catch (error) {
    throw misconfigured(`${(error as Error).message} Nothing was installed.`, ...(error as AssumeError).hints);
  }
}

/**
 * Writes the script, and adds the line that reads it to the shell's rc files. Files that are up to date aren't touched;
 * older versions and copies pasted by hand are replaced.
 * @param script returns what `assume init` prints; it gets the options of the installed one
 * @throws AssumeError (exit 1) if a file can't be read or written; it names the line that an unwritable rc file needs.
 * (exit 2) for a shell that reads no file at startup, (exit 3) for a file that `assume` can't edit safely
 */
export async function install(shell: Shell, script: (installed: ScriptOptions) => string, env: Env): Promise<Done> {
  const rcTargets = await rcTargetsOf(shell, startupOf(shell), env);
  requireOwnScript(rcTargets, env);
  const edits = installEdits(rcTargets, script);
  // The script comes first: without the line it does no harm, and the line can be added by hand.
  const written = apply([edits.script], (edit, error) =>
    writeError(edit, error, 'Nothing was installed.', [shell.install, 'Install by hand']),
  );
  const consequence = `The script is in ${rcTargets.script}, but ${shell.name} doesn't read it yet.`;
  const line: Hint = [rcTargets.line ?? '', 'Add this line by hand'];
  const added = apply(edits.rcFiles, (edit, error) => writeError(edit, error, consequence, line));
  return done(rcTargets, [...written, ...added]);
}

/**
 * Removes the script, and everything that was installed in, or pasted into, the files that the shell may read.
 * @param script as for {@link install}
 * @throws AssumeError (exit 1, 2, 3) as {@link install}; then nothing has changed
 */
export async function uninstall(shell: Shell, script: (installed: ScriptOptions) => string, env: Env): Promise<Done> {
  const rcTargets = await rcTargetsOf(shell, startupOf(shell), env);
  const edits = uninstallEdits(rcTargets, script);
  const consequence =
    'Nothing was removed. To remove it by hand, delete everything between "# >>> assume >>>" and "# <<< assume <<<".';
  const changed = apply([...edits.rcFiles, edits.script], (edit, error) => writeError(edit, error, consequence));
  try {
    rmdirSync(scriptFolder({ data: dataFolder(env) })); // Succeeds only if it is empty.
  } catch {
    // It doesn't exist, or holds another shell's script.
  }
  return done(rcTargets, changed);
}

import { rmdirSync } from 'node:fs';
import { AssumeError, EXIT, type Hint, misuse } from '../errors';
import type { Env } from '../platform/env';
import { systemReason } from '../platform/files';
import { dataFolder } from '../platform/home';
import type { Shell } from '../shells/table';
import { changes, type Edit, installEdits, uninstallEdits } from './edits';
import { type RcTargets, rcTargetsOf } from './rcTargets';
import { STARTUPS } from './startup/startups';
import { ownFolder, type Startup } from './startup/types';
import { requireWritable, writeTextFile } from './textFile';

/** What was done: the files that were changed, as they are called. */
export interface Done {
  readonly wiring: RcTargets;
  readonly changed: readonly string[];
}

/** @throws AssumeError (exit 2) for a shell whose files we do not touch */
function startupOf({ name, install }: Shell): Startup {
  const startup = STARTUPS[name];
  if (startup) return startup;
  throw misuse(`There is no file that ${name} reads by itself, so this is done by hand.`, [install, 'installs it']);
}

const refusal = ({ file }: Edit, error: unknown, advice: string, ...hints: Hint[]) =>
  new AssumeError(`${file.path} was not changed: ${systemReason(error as Error)}. ${advice}`, {
    exitCode: EXIT.failure,
    hints,
  });

/** All or nothing, as far as can be: what was written already is put back. @throws what `refuse` makes of an error */
function apply(edits: readonly Edit[], refuse: (edit: Edit, error: unknown) => AssumeError): string[] {
  const needed = edits.filter(changes);
  const done: Edit[] = [];
  const each = (step: (edit: Edit) => void) => {
    for (const edit of needed) {
      try {
        step(edit);
      } catch (error) {
        for (const { file } of done.reverse()) writeTextFile(file, file.text);
        throw refuse(edit, error);
      }
    }
  };
  each(({ file }) => requireWritable(file));
  each((edit) => {
    writeTextFile(edit.file, edit.text);
    done.push(edit);
  });
  return needed.map(({ file }) => file.path);
}

/**
 * Puts the script where it belongs, and the line that reads it into the files that this shell reads. What is up to date
 * stays untouched; what an older version, or a person by hand, has left there is replaced.
 * @param script what `assume init` prints; told whether what is there renews credentials too, which is to stay
 * @throws AssumeError; a file of the user's that cannot be written is left, and the error says which line it needs
 */
export async function install(shell: Shell, script: (renewing: boolean) => string, env: Env): Promise<Done> {
  const wiring = await rcTargetsOf(shell, startupOf(shell), env);
  const edits = installEdits(wiring, script);
  // The script first: without the line it does nothing, and the line can be added by hand.
  const written = apply([edits.script], (edit, error) =>
    refusal(edit, error, 'Nothing was installed.', [shell.install, 'does it by hand']),
  );
  const advice = `The script is in ${wiring.script}; to have ${shell.name} read it, add one line by hand.`;
  const line: Hint = [wiring.line ?? '', 'is the line to add'];
  const wired = apply(edits.files, (edit, error) => refusal(edit, error, advice, line));
  return { wiring, changed: [...written, ...wired] };
}

/**
 * Takes out of all files that this shell may read what was installed, or appended by hand, and removes the script.
 * @throws AssumeError; then nothing has changed
 */
export async function uninstall(shell: Shell, env: Env): Promise<Done> {
  const wiring = await rcTargetsOf(shell, startupOf(shell), env);
  const { script, files } = uninstallEdits(wiring);
  const advice =
    'Nothing was removed. By hand: take out what stands between the lines with ">>> assume >>>" and "<<< assume <<<".';
  const changed = apply([...files, script], (edit, error) => refusal(edit, error, advice));
  try {
    rmdirSync(ownFolder({ data: dataFolder(env) })); // if nothing is in it
  } catch {
    // There is none, or another shell's script is in it.
  }
  return { wiring, changed };
}

import { exec } from './exec/exec';
import { splitWords } from './exec/words';
import { exportCredentials } from './export/export';
import { parseWords } from './parse';
import { VERBS } from './verbs';
import { realWorld, type World } from './world';

async function runExec(words: readonly string[], world: World): Promise<number | undefined> {
  const { own, command } = splitWords(words);
  const parsed = command.length > 0 ? parseWords(VERBS.exec, own) : undefined;
  return parsed && parsed.names.length <= 1 ? exec(parsed.names[0], parsed.flags, command, world) : undefined;
}

async function runExport(words: readonly string[], print: (text: string) => void, world: World) {
  const parsed = parseWords(VERBS.export, words);
  if (!parsed || parsed.names.length > 1) return undefined;
  await exportCredentials(parsed.names[0], parsed.flags, print, world);
  return 0;
}

/**
 * Runs the commands that other programs call, without loading oclif: `exec` in a script's loop, `export` as a
 * `credential_process` whenever a program starts.
 * @param print writes to stdout
 * @returns the exit status; `undefined` to decline, and let the human lane say it properly
 * @throws AssumeError
 */
export async function runDirectly(
  [verb, ...words]: readonly string[],
  print: (text: string) => void,
  world: World = realWorld,
): Promise<number | undefined> {
  if (verb === 'exec') return runExec(words, world);
  return verb === 'export' ? runExport(words, print, world) : undefined;
}

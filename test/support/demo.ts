import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type RunningDemo, startDemo } from '../../src/demo/startDemo';
import { type AnyShell, SH_NAMES } from './shells';

const ROOT = resolve(__dirname, '../..');

/** The script of a shell, as `assume init` prints it. */
export const scriptOf = (shell: AnyShell): string => {
  const endings: { readonly [shell: string]: string } = { pwsh: 'ps1', elvish: 'elv', xonsh: 'xsh' };
  const isSh = (SH_NAMES as readonly string[]).includes(shell);
  return readFileSync(join(ROOT, 'shell', `assume.${isSh ? 'sh' : (endings[shell] ?? shell)}`), 'utf8');
};

/** Prints the environment that a child of the shell gets, as one line of JSON. */
const DUMP = `#!/bin/sh\nexec '${process.execPath}' -e 'console.log(JSON.stringify(process.env))'\n`;

/** Everything for a test in a real shell: the sample profiles, a fake AWS, and the built `assume` on the PATH. */
export async function openDemo(): Promise<RunningDemo> {
  const demo = await startDemo(ROOT, { PATH: process.env.PATH });
  const dump = join(demo.home.folder, 'bin', 'dump-environment');
  writeFileSync(dump, DUMP);
  chmodSync(dump, 0o700);
  return demo;
}

/** The environments that `dump-environment` printed, in order. */
export const dumps = (stdout: string): Record<string, string>[] =>
  stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

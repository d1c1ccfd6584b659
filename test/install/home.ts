import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { initScript } from '../../src/install/initScript';
import { scriptPath, shellPaths } from '../../src/install/rcTargets';
import { STARTUPS } from '../../src/install/startup/startups';
import { findShell, SHELL_NAMES, type Shell } from '../../src/shells/table';
import type { Environment } from '../support/shells';

export const ROOT = resolve(__dirname, '../..');
export const MAIN = join(ROOT, 'dist', 'main.js');

/** A row of the table that must be there. */
export function shellNamed(name: string): Shell {
  const shell = findShell(name);
  if (!shell) throw new Error(`there is no ${name} among ${SHELL_NAMES.join(', ')}`);
  return shell;
}

export const scriptOf = (name: string): string => initScript(ROOT, shellNamed(name));

/** The shells whose files we know, and those of them that read a script by a line. */
export const INSTALLED: readonly string[] = SHELL_NAMES.filter((name) => STARTUPS[name]);
export const LINED = INSTALLED.filter((name) => STARTUPS[name]?.line);

/** The file of each shell that gets the line, or into which people append by hand, below the home folder. */
export const RC: Readonly<Record<string, string>> = {
  bash: '.bashrc',
  zsh: '.zshrc',
  fish: '.config/fish/config.fish',
  powershell: '.config/powershell/Microsoft.PowerShell_profile.ps1',
  sh: '.profile',
  tcsh: '.tcshrc',
  nushell: '.config/nushell/config.nu',
  elvish: '.config/elvish/rc.elv',
  xonsh: '.xonshrc',
};

export const rcOf = (name: string): string => RC[name] ?? `no file of ${name} is known here`;

/** Where a script is installed, below the home folder. */
export function scriptFile(name: string): string {
  const around = shellPaths({ HOME: '/home' });
  return relative('/home', scriptPath(shellNamed(name), STARTUPS[name] ?? fail(name), around));
}

function fail(name: string): never {
  throw new Error(`nobody knows where ${name} looks`);
}

/** A home folder with nothing in it but `bin/assume`, which is the built program. */
export function makeHome() {
  // A blank and a quote in the path: no line may care.
  const home = mkdtempSync(join(tmpdir(), "assume home's-"));
  const write = (path: string, content: string | Buffer, mode = 0o644) => {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode });
    return file;
  };
  write('bin/assume', `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`, 0o755);

  /** All files and links: content, mode, and what links point to. */
  const files = (): Record<string, string> => {
    const all = readdirSync(home, { recursive: true, encoding: 'utf8' }).map((name) => join(home, name));
    const told = all.flatMap((file): [string, string][] => {
      const stats = lstatSync(file);
      const name = relative(home, file);
      if (name.startsWith('bin') || name.startsWith('.cache')) return [];
      if (stats.isSymbolicLink()) return [[name, `-> ${readlinkSync(file)}`]];
      return stats.isFile() ? [[name, `${(stats.mode & 0o7777).toString(8)} ${readFileSync(file, 'latin1')}`]] : [];
    });
    return Object.fromEntries(told.sort());
  };

  return {
    home,
    /** No shell is asked where its files are: it is not on this PATH. */
    alone: { HOME: home, PATH: join(home, 'bin') } as Environment,
    env: { HOME: home, PATH: [join(home, 'bin'), process.env.PATH].join(delimiter) } as Environment,
    write,
    read: (path: string) => readFileSync(join(home, path), 'latin1'),
    files,
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }),
  };
}

export type Home = ReturnType<typeof makeHome>;

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

export type Name = Shell['name'];

/** Looks up a shell that must be in the table. */
export function shellNamed(name: Name): Shell {
  const shell = findShell(name);
  if (!shell) throw new Error(`${name} is not one of ${SHELL_NAMES.join(', ')}`);
  return shell;
}

export const scriptOf = (name: Name): string => initScript(ROOT, shellNamed(name));

/** The shells that `--install` supports, and those of them that read the script by a line. */
export const INSTALLED: readonly Name[] = SHELL_NAMES.filter((name) => STARTUPS[name]);
export const LINED = INSTALLED.filter((name) => STARTUPS[name]?.line);

/** The rc file of each shell, in the home folder: it gets the line, or users paste the script into it. */
const RC: Readonly<Partial<Record<Name, string>>> = {
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

export const rcOf = (name: Name): string => RC[name] ?? missing(name, 'rc file');

/** Where a script is installed, in the home folder. */
export function scriptFile(name: Name): string {
  const startup = STARTUPS[name] ?? missing(name, 'startup');
  return relative('/home', scriptPath(shellNamed(name), startup, shellPaths({ HOME: '/home' })));
}

function missing(name: Name, what: string): never {
  throw new Error(`no ${what} is known for ${name}`);
}

/** Creates a home folder that contains only `bin/assume`, which runs the built program. */
export function makeHome() {
  // The path contains a space and a quote, which every line must quote.
  const home = mkdtempSync(join(tmpdir(), "assume home's-"));
  const write = (path: string, content: string | Buffer, mode = 0o644) => {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode });
    return file;
  };
  write('bin/assume', `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`, 0o755);

  /** All files and links: mode, content, and link targets. */
  const files = (): Record<string, string> => {
    const all = readdirSync(home, { recursive: true, encoding: 'utf8' }).map((name) => join(home, name));
    const entries = all.flatMap((file): [string, string][] => {
      const stats = lstatSync(file);
      const name = relative(home, file);
      if (name.startsWith('bin') || name.startsWith('.cache')) return [];
      if (stats.isSymbolicLink()) return [[name, `-> ${readlinkSync(file)}`]];
      return stats.isFile() ? [[name, `${(stats.mode & 0o7777).toString(8)} ${readFileSync(file, 'latin1')}`]] : [];
    });
    return Object.fromEntries(entries.sort());
  };

  return {
    home,
    /** No shell is on this PATH, so none is asked where its files are. */
    withoutShells: { HOME: home, PATH: join(home, 'bin') } as Environment,
    env: { HOME: home, PATH: [join(home, 'bin'), process.env.PATH].join(delimiter) } as Environment,
    write,
    read: (path: string) => readFileSync(join(home, path), 'latin1'),
    files,
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }),
  };
}

export type Home = ReturnType<typeof makeHome>;

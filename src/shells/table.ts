import { cmd, elvish, fish, json, posix, powershell, sh, tcsh } from './dialects';
import type { Dialect } from './render';

interface Row {
  readonly name: string;
  /** Other names that a person may type. */
  readonly aliases: readonly string[];
  /** The names of its program: what is on the PATH, and what a process of it is called. */
  readonly programs: readonly string[];
  /** The file below `shell/` that `assume init` prints. */
  readonly script: string;
  /** The file below `shell/` that `assume init --auto-renew` prints after it, where the shell can do that. */
  readonly renewal?: string;
  /** The command that puts it where the shell reads it at its start. */
  readonly install: string;
  readonly dialect: Dialect;
}

const ROWS = [
  {
    name: 'bash',
    aliases: [],
    programs: ['bash'],
    script: 'assume.bash',
    renewal: 'renew.bash',
    install: 'assume init bash >> ~/.bashrc',
    dialect: posix,
  },
  {
    name: 'zsh',
    aliases: [],
    programs: ['zsh'],
    script: 'assume.zsh',
    renewal: 'renew.zsh',
    install: 'assume init zsh >> ~/.zshrc',
    dialect: posix,
  },
  {
    name: 'fish',
    aliases: [],
    programs: ['fish'],
    script: 'assume.fish',
    renewal: 'renew.fish',
    install: 'assume init fish >> ~/.config/fish/config.fish',
    dialect: fish,
  },
  {
    name: 'powershell',
    aliases: ['pwsh'],
    programs: ['pwsh', 'powershell'],
    script: 'assume.ps1',
    renewal: 'renew.ps1',
    // In Windows PowerShell 5.1 `>>` would add UTF-16 to a file of another encoding.
    install: 'assume init powershell | Add-Content -Encoding utf8 $PROFILE',
    dialect: powershell,
  },
  {
    name: 'sh',
    aliases: ['dash', 'ksh', 'ksh93', 'mksh', 'ash', 'busybox', 'yash'],
    programs: ['sh', 'dash', 'ksh', 'ksh93', 'mksh', 'ash', 'busybox', 'yash'],
    script: 'assume.sh',
    // What an interactive shell of these reads is named by $ENV, by POSIX; mksh has ~/.mkshrc where there is none.
    install: 'assume init sh >> "${ENV:-$HOME/.profile}"',
    dialect: sh,
  },
  {
    name: 'tcsh',
    aliases: ['csh'],
    programs: ['tcsh', 'csh'],
    script: 'assume.tcsh',
    // A new ~/.tcshrc would keep tcsh from reading the ~/.cshrc that most people have.
    install: 'assume init tcsh >> ~/.cshrc',
    dialect: tcsh,
  },
  {
    name: 'cmd',
    aliases: [],
    programs: ['cmd'],
    script: 'assume.bat',
    // A file of its own, beside npm's assume.cmd.
    install: 'assume init cmd > "%APPDATA%\\npm\\assume.bat"',
    dialect: cmd,
  },
  {
    name: 'nushell',
    aliases: ['nu'],
    programs: ['nu'],
    script: 'assume.nu',
    install: 'assume init nushell | save --append $nu.config-path',
    dialect: json,
  },
  {
    name: 'elvish',
    aliases: [],
    programs: ['elvish'],
    script: 'assume.elv',
    install: 'assume init elvish >> ~/.config/elvish/rc.elv',
    dialect: elvish,
  },
  {
    name: 'xonsh',
    aliases: [],
    programs: ['xonsh'],
    script: 'assume.xsh',
    install: 'assume init xonsh >> ~/.xonshrc',
    dialect: json,
  },
] as const satisfies readonly Row[];

/** Everything that differs from one shell to the next, but for its script. */
export interface Shell extends Row {
  readonly name: (typeof ROWS)[number]['name'];
}

/** The one list of shells. */
export const SHELLS: readonly Shell[] = ROWS;

/** The names of the shells, as they are shown. */
export const SHELL_NAMES: readonly Shell['name'][] = SHELLS.map(({ name }) => name);

/** The shell of that name; `undefined` if it is none of ours. */
export const findShell = (name: string): Shell | undefined =>
  SHELLS.find((shell) => shell.name === name || shell.aliases.includes(name));

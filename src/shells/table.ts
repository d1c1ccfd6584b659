import { cmd, elvish, fish, json, posix, powershell, sh, tcsh } from './dialects';
import type { Dialect } from './render';

interface Row {
  readonly name: string;
  /** Other names that users may type. */
  readonly aliases: readonly string[];
  /** The names of its program, on the PATH and in a list of processes. */
  readonly programs: readonly string[];
  /** The file in `shell/` that `assume init` prints. */
  readonly script: string;
  /** The file in `shell/` that `assume init --auto-renew` prints after it, if the shell supports that. */
  readonly renewal?: string;
  /** The same for `--prompt`. */
  readonly prompt?: string;
  /** The command that installs it by hand. */
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
    prompt: 'prompt.bash',
    install: 'assume init bash >> ~/.bashrc',
    dialect: posix,
  },
  {
    name: 'zsh',
    aliases: [],
    programs: ['zsh'],
    script: 'assume.zsh',
    renewal: 'renew.zsh',
    prompt: 'prompt.zsh',
    install: 'assume init zsh >> ~/.zshrc',
    dialect: posix,
  },
  {
    name: 'fish',
    aliases: [],
    programs: ['fish'],
    script: 'assume.fish',
    renewal: 'renew.fish',
    prompt: 'prompt.fish',
    install: 'assume init fish >> ~/.config/fish/config.fish',
    dialect: fish,
  },
  {
    name: 'powershell',
    aliases: ['pwsh'],
    programs: ['pwsh', 'powershell'],
    script: 'assume.ps1',
    renewal: 'renew.ps1',
    prompt: 'prompt.ps1',
    // In Windows PowerShell 5.1, `>>` appends UTF-16 whatever the encoding of the file.
    install: 'assume init powershell | Add-Content -Encoding utf8 $PROFILE',
    dialect: powershell,
  },
  {
    name: 'sh',
    aliases: ['dash', 'ksh', 'ksh93', 'mksh', 'ash', 'busybox', 'yash'],
    programs: ['sh', 'dash', 'ksh', 'ksh93', 'mksh', 'ash', 'busybox', 'yash'],
    script: 'assume.sh',
    // POSIX: an interactive shell reads the file that $ENV names. Without it, mksh reads ~/.mkshrc.
    install: 'assume init sh >> "${ENV:-$HOME/.profile}"',
    dialect: sh,
  },
  {
    name: 'tcsh',
    aliases: ['csh'],
    programs: ['tcsh', 'csh'],
    script: 'assume.tcsh',
    // A new ~/.tcshrc would keep tcsh from reading the ~/.cshrc that most users have.
    install: 'assume init tcsh >> ~/.cshrc',
    dialect: tcsh,
  },
  {
    name: 'cmd',
    aliases: [],
    programs: ['cmd'],
    script: 'assume.bat',
    // A file of its own, next to npm's assume.cmd.
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

/** Everything that differs from shell to shell, except its script and its startup files. */
export interface Shell extends Row {
  readonly name: (typeof ROWS)[number]['name'];
}

/** The only list of shells. */
export const SHELLS: readonly Shell[] = ROWS;

/** The shells' names as they are shown. */
export const SHELL_NAMES: readonly Shell['name'][] = SHELLS.map(({ name }) => name);

/** The shell of that name or alias; `undefined` if it isn't supported. */
export const findShell = (name: string): Shell | undefined =>
  SHELLS.find((shell) => shell.name === name || shell.aliases.includes(name));

/** The shells that the demo can open, by their names in the table of shells. */
export type DemoShellName = 'bash' | 'zsh' | 'fish' | 'powershell';

/** How the demo opens a shell. */
export interface DemoShell {
  readonly name: DemoShellName;
  /** The command that starts it interactively. */
  readonly command: readonly [program: string, ...args: string[]];
  /** Its rc file, relative to HOME. */
  readonly rc: string;
  /** What the rc file runs before the shell integration. */
  readonly before?: string;
  /** What the rc file runs last: makes the prompt show the profile. */
  readonly prompt: string;
}

/** The shells of the demo, in the order of the tour. */
export const DEMO_SHELLS: readonly DemoShell[] = [
  { name: 'bash', command: ['bash', '-i'], rc: '.bashrc', prompt: "PS1='${ASSUME_PROFILE:-demo}$ '" },
  {
    name: 'zsh',
    command: ['zsh', '-d', '-i'],
    rc: '.zshrc',
    before: 'autoload -Uz compinit && compinit -u -D',
    prompt: "setopt prompt_subst; PS1='${ASSUME_PROFILE:-demo}%% '",
  },
  {
    name: 'fish',
    command: ['fish', '-i'],
    rc: '.config/fish/config.fish',
    before: 'set -g fish_greeting',
    prompt: 'function fish_prompt; set -q ASSUME_PROFILE; and echo -n "$ASSUME_PROFILE> "; or echo -n \'demo> \'; end',
  },
  {
    name: 'powershell',
    command: ['pwsh', '-NoLogo'],
    rc: '.config/powershell/Microsoft.PowerShell_profile.ps1',
    prompt: 'function prompt { if ($env:ASSUME_PROFILE) { "$env:ASSUME_PROFILE> " } else { \'demo> \' } }',
  },
];

/** Finds a shell of the demo by its name in the table of shells. */
export const findDemoShell = (name: string | undefined): DemoShell | undefined =>
  DEMO_SHELLS.find((shell) => shell.name === name);

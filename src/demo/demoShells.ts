/** The shells that the demo can open, by their names in the table of shells. */
export type DemoShellName = 'bash' | 'zsh' | 'fish' | 'powershell';

/** How the demo opens a shell. */
export interface DemoShell {
  readonly name: DemoShellName;
  /** The command that starts it interactively. */
  readonly command: readonly [program: string, ...args: string[]];
  /** Its rc file, relative to HOME. */
  readonly rc: string;
  /** Where its script is, relative to HOME: as `assume init --install` puts it, so that `assume doctor` finds no fault. */
  readonly script: string;
  /** What the rc file runs, in this order: settings, what loads the script if the shell doesn't, and a prompt with the profile. */
  readonly lines: readonly string[];
}

const POSIX_PROMPT = '$(if [[ -n $ASSUME_PROFILE ]]; then assume_prompt; else printf demo; fi)';

/** The shells of the demo, in the order of the tour. Their prompts are `demo$ `, and after an assume `dev 59m$ `. */
export const DEMO_SHELLS: readonly DemoShell[] = [
  {
    name: 'bash',
    command: ['bash', '-i'],
    rc: '.bashrc',
    script: '.local/share/assume/assume.bash',
    lines: ['. ~/.local/share/assume/assume.bash', `PS1='${POSIX_PROMPT}$ '`],
  },
  {
    name: 'zsh',
    command: ['zsh', '-d', '-i'],
    rc: '.zshrc',
    script: '.local/share/assume/assume.zsh',
    lines: [
      'autoload -Uz compinit && compinit -u -D',
      '. ~/.local/share/assume/assume.zsh',
      `setopt prompt_subst; PS1='${POSIX_PROMPT}%% '`,
    ],
  },
  {
    name: 'fish',
    command: ['fish', '-i'],
    rc: '.config/fish/config.fish',
    script: '.config/fish/conf.d/assume.fish',
    lines: [
      'set -g fish_greeting',
      "function fish_prompt; if set -q ASSUME_PROFILE; assume_prompt; else; echo -n demo; end; echo -n '> '; end",
    ],
  },
  {
    name: 'powershell',
    command: ['pwsh', '-NoLogo'],
    rc: '.config/powershell/Microsoft.PowerShell_profile.ps1',
    script: '.local/share/assume/assume.ps1',
    lines: [
      '. "$HOME/.local/share/assume/assume.ps1"',
      'function prompt { if ($env:ASSUME_PROFILE) { "$(assume_prompt)> " } else { \'demo> \' } }',
    ],
  },
];

/** Finds a shell of the demo by its name in the table of shells. */
export const findDemoShell = (name: string | undefined): DemoShell | undefined =>
  DEMO_SHELLS.find((shell) => shell.name === name);

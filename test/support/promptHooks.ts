import type { ShellName } from './shells';
import type { ToolName } from './tools';

/** Another tool with a hook in the shell, and how to see that it was called. */
export interface Hook {
  /** The real tool, unless it is imitated. */
  readonly needs?: ToolName;
  /** Its lines in the rc file. */
  readonly init: string;
  /** A line that triggers the hook. */
  readonly typed: string;
  /** A line that prints `yes` if the hook was called with the right values. */
  readonly called: string;
}

const project = { direnv: 'direnv allow project; cd project', zoxide: 'cd project; cd ..' };

/** The part of bash-preexec that affects others: it wraps PROMPT_COMMAND, and sets the DEBUG trap. */
const BASH_PREEXEC = `
if [[ -z \${bash_preexec_imported-} ]]; then
  bash_preexec_imported=defined __bp_imported=defined
  declare -a precmd_functions preexec_functions
  bp_set() { return "$1"; }
  bp_precmd() {
    bp_status=$?
    local each
    for each in "\${precmd_functions[@]}"; do bp_set "$bp_status"; "$each"; done
    return "$bp_status"
  }
  bp_typing() { bp_is_typing=1; }
  bp_debug() {
    [[ -t 1 && -n \${bp_is_typing-} && -z \${COMP_LINE-} ]] || return 0
    bp_is_typing=
    local each
    IFS=$'\\n;' read -rd '' -a mine <<<"\${PROMPT_COMMAND[*]}"
    for each in "\${mine[@]}"; do [[ $each != "$BASH_COMMAND" ]] || return 0; done
    for each in "\${preexec_functions[@]}"; do "$each" "$(HISTTIMEFORMAT= history 1)"; done
    bp_set 0 "$1"
  }
  bp_install() {
    trap 'bp_debug "$_"' DEBUG
    PROMPT_COMMAND=bp_precmd$'\\n'\${PROMPT_COMMAND//bp_install/:}
    PROMPT_COMMAND+=(bp_typing)
    bp_precmd
    bp_typing
  }
  PROMPT_COMMAND=\${PROMPT_COMMAND:+$PROMPT_COMMAND$'\\n'}bp_install
fi
`;

/** atuin: one function before each command, and one after it. */
const ATUIN = `
atuin_preexec() { atuin_started=$1; }
atuin_precmd() { atuin_ended=$?; }
preexec_functions+=(atuin_preexec)
precmd_functions+=(atuin_precmd)
`;

/** Starship: takes over PROMPT_COMMAND. If either of the two arrays exists, it assumes bash-preexec. */
const STARSHIP_BASH = `
starship_set() { return "$1"; }
starship_precmd() {
  starship_status=$? starship_pipes=("\${PIPESTATUS[@]}")
  starship_set "$starship_status"
  [[ -z \${STARSHIP_PROMPT_COMMAND-} ]] || eval "$STARSHIP_PROMPT_COMMAND"
  PS1='ready> '
}
starship_started=
if [[ -n \${bash_preexec_imported-}\${preexec_functions-}\${precmd_functions-} ]]; then
  starship_preexec() { starship_started=1; }
  preexec_functions+=(starship_preexec)
  precmd_functions+=(starship_precmd)
else
  PS0='\${starship_started:$((starship_started=1,0)):0}'\${PS0-}
  if [[ -z \${PROMPT_COMMAND-} ]]; then
    PROMPT_COMMAND=starship_precmd
  elif [[ $PROMPT_COMMAND != *starship_precmd* ]]; then
    STARSHIP_PROMPT_COMMAND=$PROMPT_COMMAND
    PROMPT_COMMAND=starship_precmd
  fi
fi
`;

const posix = (shell: 'bash' | 'zsh'): Record<string, Hook> => ({
  direnv: {
    needs: 'direnv',
    init: `eval "$(direnv hook ${shell})"`,
    typed: project.direnv,
    called: 'echo "$FROM_ENVRC"',
  },
  zoxide: {
    needs: 'zoxide',
    init: `eval "$(zoxide init ${shell})"`,
    typed: 'cd project',
    called: '[[ $(zoxide query proj) == *project ]] && echo yes',
  },
});

export const PROMPT_HOOKS: Readonly<Record<ShellName, Readonly<Record<string, Hook>>>> = {
  bash: {
    ...posix('bash'),
    starship: {
      init: STARSHIP_BASH,
      typed: `true | sh -c 'exit 5' | sh -c 'exit 3'`,
      called: '[[ "$starship_status $starship_started ${starship_pipes[*]}" == "3 1 0 5 3" ]] && echo yes',
    },
    atuin: {
      init: `${BASH_PREEXEC}${ATUIN}`,
      typed: `sh -c 'exit 3'`,
      called: '[[ "$atuin_ended $atuin_started" == 3\\ *echo* ]] && echo yes',
    },
    'atuin and starship': {
      init: `${BASH_PREEXEC}${ATUIN}${STARSHIP_BASH}`,
      typed: `sh -c 'exit 3'`,
      called:
        '[[ "$atuin_ended $starship_status $starship_started $atuin_started" == 3\\ 3\\ 1\\ *echo* ]] && echo yes',
    },
    'a DEBUG trap': {
      init: `trap 'traced=$BASH_COMMAND' DEBUG`,
      typed: ':',
      called: '[[ $(trap -p DEBUG) == *traced=* ]] && echo yes',
    },
    'a string': {
      init: `PROMPT_COMMAND="\${PROMPT_COMMAND:+$PROMPT_COMMAND;}seen=\\$?"`,
      typed: `sh -c 'exit 3'`,
      called: '[[ $seen == 3 ]] && echo yes',
    },
    'an array': {
      init: `PROMPT_COMMAND+=('first=$?' 'second=$?')`,
      typed: `sh -c 'exit 3'`,
      called: '[[ "$first $second" == "3 3" ]] && echo yes',
    },
  },
  zsh: {
    ...posix('zsh'),
    starship: {
      init: `
        autoload -Uz add-zsh-hook
        starship_precmd() { starship_status=$? starship_pipes=($pipestatus); }
        starship_preexec() { starship_started=1; }
        add-zsh-hook precmd starship_precmd
        add-zsh-hook preexec starship_preexec`,
      typed: `true | sh -c 'exit 5' | sh -c 'exit 3'`,
      called: '[[ "$starship_status $starship_started $starship_pipes" == "3 1 0 5 3" ]] && echo yes',
    },
    atuin: {
      init: `autoload -U add-zsh-hook; ${ATUIN.replace(/.*_functions.*\n/g, '')}
        add-zsh-hook preexec atuin_preexec; add-zsh-hook precmd atuin_precmd`,
      typed: `sh -c 'exit 3'`,
      called: '[[ "$atuin_ended $atuin_started" == 3\\ *echo* ]] && echo yes',
    },
  },
  fish: {
    direnv: { needs: 'direnv', init: 'direnv hook fish | source', typed: project.direnv, called: 'echo $FROM_ENVRC' },
    zoxide: {
      needs: 'zoxide',
      init: 'zoxide init fish | source',
      typed: 'cd project',
      called: "string match -q '*project' (zoxide query proj); and echo yes",
    },
    starship: {
      init: '',
      typed: `function fish_prompt; set -g seen $status $pipestatus; echo -n 'ready> '; end; true | sh -c 'exit 5' | sh -c 'exit 3'`,
      called: `test "$seen" = '3 0 5 3'; and echo yes`,
    },
    atuin: {
      init: `
        function atuin_preexec --on-event fish_preexec; set -g atuin_started $argv[1]; end
        function atuin_postexec --on-event fish_postexec; set -g atuin_ended $status; end`,
      typed: `sh -c 'exit 3'`,
      called: `string match -q '3 *echo*' "$atuin_ended $atuin_started"; and echo yes`,
    },
  },
  pwsh: {
    zoxide: {
      needs: 'zoxide',
      init: `Invoke-Expression ((zoxide init powershell) -join "\`n")`,
      typed: 'Set-Location project',
      called: '(zoxide query proj) -replace ".*project", "yes"',
    },
    starship: {
      init: '',
      typed: `function global:prompt { $global:seen = $global:LASTEXITCODE; 'ready> ' }; sh -c 'exit 3'`,
      called: `"$seen" -replace '^3$', 'yes'`,
    },
    'another PreCommandLookupAction': {
      init: `$ExecutionContext.InvokeCommand.PreCommandLookupAction = [Delegate]::Combine($ExecutionContext.InvokeCommand.PreCommandLookupAction,
        [EventHandler[System.Management.Automation.CommandLookupEventArgs]] { param($name) if ($name -eq 'env') { $global:seen = 'yes' } })`,
      typed: 'env',
      called: '"$seen"',
    },
  },
};

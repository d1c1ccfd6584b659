
# >>> assume >>>
# assume for zsh, continued: puts `assume_prompt` in front of the prompt. Printed after the shell integration by
# `assume init zsh --prompt`. Without a profile, the prompt stays as it is, and nothing is started.

# Runs before each prompt, after the hooks of themes, which may set PROMPT each time. What it has put there before is replaced.
# The options stay as the user has set them: prompt_subst would change the meaning of the rest of the prompt. Starship and
# Powerlevel10k show the profile by themselves.
function __assume_prefix() {
  \builtin local __assume_old="${__assume_shown-}" __assume_evaluated=''
  [[ ! -o prompt_subst ]] || __assume_evaluated=1
  [[ -n ${ASSUME_PROFILE-} && ${STARSHIP_SHELL-} != 'zsh' && -z ${functions[p10k]+set} ]] &&
    __assume_shown="$(assume_prompt) " || __assume_shown=''
  \builtin emulate -L zsh
  \builtin setopt no_xtrace no_err_exit no_err_return
  [[ -z $__assume_evaluated ]] || __assume_shown=${${${__assume_shown//\\/\\\\}//\$/\\\$}//\`/\\\`}
  PROMPT=$__assume_shown${PROMPT#"$__assume_old"}
  [[ $precmd_functions[-1] == '__assume_prefix' ]] ||
    precmd_functions=(${precmd_functions:#__assume_prefix} __assume_prefix)
}

# Only for an interactive shell, because a script has no prompt.
if [[ -o interactive ]]; then
  \builtin typeset -ga precmd_functions
  \builtin typeset -g __assume_shown="${__assume_shown-}"
  [[ "${(@)precmd_functions}" == *__assume_prefix* ]] || precmd_functions+=(__assume_prefix)
fi
# <<< assume <<<

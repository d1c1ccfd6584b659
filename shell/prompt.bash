
# >>> assume >>>
# assume for bash, continued: puts `assume_prompt` in front of the prompt. Printed after the shell integration by
# `assume init bash --prompt`. Without a profile, the prompt stays as it is, and nothing is started.

# Runs at each prompt, because many tools set PS1 at each prompt. Starship shows the profile by itself. Without promptvars, bash
# would show the call. The error is for a program that has inherited PS1 without the function.
function __assume_prefix() {
  \builtin set -- "$?"
  # shellcheck disable=SC2016 # evaluated at each prompt
  [[ -z ${PS1+set} || $PS1 == *assume_prompt* || ${STARSHIP_SHELL-} == bash ]] || ! \builtin shopt -q promptvars ||
    PS1='${ASSUME_PROFILE:+$(assume_prompt 2>&-) }'$PS1
  \builtin return "$1"
}

if [[ $- != *i* || "${PROMPT_COMMAND[*]-} ${STARSHIP_PROMPT_COMMAND-} ${precmd_functions[*]-}" == *__assume_prefix* ]]; then
  \builtin :
elif [[ -n ${bash_preexec_imported-}${__bp_imported-} ]]; then
  precmd_functions+=(__assume_prefix)
else
  # A string stays a string: other tools append to it as one.
  # shellcheck disable=SC2128,SC2178
  if [[ -n ${PROMPT_COMMAND[1]+set} ]]; then
    PROMPT_COMMAND+=(__assume_prefix)
  else
    PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}__assume_prefix
  fi
fi
# <<< assume <<<

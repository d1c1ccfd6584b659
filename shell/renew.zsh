
# >>> assume >>>
# assume for zsh, continued: renews what has expired before a command, where that needs nobody. It comes after the function.
# Printed by `assume init zsh --auto-renew`. No process is started, and nothing is said, while the credentials are valid.

# `assume` tells what it has done here, with which words: what flags have narrowed must not come back without them. So
# `__assume_words` has the ID of the access key that they led to, then the words; none if these cannot be used again.
function __assume_note() {
  [[ $__assume_text != '\builtin command '* ]] || \builtin return 0
  __assume_words=()
  case ${1--} in
    'off') \builtin return 0 ;;
    '-') \builtin set -- 'use' "${ASSUME_PROFILE-}" "${@[2,-1]}" ;;
    'use') [[ ${2--} != '-' ]] || \builtin set -- 'use' "${ASSUME_PROFILE-}" "${@[3,-1]}" ;;
  esac
  # A code is good for once.
  (( ! ${#${(M)@:#(-t*|--mfa-token*|-|--)}} )) || \builtin return 0
  __assume_words=("${AWS_ACCESS_KEY_ID-}" "${(@)@:#(--refresh|--no-input)}")
}

# Once for each end: the words as before, and one line if that did not help.
function __assume_renew() {
  \builtin emulate -L zsh
  \builtin setopt no_xtrace no_err_exit no_err_return
  \builtin local __assume_left=''
  [[ -n ${ASSUME_PROFILE-} ]] && __assume_left && (( __assume_left <= 0 )) && [[ ${__assume_tried-} != $ASSUME_EXPIRES ]] ||
    \builtin return 0
  __assume_tried=$ASSUME_EXPIRES
  [[ ${__assume_words[1]-none} != ${AWS_ACCESS_KEY_ID-} ]] ||
    assume "${(@)__assume_words[2,-1]}" '--no-input' </dev/null >/dev/null 2>&1
  __assume_left && (( __assume_left <= 0 )) || \builtin return 0
  \builtin set -- "$ASSUME_PROFILE"
  [[ ${__assume_words[1]-none} != ${AWS_ACCESS_KEY_ID-} ]] || \builtin set -- "${(@)__assume_words[2,-1]}"
  \builtin print -r -- "assume: ${ASSUME_PROFILE//[[:cntrl:]]/} has expired; to renew it: assume ${(j: :)${(@q)@}}" >&2
}

# Also a script would call it.
if [[ -o interactive ]]; then
  function __assume_hook() {
    \builtin emulate -L zsh
    \builtin typeset -ga preexec_functions
    preexec_functions=(${preexec_functions:#__assume_renew} __assume_renew)
    \builtin unfunction __assume_hook
  }
  __assume_hook
fi
# <<< assume <<<

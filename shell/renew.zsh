
# >>> assume >>>
# assume for zsh, continued: renews expired credentials before a command, if no prompt is needed. Printed after the shell
# integration by `assume init zsh --auto-renew`. While the credentials are valid, it starts no process and prints nothing.

# `assume` records its words here: credentials that flags have restricted must not be renewed without these flags. So
# `__assume_words` holds the ID of the access key that the words led to, then the words; it is empty if they can't be reused.
function __assume_note() {
  [[ $__assume_text != '\builtin command '* ]] || \builtin return 0
  __assume_words=()
  case ${1--} in
    'off') \builtin return 0 ;;
    '-') \builtin set -- 'use' "${ASSUME_PROFILE-}" "${@[2,-1]}" ;;
    'use') [[ ${2--} != '-' ]] || \builtin set -- 'use' "${ASSUME_PROFILE-}" "${@[3,-1]}" ;;
  esac
  # An MFA code works once.
  (( ! ${#${(M)@:#(-t*|--mfa-token*|-|--)}} )) || \builtin return 0
  __assume_words=("${AWS_ACCESS_KEY_ID-}" "${(@)@:#(--refresh|--no-input|--quiet)}")
}

# Tries the same words once for each expiry, and prints one line if that fails.
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
  \builtin print -r -- "assume: ${ASSUME_PROFILE//[[:cntrl:]]/} has expired. Run: assume ${(j: :)${(@q)@}}" >&2
}

# Only for an interactive shell, because a script would call the hook too.
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

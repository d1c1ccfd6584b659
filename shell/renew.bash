
# >>> assume >>>
# assume for bash, continued: renews expired credentials before a command, if no prompt is needed. Printed after the shell
# integration by `assume init bash --auto-renew`. While the credentials are valid, it starts no process and prints nothing.

# `assume` records its words here: credentials that flags have restricted must not be renewed without these flags. So
# `__assume_words` holds the ID of the access key that the words led to, then the words; it is empty if they can't be reused.
# shellcheck disable=SC2154 # variables of `assume`
function __assume_note() {
  \builtin local __assume_word
  [[ $__assume_status -eq 0 && $__assume_text != '\builtin command '* ]] || \builtin return 0
  __assume_words=()
  case ${1--} in
    off) \builtin return 0 ;;
    -) \builtin set -- use "${ASSUME_PROFILE-}" "${@:2}" ;;
    use) [[ ${2--} != - ]] || \builtin set -- use "${ASSUME_PROFILE-}" "${@:3}" ;;
  esac
  __assume_words=("${AWS_ACCESS_KEY_ID-}")
  for __assume_word in "$@"; do
    case $__assume_word in
      -t* | --mfa-token* | - | --) __assume_words=(); \builtin return 0 ;; # an MFA code works once
      --refresh | --no-input | --quiet) ;;
      *) __assume_words[${#__assume_words[@]}]=$__assume_word ;;
    esac
  done
}

# The expiry that was tried last. `assume` records its words only if this is set.
__assume_tried=${__assume_tried-}

# Tries the same words once for each expiry, and prints one line if that fails. `__assume_lead` is how many seconds before
# the expiry this may begin.
function __assume_renew() {
  \builtin local __assume_left __assume_line # no values here: set -k would change their meaning
  __assume_left='' __assume_line=''
  [[ -n ${ASSUME_PROFILE-} ]] && __assume_left && [[ $__assume_left -le ${__assume_lead:-0} ]] || \builtin return 0
  [[ $__assume_left -gt 0 ]] && __assume_line=soon || __assume_line=over
  [[ ${__assume_tried-} != "$__assume_line $ASSUME_EXPIRES" ]] || \builtin return 0
  __assume_tried="$__assume_line $ASSUME_EXPIRES"
  [[ ${__assume_words[0]-none} != "${AWS_ACCESS_KEY_ID-}" ]] ||
    assume "${__assume_words[@]:1}" --no-input </dev/null >/dev/null 2>&1 || \builtin :
  __assume_left || \builtin return 0
  if [[ $__assume_left -gt 0 ]]; then
    # The new session may be short itself: not again before it expires.
    [[ $__assume_left -gt ${__assume_lead:-0} ]] || __assume_tried="soon $ASSUME_EXPIRES"
    \builtin return 0
  fi
  \builtin set -- "$ASSUME_PROFILE"
  [[ ${__assume_words[0]-none} != "${AWS_ACCESS_KEY_ID-}" ]] || \builtin set -- "${__assume_words[@]:1}"
  \builtin printf -v __assume_line ' %q' "$@"
  \builtin printf 'assume: %s has expired. Run: assume%s\n' "${ASSUME_PROFILE//[[:cntrl:]]/}" "$__assume_line" >&2
}

# Runs at each prompt. If nothing calls `__assume_renew` before a command, this is the last chance before one, so it renews
# credentials with less than 15 minutes left.
function __assume_prompted() {
  \builtin set -- "$?"
  \builtin local __assume_lead IFS
  __assume_lead=900 IFS=' '
  # bash-preexec, which comes with atuin and other tools, may have been loaded after this script.
  [[ -z ${bash_preexec_imported-}${__bp_imported-} || " ${preexec_functions[*]-} " == *' __assume_renew '* ]] ||
    preexec_functions+=(__assume_renew)
  [[ "${PS0-} ${preexec_functions[*]-}" != *__assume_renew* ]] || __assume_lead=0
  __assume_renew
  \builtin return "$1"
}

if [[ $- != *i* || "${PROMPT_COMMAND[*]-} ${STARSHIP_PROMPT_COMMAND-} ${preexec_functions[*]-}" == *__assume_* ]]; then
  \builtin :
elif [[ -n ${bash_preexec_imported-}${__bp_imported-} ]]; then
  preexec_functions+=(__assume_renew)
else
  # A string stays a string: other tools append to it as one.
  # shellcheck disable=SC2128,SC2178
  if [[ -n ${PROMPT_COMMAND[1]+set} ]]; then
    PROMPT_COMMAND+=(__assume_prompted)
  else
    PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}__assume_prompted
  fi
  # bash 5.3 runs `${ command; }` in the shell itself.
  # shellcheck disable=SC2016
  [[ ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -lt 53 ]] || PS0='${ __assume_renew; }'${PS0-}
fi
# <<< assume <<<

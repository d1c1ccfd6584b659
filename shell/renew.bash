
# >>> assume >>>
# assume for bash, continued: renews what has expired before a command, where that needs nobody. It comes after the function.
# Printed by `assume init bash --auto-renew`. No process is started, and nothing is said, while the credentials are valid.

# `assume` tells what it has done here, with which words: what flags have narrowed must not come back without them. So
# `__assume_words` has the ID of the access key that they led to, then the words; none if these cannot be used again.
# shellcheck disable=SC2154 # the variables of `assume`
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
      -t* | --mfa-token* | - | --) __assume_words=(); \builtin return 0 ;; # a code is good for once
      --refresh | --no-input) ;;
      *) __assume_words[${#__assume_words[@]}]=$__assume_word ;;
    esac
  done
}

# What has been tried already; and, being set, tells `assume` to note its words.
__assume_tried=${__assume_tried-}

# Once for each end: the words as before, and one line if that did not help. `__assume_lead` is how many seconds before.
function __assume_renew() {
  \builtin local __assume_left __assume_line # with no values: set -k would take them for something else
  __assume_left='' __assume_line=''
  [[ -n ${ASSUME_PROFILE-} ]] && __assume_left && [[ $__assume_left -le ${__assume_lead:-0} ]] || \builtin return 0
  [[ $__assume_left -gt 0 ]] && __assume_line=soon || __assume_line=over
  [[ ${__assume_tried-} != "$__assume_line $ASSUME_EXPIRES" ]] || \builtin return 0
  __assume_tried="$__assume_line $ASSUME_EXPIRES"
  [[ ${__assume_words[0]-none} != "${AWS_ACCESS_KEY_ID-}" ]] ||
    assume "${__assume_words[@]:1}" --no-input </dev/null >/dev/null 2>&1 || \builtin :
  __assume_left || \builtin return 0
  if [[ $__assume_left -gt 0 ]]; then
    # It may be short by itself: not again before it is over.
    [[ $__assume_left -gt ${__assume_lead:-0} ]] || __assume_tried="soon $ASSUME_EXPIRES"
    \builtin return 0
  fi
  \builtin set -- "$ASSUME_PROFILE"
  [[ ${__assume_words[0]-none} != "${AWS_ACCESS_KEY_ID-}" ]] || \builtin set -- "${__assume_words[@]:1}"
  \builtin printf -v __assume_line ' %q' "$@"
  \builtin printf 'assume: %s has expired; to renew it: assume%s\n' "${ASSUME_PROFILE//[[:cntrl:]]/}" "$__assume_line" >&2
}

# At a prompt. Where nothing calls `__assume_renew` before a command, this is the last moment before one: so it renews what
# has less than a quarter of an hour left.
function __assume_prompted() {
  \builtin set -- "$?"
  \builtin local __assume_lead IFS
  __assume_lead=900 IFS=' '
  # bash-preexec, which atuin and others bring, may have been loaded later.
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
  # A string stays one: others add to it, and take it for one.
  # shellcheck disable=SC2128,SC2178
  if [[ -n ${PROMPT_COMMAND[1]+set} ]]; then
    PROMPT_COMMAND+=(__assume_prompted)
  else
    PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}__assume_prompted
  fi
  # bash 5.3 runs what stands there in this shell itself.
  # shellcheck disable=SC2016
  [[ ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -lt 53 ]] || PS0='${ __assume_renew; }'${PS0-}
fi
# <<< assume <<<

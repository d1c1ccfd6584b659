
# >>> assume >>>
# region generated: version
# assume 0.1.0 for POSIX shells (dash, ksh93, mksh, busybox ash, yash), protocol 1
# endregion
# Switches AWS profiles in this shell. Printed by `assume init sh`. Loading it starts no process; it defines functions.
# `\` bypasses aliases, and no function can hide a special builtin such as `eval`, `set` or `unset`. `exec` runs no functions
# either, except in zsh.

\unalias assume 2>/dev/null || \:
# From the environment, ksh93 would take their attributes too: an integer evaluates what is assigned to it.
\unset -v __assume_text __assume_name

assume() {
  # These commands only print or run something: they get the terminal, and their exit status is the result.
  case ${1-} in
    # region generated: passthrough commands
    'cache' | 'demo' | 'doctor' | 'exec' | 'export' | 'help' | 'init' | 'list' | 'login' | 'plan' | 'status' | \
      'version' | 'whoami' | '--help' | '-h' | '--version')
    # endregion
      (\unset -f assume; \exec assume "$@")
      \return
      ;;
  esac
  # Not all of these shells have local variables, so $1 and $2 serve as such. A trace, which would show secrets, shows no `for`.
  # shellcheck disable=SC2066 # the loop is meant to run once
  for __assume_text in "$(__assume_ask "$@")"; do
    case $__assume_text in
      *"
# "[0-9]*) \set -- "${__assume_text##*# }" "${1-}" ;;
      *) \set -- 1 '' ;;
    esac
    case $1 in 0) (__assume_settable) || \set -- 1 '' ;; esac
    # All or nothing: a complete snippet that ends with status 0, or no change. Only `assume off` has nothing to change.
    case $1$__assume_text$2 in
      '0\export '* | '0\unset '* | '0\command '*)
        \set -- "$-"
        { \set +vx; } 2>/dev/null
        \eval "$__assume_text"
        \set -- "$?" "$1"
        case $2 in *v*) \set -v ;; esac
        case $2 in *x*) \set -x ;; esac
        ;;
      "0
# 0off" | [!0]*) ;;
      *)
        (
          \unset -f echo
          \echo 'assume: The program "assume" on the PATH is not this one, so nothing was changed.' >&2
        )
        \set -- 1
        ;;
    esac
  done
  \unset -v __assume_text
  \return "$1"
}

# Prints the program's output and then, as a comment, its exit status. Must run in a subshell.
__assume_ask() {
  \unset -f echo
  # A read-only variable would stop the change halfway, and exit most of these shells. So this fails before the program prompts
  # for an MFA code: the variable exits another subshell, which has just printed its name.
  \set -- "$(__assume_writable 2>/dev/null)" "$@"
  case $1 in
    *writable)
      \shift
      if (\unset -f assume; \exec assume --eval=sh/1 -- "$@"); then \set -- 0; else \set -- "$?"; fi
      ;;
    *odd)
      \set -- "${1%?odd}"
      \echo "assume: ${1##*[!A-Z_]} is not a plain variable (see: typeset -p ${1##*[!A-Z_]}), so nothing was changed." >&2
      \set -- 1
      ;;
    *)
      \echo "assume: ${1##*[!A-Z_]} is read-only in this shell, so nothing was changed." >&2
      \set -- 1
      ;;
  esac
  \echo "
# $1"
}

# Fails if a variable that the snippet sets or removes, since ASSUME_ENDPOINTS lists it, is read-only. Must run in a subshell.
__assume_settable() {
  case $__assume_text in
    *"
\\export ASSUME_ENDPOINTS='"*) __assume_name=${__assume_text##*"export ASSUME_ENDPOINTS='"} ;;
    *) __assume_name='' ;;
  esac
  \set -- "ASSUME_ENDPOINTS=|${ASSUME_ENDPOINTS-}|$__assume_name"
  until case $1 in *=*) ! \: ;; esac do
    case ${1%%=*} in
      A*[!A-Z0-9_]* | [!A]* | '') ;;
      *)
        (\unset -v "${1%%=*}") 2>/dev/null || {
          \echo "assume: ${1%%=*} is read-only in this shell, so nothing was changed." >&2
          \return 1
        }
        (__assume_plain "${1%%=*}") >/dev/null 2>&1 || {
          \echo "assume: ${1%%=*} is not a plain variable (see: typeset -p ${1%%=*}), so nothing was changed." >&2
          \return 1
        }
        ;;
    esac
    case $1 in *'|'*) \set -- "${1#*'|'}" ;; *) \set -- '' ;; esac
  done
}

# Fails, and prints so, if an attribute of a variable, set or not, changes what is put into it: ksh and mksh have some, and a
# number's value can hold a command. Must run in a subshell, since a read-only variable ends that or fails, too.
__assume_plain() {
  \eval "$1=0x1A" || \exit
  \eval "case \$$1 in 0x1A) ;; *) \\echo odd; \\exit 1 ;; esac"
}

__assume_writable() {
  # region generated: managed variables
  \set -- AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_REGION \
    AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_ROLE ASSUME_COLOR \
    ASSUME_EXPIRES ASSUME_PREVIOUS ASSUME_RESTORE ASSUME_WITHHELD AWS_PROFILE AWS_DEFAULT_PROFILE \
    AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_VAULT AWS_SSO_PROFILE
  # endregion
  for __assume_name in "$@"; do
    \echo "$__assume_name"
    __assume_plain "$__assume_name" || \exit
    \unset -v "$__assume_name" || \exit
  done
  \echo writable
}

# For a prompt: prints the profile and the minutes left, red if less than ten, without a line end. ksh93, mksh and busybox have
# a clock; other shells show the profile alone.
assume_prompt() {
  case ${ASSUME_PROFILE:+set} in '') \return 0 ;; esac
  \set -- "$ASSUME_PROFILE" ''
  until case $1 in *[[:cntrl:]]*) ! \: ;; esac do
    \set -- "${1#*[[:cntrl:]]}" "$2${1%%[[:cntrl:]]*}"
  done
  # shellcheck disable=SC3028
  case ${KSH_VERSION-} in
    *' 93'*) \set -- "$2$1" "$(\command printf '%(%s)T' now 2>/dev/null)" ;;
    *) \set -- "$2$1" "${EPOCHREALTIME-}" ;;
  esac
  \set -- "$1" "${2%%[.,]*}"
  case ${ASSUME_EXPIRES-}/$2 in
    [!1-9]* | *[!0-9]*/* | */*[!0-9]* | */) \set -- "$1" '' ;;
    *) \set -- "$1" "$((ASSUME_EXPIRES - $2))" ;;
  esac
  case $2 in
    '') ;;
    -* | 0) \set -- "$1 expired" red ;;
    ? | ?? | [1-5]??) \set -- "$1 $(($2 / 60))m" red ;;
    *) \set -- "$1 $(($2 / 60))m" '' ;;
  esac
  case ${NO_COLOR:+plain}${TERM-} in plain* | dumb) \set -- "$1" '' ;; esac
  # mksh has no builtin printf. Other shells have no builtin print, and could have inherited the variable.
  case ${KSH_VERSION:+$(\command -v print)}/$2 in
    print/) \command print -rn -- "$1" ;;
    print/*)
      \command print -n -- '\0033[31m'
      \command print -rn -- "$1"
      \command print -n -- '\0033[39m'
      ;;
    */) \command printf '%s' "$1" ;;
    *) \command printf '\033[31m%s\033[39m' "$1" ;;
  esac
}
# <<< assume <<<

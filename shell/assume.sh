
# >>> assume >>>
# region generated: version
# assume 0.1.0 for POSIX shells (dash, ksh93, mksh, busybox ash, yash), protocol 1
# endregion
# Switches AWS profiles in this shell. Printed by `assume init sh`. Loading it starts no process; it defines functions.
# `\` bypasses aliases, and no function can hide a special builtin such as `eval`, `set` or `unset`. `exec` runs no functions
# either, except in zsh.

\unalias assume 2>/dev/null || \:
# From the environment, ksh93 would take their attributes too: an integer evaluates what is assigned to it.
\unset -v __assume_text __assume_name __assume_last __assume_refs

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
  __assume_hidden __assume_switch "$@"
}

# Runs a function. In ksh93, a DEBUG trap sees values, even those of variables, but nothing of such a function.
__assume_hidden() { "$@"; }
case ${KSH_VERSION-} in
  *' 93'*)
    # Other shells may have inherited the variable.
    (\eval 'function __assume_hidden { \:; }') 2>/dev/null && \eval 'function __assume_hidden { "$@"; }'
    ;;
esac

__assume_switch() {
  # After `assume off`, `-` is the profile from before it.
  case ${ASSUME_PREVIOUS:+set}${__assume_last:+1}/${1-}/${2-} in
    1/-/* | 1/use/-)
      case $__assume_last in
        -* | "${ASSUME_PROFILE-}") ;;
        *)
          case $1 in use) \shift ;; esac
          \shift
          \set -- use "$__assume_last" "$@"
          ;;
      esac
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
      '0\export '* | '0\unset '* | '0\command '* | "0'unset' "*)
        case $2/${ASSUME_PROFILE:+set}/$- in
          off/set/*a*)
            \set +a # would export it
            __assume_last=$ASSUME_PROFILE
            \set -a
            ;;
          off/set/*) __assume_last=$ASSUME_PROFILE ;;
        esac
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
          __assume_bare
          \echo 'assume: The program "assume" on the PATH is not this one, so nothing was changed.' >&2
        )
        \set -- 1
        ;;
    esac
  done
  \unset -v __assume_text
  \return "$1"
}

# Removes a function named echo. Without one, ksh93 would remove the builtin from some subshells. Must run in a subshell.
__assume_bare() {
  # shellcheck disable=SC3044
  case ${KSH_VERSION-} in
    # Other shells may have inherited the variable, and have no typeset.
    *' 93'*) (\typeset -f echo) >/dev/null 2>&1 || case $? in 1) \return 0 ;; esac ;;
  esac
  \unset -f echo
}

# Prints the program's output and then, as a comment, its exit status. Must run in a subshell.
__assume_ask() {
  __assume_bare
  # A read-only variable would stop the change halfway, and exit most of these shells. So this fails before the program prompts
  # for an MFA code: the variable exits another subshell, which has just printed its name.
  \set -- "$(__assume_managed __assume_writable 2>/dev/null)" "$@"
  case $1 in
    *writable)
      \shift
      if (\unset -f assume; \exec assume --eval=sh/1 -- "$@"); then \set -- 0; else \set -- "$?" "$@"; fi
      # `assume off`, and the program is gone, as when nvm has switched to another Node.
      case $1/$#/${2-}/${3---quiet}/${ASSUME_PROFILE+1}${ASSUME_RESTORE+1} in
        12[67]/[23]/off/--quiet/1*) __assume_managed __assume_clear "${3-}" && \set -- 0 ;;
      esac
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
  __assume_look
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
# number's value can hold a command. So does a nameref, of which only ksh and mksh show the name (`${!x}`), or an array. Must run
# in a subshell, since a read-only variable ends that or fails, too.
__assume_plain() {
  case $__assume_refs in 1) \eval "case \${!$1} in $1) ;; *) \\echo odd; \\exit 1 ;; esac" ;; esac
  # Of two lengths, because a variable of a fixed width keeps a value of just that width.
  \eval "$1=-0x1A && case \$$1 in -0x1A) $1=-0x1Aa ;; esac" || \exit
  \eval "case \$$1 in -0x1Aa) ;; *) \\echo odd; \\exit 1 ;; esac"
  case $__assume_refs in 1) \eval "case \${#$1[@]} in 1) ;; *) \\echo odd; \\exit 1 ;; esac" ;; esac
}

# Sets `__assume_refs` to 1 in a shell with namerefs.
__assume_look() {
  if (\eval 'case ${!__assume_refs} in __assume_refs) ;; *) \exit 1 ;; esac') 2>/dev/null; then
    __assume_refs=1
  else
    __assume_refs=0
  fi
}

# Runs a command with the names of the managed variables as its last arguments.
__assume_managed() {
  # region generated: managed variables
  "$@" AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_REGION \
    AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_ROLE ASSUME_COLOR ASSUME_EXPIRES \
    ASSUME_PREVIOUS ASSUME_RESTORE ASSUME_WITHHELD AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN \
    AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_VAULT AWS_SSO_PROFILE
  # endregion
}

# Prints the last of these names that can be set and removed, and `odd` or, after the last one, `writable`. Must run in a subshell.
__assume_writable() {
  __assume_look
  for __assume_name in "$@"; do
    \echo "$__assume_name"
    __assume_plain "$__assume_name" || \exit
    \unset -v "$__assume_name" || \exit
  done
  \echo writable
}

# Given `--quiet` or an empty word, and variables: prints what clears them, and what an assume has set for its profile's
# endpoints; names those that only the program could restore. Must run in a subshell.
__assume_clear() {
  IFS=' '
  __assume_text=''
  for __assume_name in "$@"; do
    case ${ASSUME_RESTORE-} in *[\{,]"\"$__assume_name\":"*) __assume_text="$__assume_text, $__assume_name" ;; esac
  done
  case $1$__assume_text/${ASSUME_RESTORE-} in
    '--quiet/{}') ;;
    '/{}') \echo 'assume: Credentials cleared; environment restored.' >&2 ;;
    /* | --quiet/*) \echo 'assume: Credentials cleared, but the earlier AWS_* variables could not be restored.' >&2 ;;
    *) \echo "assume: Credentials cleared, but ${__assume_text#, } could not be restored." >&2 ;;
  esac
  \shift
  __assume_text=${ASSUME_ENDPOINTS-}
  until case $__assume_text in AWS_*=*) ! \: ;; esac do
    __assume_name=${__assume_text%%=*}
    case $__assume_name in
      *[!A-Z0-9_]*) ;;
      *)
        \eval "__assume_last=\${$__assume_name-}"
        case "|$__assume_text|" in "|$__assume_name=$__assume_last|"*) \set -- "$@" "$__assume_name" ;; esac
        ;;
    esac
    case $__assume_text in *'|'*) __assume_text=${__assume_text#*'|'} ;; *) __assume_text='' ;; esac
  done
  \echo "'unset' -v $* ASSUME_ENDPOINTS"
}

# Prints a name in which what shows nothing, or turns the direction of the rest, is replaced by its code, as the program does.
# In a subshell. mksh has no builtin printf.
__assume_reveal() {
  IFS=' ' __assume_name=$1
  # region generated: invisible characters
  \set -- '\0302\0255=ad \0315\0217=34f \0330\0234=61c \0341\0205\0237=115f \0341\0205\0240=1160' \
    '\0341\0236\0264=17b4 \0341\0236\0265=17b5 \0341\0240\0216=180e \0342\0200\0213=200b' \
    '\0342\0200\0214=200c \0342\0200\0215=200d \0342\0200\0216=200e \0342\0200\0217=200f' \
    '\0342\0200\0250=2028 \0342\0200\0251=2029 \0342\0200\0252=202a \0342\0200\0253=202b' \
    '\0342\0200\0254=202c \0342\0200\0255=202d \0342\0200\0256=202e \0342\0201\0240=2060' \
    '\0342\0201\0241=2061 \0342\0201\0242=2062 \0342\0201\0243=2063 \0342\0201\0244=2064' \
    '\0342\0201\0245=2065 \0342\0201\0246=2066 \0342\0201\0247=2067 \0342\0201\0250=2068' \
    '\0342\0201\0251=2069 \0342\0201\0252=206a \0342\0201\0253=206b \0342\0201\0254=206c' \
    '\0342\0201\0255=206d \0342\0201\0256=206e \0342\0201\0257=206f \0343\0205\0244=3164' \
    '\0357\0273\0277=feff \0357\0276\0240=ffa0 \0357\0277\0260=fff0 \0357\0277\0261=fff1' \
    '\0357\0277\0262=fff2 \0357\0277\0263=fff3 \0357\0277\0264=fff4 \0357\0277\0265=fff5' \
    '\0357\0277\0266=fff6 \0357\0277\0267=fff7 \0357\0277\0270=fff8 \0357\0277\0271=fff9' \
    '\0357\0277\0272=fffa \0357\0277\0273=fffb'
  # endregion
  case ${KSH_VERSION:+$(\command -v print)} in
    print) \set -- "$__assume_name" "$(\command print -n "$*")" ;;
    *) \set -- "$__assume_name" "$(\command printf %b "$*")" ;;
  esac
  # shellcheck disable=SC2086 # split at blanks
  for __assume_name in $2; do
    until case $1 in *"${__assume_name%=*}"*) ! \: ;; esac do
      \set -- "${1%%"${__assume_name%=*}"*}\\u{${__assume_name#*=}}${1#*"${__assume_name%=*}"}"
    done
  done
  case ${KSH_VERSION:+$(\command -v print)} in
    print) \command print -rn -- "$1" ;;
    *) \command printf %s "$1" ;;
  esac
}

# For a prompt: prints the profile in its color and the minutes left, without a line end. ksh93, mksh and busybox have a clock;
# other shells show the profile alone.
assume_prompt() {
  case ${ASSUME_PROFILE:+set} in '') \return 0 ;; esac
  \set -- "$ASSUME_PROFILE" ''
  until case $1 in *[[:cntrl:]]*) ! \: ;; esac do
    \set -- "${1#*[[:cntrl:]]}" "$2${1%%[[:cntrl:]]*}"
  done
  \set -- "$2$1" ''
  case $1 in *[!a-zA-Z0-9_.@+=:/-]*) \set -- "$(__assume_reveal "$1")" '' ;; esac
  # Black or bright white letters on the color, as SGR codes. Without colors, `!` marks production.
  case ${NO_COLOR:+plain}${TERM-}/${ASSUME_COLOR-} in
    plain*/red | dumb/red) \set -- "! $1" '' ;;
    plain*/* | dumb/*) \set -- "$1" '' ;;
    */red) \set -- "$1" '97;41' ;;
    */yellow) \set -- "$1" '30;43' ;;
    */green) \set -- "$1" '30;42' ;;
    */blue) \set -- "$1" '97;44' ;;
    */magenta) \set -- "$1" '97;45' ;;
    */cyan) \set -- "$1" '30;46' ;;
    *) \set -- "$1" '' ;;
  esac
  # shellcheck disable=SC3028
  case ${KSH_VERSION-} in
    *' 93'*) \set -- "$1" "$2" "$(\command printf '%(%s)T' now 2>/dev/null)" ;;
    *) \set -- "$1" "$2" "${EPOCHREALTIME-}" ;;
  esac
  \set -- "$1" "$2" "${3%%[.,]*}"
  case ${ASSUME_EXPIRES-}/$3 in
    [!1-9]* | *[!0-9]*/* | */*[!0-9]* | */) \set -- "$1" "$2" '' ;;
    *) \set -- "$1" "$2" "$((ASSUME_EXPIRES - $3))" ;;
  esac
  case $3 in
    '') ;;
    -* | 0) \set -- "$1" "$2" expired '30;43' ;;
    ? | ?? | [1-5]??) \set -- "$1" "$2" "$(($3 / 60))m" '30;43' ;;
    *) \set -- "$1" "$2" "$(($3 / 60))m" ;;
  esac
  case ${NO_COLOR:+plain}${TERM-} in plain* | dumb) \set -- "$1" '' "$3" ;; esac
  # mksh has no builtin printf. Other shells have no builtin print, and could have inherited the variable.
  case ${KSH_VERSION:+$(\command -v print)} in
    print)
      # shellcheck disable=SC3003
      \set -- "$1" "$2" "$3" "${4-}" $'\033'
      \command print -rn -- "${2:+${5}[${2}m}$1${2:+${5}[39;49m}${3:+ }${4:+${5}[${4}m}$3${4:+${5}[39;49m}"
      ;;
    *)
      \set -- "${2:+\\033[${2}m}%s${2:+\\033[39;49m}${3:+ }${4:+\\033[${4}m}%s${4:+\\033[39;49m}" "$1" "$3"
      # shellcheck disable=SC2059
      \command printf "$@"
      ;;
  esac
}
# <<< assume <<<

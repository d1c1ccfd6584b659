
# >>> assume >>>
# region generated: version
# assume 0.1.0 for bash 3.2 and newer, protocol 1
# endregion
# Switches AWS profiles in this shell. Printed by `assume init bash`. Loading it starts no process; it defines functions and
# one completion. `\builtin` bypasses aliases and functions that are named like a builtin.

\builtin unalias assume 2>&- || \builtin :

# No variable of ours comes from the environment, where a value could name any variable, or hold a command in a subscript.
# bash before 5 can't tell which ones do, so it clears all of them.
for __assume_name in "${!__assume_@}"; do
  [[ ${BASH_VERSINFO[0]} -ge 5 && ${!__assume_name@a} != *x* ]] || \builtin unset -v "$__assume_name"
done
\builtin unset -v __assume_name

function assume() {
  # These commands only print or run something: they get the terminal, and their exit status is the result.
  case ${1-} in
    # region generated: passthrough commands
    'cache' | 'demo' | 'doctor' | 'exec' | 'export' | 'help' | 'init' | 'list' | 'login' | 'plan' | 'status' | \
      'version' | 'whoami' | '--help' | '-h' | '--version')
    # endregion
      __assume_found && \builtin command assume "$@"
      \builtin return
      ;;
  esac
  \builtin local __assume_text __assume_status __assume_options __assume_used __assume_kind __assume_kinds __assume_first
  \builtin local __assume_leaving
  \builtin local -a __assume_names __assume_fixed __assume_unexported __assume_covered
  __assume_options=''
  # -v and -x would show secrets. With -T, a DEBUG trap would print into what is captured. -k would change the meaning of
  # `local a=b` and `export a=b`. With -e, a failure would end the shell before the options are restored, and with -u the
  # attributes of a variable that isn't set.
  # `local -` restores the options, even after Ctrl-C. bash before 4.4 doesn't have it, so they are restored below.
  # stderr is closed (2>&-), because a restricted shell can't write to /dev/null.
  \builtin local - 2>&- || __assume_options=${-//[!ekuvxT]/}
  { \builtin set +ekuvxT; } 2>&-
  __assume_text='' __assume_used='' __assume_kinds='' __assume_first=${ASSUME_RESTORE-first}
  __assume_unexported=() __assume_covered=()
  __assume_leaving=${ASSUME_PROFILE-}
  # After `assume off`, `-` is the profile from before it.
  case ${1-},${2-} in
    -,* | use,-)
      if [[ -z ${ASSUME_PREVIOUS-} && ${__assume_last-} == [!-]* && $__assume_last != "$__assume_leaving" ]]; then
        [[ $1 == - ]] || \builtin shift
        \builtin set -- use "$__assume_last" "${@:2}"
      fi
      ;;
  esac
  # All or nothing: a fresh session file, or a complete snippet and status 0, or no change.
  { __assume_plain || __assume_writable; } && { __assume_session "$@" || __assume_ask "$@"; } && __assume_keep
  __assume_status=$?
  # An array, because bash never exports one.
  [[ $__assume_status -ne 0 || ${1-} != off || -z $__assume_leaving ]] || __assume_last=("$__assume_leaving")
  [[ -z ${__assume_tried+set} ]] || __assume_note "$@"
  [[ -z $__assume_options ]] || \builtin set "-$__assume_options"
  \builtin return "$__assume_status"
}

# Applies the change that the program prints. It is data: nothing in it is evaluated, so a DEBUG trap sees no value either. Only
# a command to run is evaluated.
function __assume_ask() {
  # If stdin or stderr is closed, the pipe of the substitution gets its number, and messages would be taken for the change.
  # The test duplicates to 9, because `<&0` would do nothing at all.
  { \builtin true 9<&0; } 2>&- || { __assume_ask "$@" </dev/null; \builtin return; }
  \builtin true >&2 || { __assume_ask "$@" 2>/dev/null; \builtin return; }
  __assume_list
  __assume_found || { __assume_clear 127 "$@"; \builtin return; }
  __assume_redirectable || \builtin return
  __assume_text=$(\builtin command assume --eval=bash/1 -- "$@") || { __assume_clear "$?" "$@"; \builtin return; }
  # A command to run, chosen in the picker's menu, or newer than this script: what it prints is not for the shell. Its words are
  # in quotes, and none is a secret.
  [[ $__assume_text != "\\builtin command 'assume' "* ]] || { \builtin eval "$__assume_text"; \builtin return; }
  \builtin local __assume_gone='' __assume_list='' IFS=$'\t'
  \builtin local -a __assume_set
  __assume_set=()
  # Only `assume off` has nothing to change.
  if ! __assume_parse || [[ -z $__assume_text && ${1-} != off ]]; then
    \builtin printf 'assume: The program "assume" on the PATH is not this one, so nothing was changed.\n' >&2
    \builtin return 1
  fi
  __assume_settable || \builtin return
  \builtin unset -n "${__assume_set[@]%%=*}" 2>&- || \builtin :
  [[ ${#__assume_set[@]} -eq 0 ]] || \builtin export "${__assume_set[@]}" || \builtin return
  # shellcheck disable=SC2086 # split at TAB: these are names only
  \builtin unset -v $__assume_gone
}

# Reads the text, of which each line is `\builtin export NAME='VALUE'` or `\builtin unset -v NAME`; status 1 if it is any other.
# In a value, each quote is written as '\''. Split at the quotes: to look for each of them would take long in a long text.
function __assume_parse() {
  \builtin local __assume_name='' __assume_value='' __assume_part='' __assume_next=head __assume_plain=''
  \builtin local -a __assume_parts __assume_values
  __assume_values=()
  __assume_cut \' "$__assume_text"$'\n'
  for __assume_part in "${__assume_parts[@]}"; do
    case $__assume_next/$__assume_part in
      head/*) __assume_plain=$__assume_part __assume_next=value ;;
      value/*) __assume_value+=$__assume_part __assume_next=end ;;
      end/\\) __assume_next=quote ;;
      quote/) __assume_value+=\' __assume_next=value ;;
      end/*)
        __assume_values[${#__assume_values[@]}]=$__assume_value
        __assume_plain+=\'$__assume_part __assume_value='' __assume_next=value ;;
      *) \builtin return 1 ;;
    esac
  done
  [[ $__assume_next == value ]] || \builtin return 1
  __assume_cut $'\n' "$__assume_plain"
  for __assume_part in ${__assume_parts[@]+"${__assume_parts[@]}"}; do
    case $__assume_part in
      '\builtin export '*"='")
        __assume_name=${__assume_part#'\builtin export '} __assume_name=${__assume_name%"='"}
        __assume_value=${__assume_values[${#__assume_set[@]}]}
        [[ $__assume_name != ASSUME_ENDPOINTS ]] || __assume_list=$__assume_value
        __assume_set[${#__assume_set[@]}]=$__assume_name=$__assume_value ;;
      '\builtin unset -v '*)
        __assume_name=${__assume_part#'\builtin unset -v '} __assume_gone+=$'\t'$__assume_name ;;
      *) \builtin return 1 ;;
    esac
    case $__assume_name in
      *[!A-Z0-9_]*) \builtin return 1 ;;
      AWS_?* | ASSUME_?* | AWSUME_?*) ;;
      *) \builtin return 1 ;;
    esac
  done
}

# Splits $2 at each $1 into `__assume_parts`.
function __assume_cut() {
  \builtin local IFS=$1
  # shellcheck disable=SC2206
  case $- in
    *f*) __assume_parts=($2) ;;
    *)
      \builtin set -f
      __assume_parts=($2)
      \builtin set +f ;;
  esac
}

# After a failure of the program with status $1: if it was `assume off`, and there is no program any more, as when nvm has
# switched to another Node, clears what the program would have, and names what only the program could restore.
function __assume_clear() {
  \builtin local __assume_name='' __assume_lost=''
  case $1/$#/${2-}/${3---quiet}/${ASSUME_PROFILE+1}${ASSUME_RESTORE+1} in
    12[67]/[23]/off/--quiet/1*) ;;
    *) \builtin return "$1" ;;
  esac
  for __assume_name in "${__assume_names[@]}"; do
    [[ ${ASSUME_RESTORE-} != *[\{,]"\"$__assume_name\":"* ]] || __assume_lost+=", $__assume_name"
  done
  [[ -n $__assume_lost || ${ASSUME_RESTORE-} == '{}' ]] || __assume_lost=', the earlier AWS_* variables'
  for __assume_name in "${__assume_fixed[@]}" "${!AWS_ENDPOINT_URL_@}"; do
    [[ "|${ASSUME_ENDPOINTS-}|" != *"|$__assume_name=${!__assume_name-}|"* ]] || \builtin unset -v "$__assume_name"
  done
  \builtin unset -v "${__assume_names[@]}" ASSUME_ENDPOINTS
  if [[ -n $__assume_lost ]]; then
    \builtin printf 'assume: Credentials cleared, but %s could not be restored.\n' "${__assume_lost#, }" >&2
  elif [[ ${3-} != '--quiet' ]]; then
    \builtin printf 'assume: Credentials cleared; environment restored.\n' >&2
  fi
}

# Checked first, because a `command_not_found_handle` function could print text, and return 0.
function __assume_found() {
  [[ -z $(\builtin type -P assume) ]] || \builtin return 0
  \builtin printf 'assume: The program "assume" is not on the PATH.\n' >&2
  \builtin return 127
}

# Lists the variables that may change; a session file needs no lists.
function __assume_list() {
  # region generated: managed variables
  __assume_names=(
    AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_REGION
    AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_ROLE ASSUME_COLOR ASSUME_EXPIRES
    ASSUME_PREVIOUS ASSUME_RESTORE ASSUME_WITHHELD AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN
    AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_VAULT AWS_SSO_PROFILE
  )
  # endregion
  # region generated: destination variables
  __assume_fixed=(
    AWS_ENDPOINT_URL AWS_IGNORE_CONFIGURED_ENDPOINT_URLS AWS_USE_FIPS_ENDPOINT AWS_USE_DUALSTACK_ENDPOINT
    AWS_CA_BUNDLE AWS_ACCOUNT_ID_ENDPOINT_MODE AWS_STS_REGIONAL_ENDPOINTS
  )
  # endregion
}

# A managed variable that is read-only, an array or the like would stop the change halfway, so this fails before the program
# prompts for an MFA code. It also finds out whether any managed variable is set (`__assume_used`), and which are set but not
# exported, so that the program can't see them (`__assume_unexported`).
function __assume_writable() {
  \builtin local __assume_name='' __assume_kind=''
  __assume_used=''
  __assume_list
  __assume_inspect "${__assume_names[@]}" ASSUME_ENDPOINTS
  for __assume_name in "${__assume_names[@]}" ASSUME_ENDPOINTS; do
    __assume_check || \builtin return
    [[ -n ${!__assume_name+set} ]] || \builtin continue
    __assume_used=1
    [[ $__assume_kind == *x* || $__assume_name == ASSUME_ENDPOINTS ]] ||
      __assume_unexported+=("$__assume_name=${!__assume_name}")
  done
}

# Sets `__assume_kinds` to the attributes of variables, set or not, global or local in a caller. bash before 5.2 doesn't show
# those of all, so there a subshell puts a value into each, and shows what has become of it. A nameref without a target names
# nothing: it is no reason to refuse, and removed before a change.
function __assume_inspect() {
  \builtin local __assume_name='' __assume_kind='' __assume_rest=''
  __assume_kinds=' '
  if [[ ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -ge 52 ]]; then
    for __assume_name in "$@"; do
      # Not indirectly, because that shows none. All callers have checked that the names are names.
      \builtin eval "__assume_kind=\${$__assume_name@a}"
      ! \builtin test -R "$__assume_name" || __assume_kind=n
      __assume_kinds+="$__assume_name/$__assume_kind "
    done
    \builtin return
  fi
  __assume_rest=$'\n'$({
    \builtin set +a
    for __assume_name in "$@"; do
      \builtin test -R "$__assume_name" || \builtin unset -n "$__assume_name" || \builtin :
      \builtin printf -v "$__assume_name" %s __assume_none || \builtin :
    done
    \builtin declare -p "$@" || \builtin :
  } 2>&-)
  while [[ $__assume_rest == *$'\ndeclare -'* ]]; do
    __assume_rest=${__assume_rest#*$'\ndeclare -'}
    __assume_kind=${__assume_rest%% *} __assume_name=${__assume_rest#* }
    __assume_kinds+="${__assume_name%%[=$'\n']*}/${__assume_kind#-} "
  done
}

# Sets `__assume_kind` to the attributes of `__assume_name`. Fails if they would change a value, hide it from programs, run a
# command in it, or forbid it. A variable that an older bash doesn't show at all is read-only and not set.
function __assume_check() {
  \builtin local __assume_wrong=''
  __assume_kind=r
  [[ $__assume_kinds != *" $__assume_name/"* ]] || __assume_kind=${__assume_kinds##*" $__assume_name/"}
  __assume_kind=${__assume_kind%% *}
  case $__assume_kind in
    *[!rtx]*) __assume_wrong="not a plain variable (see: typeset -p $__assume_name)" ;;
    *r*) __assume_wrong='read-only in this shell' ;;
    *) \builtin return 0 ;;
  esac
  \builtin printf 'assume: %s is %s, so nothing was changed.\n' "$__assume_name" "$__assume_wrong" >&2
  \builtin return 1
}

# Whether every managed variable is plain and exported, or not set: the same without a loop, which would cost more than the
# rest of a session file. A nameref shows the attributes of its target. Status 1 also before 5.2, which doesn't show all.
function __assume_plain() {
  [[ ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -ge 52 ]] || \builtin return 1
  # region generated: managed attributes
  __assume_used=${AWS_ACCESS_KEY_ID+x},${AWS_SECRET_ACCESS_KEY+x},${AWS_SESSION_TOKEN+x},
  __assume_used+=${AWS_CREDENTIAL_EXPIRATION+x},${AWS_REGION+x},${AWS_DEFAULT_REGION+x},${AWS_ACCOUNT_ID+x},
  __assume_used+=${ASSUME_PROFILE+x},${AWSUME_PROFILE+x},${ASSUME_ROLE+x},${ASSUME_COLOR+x},${ASSUME_EXPIRES+x},
  __assume_used+=${ASSUME_PREVIOUS+x},${ASSUME_RESTORE+x},${ASSUME_WITHHELD+x},${AWS_PROFILE+x},
  __assume_used+=${AWS_DEFAULT_PROFILE+x},${AWS_SECURITY_TOKEN+x},${AWS_SESSION_EXPIRATION+x},
  __assume_used+=${AWS_CREDENTIAL_SCOPE+x},${AWS_VAULT+x},${AWS_SSO_PROFILE+x},${ASSUME_ENDPOINTS+x},
  __assume_kind=${AWS_ACCESS_KEY_ID@a},${AWS_SECRET_ACCESS_KEY@a},${AWS_SESSION_TOKEN@a},
  __assume_kind+=${AWS_CREDENTIAL_EXPIRATION@a},${AWS_REGION@a},${AWS_DEFAULT_REGION@a},${AWS_ACCOUNT_ID@a},
  __assume_kind+=${ASSUME_PROFILE@a},${AWSUME_PROFILE@a},${ASSUME_ROLE@a},${ASSUME_COLOR@a},${ASSUME_EXPIRES@a},
  __assume_kind+=${ASSUME_PREVIOUS@a},${ASSUME_RESTORE@a},${ASSUME_WITHHELD@a},${AWS_PROFILE@a},
  __assume_kind+=${AWS_DEFAULT_PROFILE@a},${AWS_SECURITY_TOKEN@a},${AWS_SESSION_EXPIRATION@a},
  __assume_kind+=${AWS_CREDENTIAL_SCOPE@a},${AWS_VAULT@a},${AWS_SSO_PROFILE@a},${ASSUME_ENDPOINTS@a},
  # Not in `[[`, because bash before 4.3 could not parse it.
  # shellcheck disable=SC2166
  ! \builtin test -R AWS_ACCESS_KEY_ID -o -R AWS_SECRET_ACCESS_KEY -o -R AWS_SESSION_TOKEN \
      -o -R AWS_CREDENTIAL_EXPIRATION -o -R AWS_REGION -o -R AWS_DEFAULT_REGION \
      -o -R AWS_ACCOUNT_ID -o -R ASSUME_PROFILE -o -R AWSUME_PROFILE \
      -o -R ASSUME_ROLE -o -R ASSUME_COLOR -o -R ASSUME_EXPIRES \
      -o -R ASSUME_PREVIOUS -o -R ASSUME_RESTORE -o -R ASSUME_WITHHELD \
      -o -R AWS_PROFILE -o -R AWS_DEFAULT_PROFILE -o -R AWS_SECURITY_TOKEN \
      -o -R AWS_SESSION_EXPIRATION -o -R AWS_CREDENTIAL_SCOPE -o -R AWS_VAULT \
      -o -R AWS_SSO_PROFILE -o -R ASSUME_ENDPOINTS || \builtin return 1
  # endregion
  [[ $__assume_kind == "$__assume_used" ]] || \builtin return 1
  __assume_used=${__assume_used//,}
}

# The same for the variables that say where requests go, given some names or all that are set. One that the user has exported
# stays as it is, so it may be read-only. One that isn't exported may be covered by the profile's (`__assume_covered`).
function __assume_redirectable() {
  \builtin local __assume_name='' __assume_kind='' __assume_own="|${ASSUME_ENDPOINTS-}|"
  [[ $# -gt 0 ]] || \builtin set -- "${__assume_fixed[@]}" ASSUME_ENDPOINTS "${!AWS_ENDPOINT_URL_@}"
  __assume_inspect "$@"
  for __assume_name in "$@"; do
    __assume_kind=${__assume_kinds##*" $__assume_name/"}
    case ${__assume_kind%% *}/$__assume_name in
      *[!rtx]*/*) ;;
      *x*/AWS_*)
        [[ -z ${!__assume_name-} || $__assume_own == *"|$__assume_name=${!__assume_name}|"* ]] || \builtin continue ;;
    esac
    __assume_check || \builtin return
    [[ -z ${!__assume_name+set} || $__assume_kind == *x* ]] || __assume_covered+=("$__assume_name=${!__assume_name}")
  done
}

# Checks the variables that the change sets and ASSUME_ENDPOINTS lists: one that has no value can be read-only too.
function __assume_settable() {
  \builtin local -a __assume_listed
  __assume_listed=()
  while [[ $__assume_list == AWS_*=* ]]; do
    [[ ${__assume_list%%=*} == *[!A-Z0-9_]* ]] || __assume_listed[${#__assume_listed[@]}]=${__assume_list%%=*}
    [[ $__assume_list == *'|'* ]] || \builtin break
    __assume_list=${__assume_list#*'|'}
  done
  [[ ${#__assume_listed[@]} -eq 0 ]] || __assume_redirectable "${__assume_listed[@]}"
}

# Keeps the unexported variables from before the first assume, which the program can't see, so that `assume off` restores
# them. Secrets are not kept.
function __assume_keep() {
  \builtin local __assume_one='' __assume_name=''
  if [[ -n ${ASSUME_RESTORE+set} ]]; then
    [[ $__assume_first != first ]] || \builtin unset -v __assume_kept
    # Called from a function, these may be that function's local variables, which end with it.
    [[ ${FUNCNAME[2]-main} == main || ${FUNCNAME[2]} == source ]] || \builtin return 0
    for __assume_one in ${__assume_covered[@]+"${__assume_covered[@]}"}; do
      [[ "|${ASSUME_ENDPOINTS-}" != *"|${__assume_one%%=*}="* ]] || __assume_kept+=("$__assume_one")
    done
    [[ $__assume_first == first ]] || \builtin return 0
    for __assume_one in ${__assume_unexported[@]+"${__assume_unexported[@]}"}; do
      case $__assume_one in
        AWS_SECRET_ACCESS_KEY=* | AWS_SESSION_TOKEN=* | AWS_SECURITY_TOKEN=*)
          \builtin printf 'assume: %s was not exported. Secrets are not kept, so assume off will not restore it.\n' \
            "${__assume_one%%=*}" >&2 ;;
        *) __assume_kept+=("$__assume_one") ;;
      esac
    done
  else
    for __assume_one in ${__assume_kept[@]+"${__assume_kept[@]}"}; do
      __assume_name=${__assume_one%%=*}
      case $__assume_name in
        *[!A-Z0-9_]*) ;;
        AWS_?* | ASSUME_?* | AWSUME_?*)
          # The user may have set one that was covered since then.
          [[ -n ${!__assume_name+set} ]] || \builtin printf -v "$__assume_name" %s "${__assume_one#*=}" ;;
      esac
    done
    \builtin unset -v __assume_kept
  fi
}

# Changes this shell by the session file of a profile, without starting a process, if everything that it was made from is
# still in force. The file is data; nothing in it is evaluated. Status 1 means that this fast path does not apply.
function __assume_session() {
  \builtin local __assume_dir='' __assume_end='' __assume_files='' __assume_from='' __assume_place='' __assume_gone=''
  \builtin local __assume_quiet=''
  \builtin local -a __assume_set __assume_ours
  __assume_set=() __assume_ours=()
  [[ $#${2-} != 2--quiet ]] || { __assume_quiet=1; \builtin set -- "$1"; }
  __assume_read "$@" && __assume_verify "$1" && __assume_apply "$1"
}

# Reads the session file: a header, a line for each variable with its name and value, one line of those to unset, and `end`.
# bash can't read modes: the sticky bit of the folder, which only the program sets, shows that nobody has changed its mode.
function __assume_read() {
  \builtin local __assume_file='' __assume_head='' __assume_since='' __assume_now='' __assume_rest=''
  [[ $# -eq 1 && $1 != -* && $1 != *[!a-zA-Z0-9_.@+=:-]* && $1 != use && $1 != off && ${HOME-} == /* &&
    (-z $__assume_used || -n ${ASSUME_RESTORE+set}) ]] || \builtin return 1
  __assume_dir=${XDG_RUNTIME_DIR-}
  [[ $__assume_dir == /* && -O $__assume_dir/assume/sessions ]] || __assume_dir=${XDG_CACHE_HOME:-$HOME/.cache}
  __assume_dir=$__assume_dir/assume/sessions
  __assume_file=$__assume_dir/$1
  [[ $__assume_dir == /* && -k $__assume_dir && -O $__assume_dir && -f $__assume_file && -r $__assume_file &&
    -O $__assume_file ]] || \builtin return 1
  {
    # bash before 4.2 has neither this clock nor mapfile.
    \builtin printf -v __assume_now '%(%s)T' -1 &&
      IFS=$'\t' \builtin read -r __assume_head __assume_rest __assume_end __assume_since __assume_gone __assume_from \
        __assume_files __assume_place &&
      \builtin mapfile -t -n 100 __assume_set || \builtin return 1
  } <"$__assume_file" 2>&-
  # `[`, because `[[` ignores case under nocasematch. Digits are checked before any arithmetic, in which bash would run a
  # command in a subscript.
  \builtin [ "$__assume_head$__assume_rest" = assume3 ] || \builtin return 1
  [[ $__assume_end$__assume_since != *[!0123456789]* && $__assume_end == [123456789]* && ${#__assume_end} -eq 10 &&
    $__assume_since == [123456789]* && ${#__assume_since} -eq 10 && -n $__assume_from &&
    $__assume_from != *[!0123456789abcdef]* && ${#__assume_set[@]} -gt 2 ]] || \builtin return 1
  ((__assume_since <= __assume_now && __assume_end > __assume_now + 900 && __assume_end <= __assume_since + 129600)) ||
    \builtin return 1
  __assume_rest=${__assume_set[${#__assume_set[@]} - 1]} __assume_gone=${__assume_set[${#__assume_set[@]} - 2]}
  \builtin [ "$__assume_rest" = end ] && [[ $__assume_gone == unset$'\t'* ]] || \builtin return 1
  __assume_gone=${__assume_gone#*$'\t'}
  __assume_set=("${__assume_set[@]:0:${#__assume_set[@]} - 2}")
}

# Whether the session is of this profile, sets and unsets only variables of AWS clients and of `assume`, and was made from
# these files for this place. What an earlier assume has set for its profile's endpoints (ASSUME_ENDPOINTS) isn't the user's.
function __assume_verify() {
  \builtin local IFS='' __assume_all='' __assume_one='' __assume_name='' __assume_kind=''
  # `%%` finds a line at once, where `#*` would try every length, and `[[` would ignore case under nocasematch.
  IFS=$'\n' __assume_all=$'\n'"${__assume_set[*]}"$'\n'
  __assume_one=${__assume_all%%$'\nASSUME_PROFILE\t'"$1"$'\n'*}
  __assume_name=${__assume_all%%$'\nASSUME_EXPIRES\t'"$__assume_end"$'\n'*}
  [[ ${#__assume_one} -lt ${#__assume_all} && ${#__assume_name} -lt ${#__assume_all} ]] || \builtin return 1
  # Each line must have one TAB: none in what follows the first, and one more character than name and value have.
  IFS=' ' __assume_all="${__assume_set[*]}" __assume_one="${__assume_set[*]#*$'\t'}" __assume_name="${__assume_set[*]%%$'\t'*}"
  [[ $__assume_one != *$'\t'* && ${#__assume_all} -eq $((${#__assume_name} + ${#__assume_one} + 1)) ]] || \builtin return 1
  __assume_all=" $__assume_name ${__assume_gone//$'\t'/ } "
  __assume_one=${__assume_all// AWS_/} __assume_one=${__assume_one// ASSUME_/} __assume_one=${__assume_one// AWSUME_/}
  [[ $__assume_all != *[!\ ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_]* && $__assume_one == "${__assume_one// /} " ]] &&
    \builtin [ "${__assume_all^^}" = "$__assume_all" ] || \builtin return 1
  # A local variable without a value hides what is ours from all tests below.
  __assume_one=${ASSUME_ENDPOINTS-}
  while [[ -n $__assume_one ]]; do
    __assume_name=${__assume_one%%=*}
    if __assume_destination && \builtin [ "${__assume_one%%|*}" = "$__assume_name=${!__assume_name-|}" ]; then
      __assume_ours+=("$__assume_name")
      \builtin local "$__assume_name" && \builtin unset -v "$__assume_name" || \builtin return 1
    fi
    [[ $__assume_one == *'|'* ]] || \builtin break
    __assume_one=${__assume_one#*|}
  done 2>&-
  if [[ $__assume_all == *ENDPOINT* || $__assume_all == *_BUNDLE* ]]; then
    for __assume_name in "${__assume_set[@]%%$'\t'*}"; do
      ! __assume_destination || {
        [[ -z ${!__assume_name+set} ]] && __assume_inspect "$__assume_name" && __assume_check
      } || \builtin return 1
    done 2>&-
  fi
  __assume_unchanged
}

# Whether the environment and the files are those that the session was made from. A generation has, for each file that
# existed, a link to its real path, and two empty files whose times lie just below and just above its own.
function __assume_unchanged() {
  \builtin local __assume_config='' __assume_name=''
  __assume_config=${XDG_CONFIG_HOME:-$HOME/.config}/assume/config
  \builtin [ "$__assume_place" = "$HOME ${AWS_ENDPOINT_URL-} ${AWS_ENDPOINT_URL_STS-} ${AWS_ENDPOINT_URL_SSO-}\
 ${AWS_ENDPOINT_URL_SSO_OIDC-} ${AWS_ENDPOINT_URL_SIGNIN-}" ] || \builtin return 1
  __assume_from=$__assume_dir/%$__assume_from
  # region generated: variables that rule out session files
  [[ -z ${AWS_CONFIG_FILE+set} && -z ${AWS_SHARED_CREDENTIALS_FILE+set} &&
    -z ${AWS_LOGIN_CACHE_DIRECTORY+set} &&
    -z ${AWS_IGNORE_CONFIGURED_ENDPOINT_URLS+set} && -z ${AWS_USE_FIPS_ENDPOINT+set} &&
    -z ${AWS_USE_DUALSTACK_ENDPOINT+set} && -z ${ASSUME_DEBUG+set} ]] || \builtin return 1
  # endregion
  [[ -O $__assume_from && $__assume_config == /* ]] || \builtin return 1
  __assume_name=${__assume_files%+settings}
  case ${__assume_name%+token} in config | credentials | config+credentials) ;; *) \builtin return 1 ;; esac
  __assume_same config "$HOME/.aws/config" && __assume_same credentials "$HOME/.aws/credentials" &&
    __assume_same settings "$__assume_config" &&
    { [[ $__assume_files != *+token* ]] || __assume_same token "$__assume_from/token.at"; }
}

# Whether a file is the one of the generation, and unchanged and readable; or is still missing, if it was. Asked positively:
# where a file is missing, `! -nt` would call it unchanged. A missing stamp is older than anything.
function __assume_same() {
  if [[ +$__assume_files+ != *+$1+* ]]; then
    [[ ! -e $2 && ! -L $2 ]]
  else
    [[ $2 -ef $__assume_from/$1 && $2 -nt $__assume_from/$1.lo && $2 -ot $__assume_from/$1.hi &&
      -f $__assume_from/$1.lo && -r $2 ]]
  fi
}

# Whether `__assume_name` is a variable that says where AWS clients send requests, and that `assume` sets for a profile.
function __assume_destination() {
  [[ $__assume_name != *[!ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_]* ]] &&
    \builtin [ "${__assume_name^^}" = "$__assume_name" ] || \builtin return 1
  case $__assume_name in
    # region generated: destination names
    AWS_ENDPOINT_URL_?* | AWS_ENDPOINT_URL | AWS_IGNORE_CONFIGURED_ENDPOINT_URLS | AWS_USE_FIPS_ENDPOINT | \
      AWS_USE_DUALSTACK_ENDPOINT | AWS_CA_BUNDLE | AWS_ACCOUNT_ID_ENDPOINT_MODE | AWS_STS_REGIONAL_ENDPOINTS) ;;
    # endregion
    *) \builtin return 1 ;;
  esac
}

# Applies the session: everything has been checked.
function __assume_apply() {
  \builtin local IFS=$'\t' __assume_line=''
  __assume_line=${ASSUME_RESTORE-'{}'}
  __assume_set=("${__assume_set[@]/$'\t'/=}" "ASSUME_RESTORE=$__assume_line")
  if ! \builtin [ "${ASSUME_PROFILE-}" = "$1" ]; then
    if [[ -n ${ASSUME_PROFILE+set} ]]; then
      __assume_set+=("ASSUME_PREVIOUS=$ASSUME_PROFILE")
    else
      __assume_gone+=$'\tASSUME_PREVIOUS'
    fi
  fi
  [[ -z ${ASSUME_ENDPOINTS+set} ]] || \builtin unset -v ASSUME_ENDPOINTS ${__assume_ours[@]+"${__assume_ours[@]}"}
  # shellcheck disable=SC2086 # split at TAB: these are names only
  [[ ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -lt 43 ]] || \builtin unset -n "${__assume_set[@]%%=*}" $__assume_gone
  \builtin export "${__assume_set[@]}"
  # shellcheck disable=SC2086
  \builtin unset -v $__assume_gone
  __assume_record "$1"
  [[ -n $__assume_quiet || ! -t 2 ]] || __assume_announce "$1"
}

# Appends this use of a profile to the history that the program keeps, if there is one.
function __assume_record() {
  \builtin local __assume_line=''
  __assume_line=$HOME/.local/state
  [[ ${XDG_STATE_HOME-} != /* ]] || __assume_line=$XDG_STATE_HOME
  __assume_line=$__assume_line/assume/history
  [[ ! -f $__assume_line || -L $__assume_line || ! -O $__assume_line ]] ||
    { \builtin printf '%(%s)T\t%s\n' -1 "$1" >>"$__assume_line"; } 2>&- || \builtin :
}

# Says what has changed: the same line as the program. More than 15 minutes are left.
function __assume_announce() {
  \builtin local __assume_line='' __assume_sgr='' __assume_left='' __assume_host=''
  case ${LC_ALL:-${LC_CTYPE:-${LANG-}}} in
    *[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*) __assume_line=$'\xe2\x9c\x93 ' ;;
    *) __assume_line='ok ' ;;
  esac
  __assume_shade
  case $__assume_sgr in
    '') __assume_line+=$1 ;;
    '!') __assume_line+="! $1" ;;
    *) __assume_line+=$'\e['${__assume_sgr}m$1$'\e[39;49m' ;;
  esac
  __assume_left=${ASSUME_ROLE-}${ASSUME_ROLE:+${AWS_ACCOUNT_ID:+ @ }}${AWS_ACCOUNT_ID-}
  __assume_line+=${__assume_left:+  $__assume_left}"  $AWS_REGION"
  [[ ${ASSUME_ENDPOINTS-} != *AWS_ENDPOINT_URL* ]] || __assume_route
  \builtin printf -v __assume_left '%(%s)T' -1
  __assume_left=$(((__assume_end - __assume_left) / 60))
  [[ $__assume_left -lt 60 ]] || __assume_line+="  $((__assume_left / 60))h"
  [[ $__assume_left -ge 60 ]] || __assume_line+=' '
  [[ $((__assume_left % 60)) -eq 0 ]] || __assume_line+=" $((__assume_left % 60))m"
  \builtin printf '%s left\n' "$__assume_line" >&2 || \builtin :
}

# Adds where requests go, without what may be secret in a URL. An endpoint for all services comes before those of some.
function __assume_route() {
  __assume_host="|$ASSUME_ENDPOINTS"
  if [[ $__assume_host == *'|AWS_ENDPOINT_URL='* ]]; then
    __assume_line+='  at ' __assume_left=''
    __assume_host=${__assume_host#*'|AWS_ENDPOINT_URL='}
  else
    __assume_left=${__assume_host//'|AWS_ENDPOINT_URL_'/}
    __assume_left=$(((${#__assume_host} - ${#__assume_left}) / 18 - 1))
    [[ $__assume_left -ne 0 ]] && __assume_left=" and $__assume_left more" || __assume_left=''
    __assume_host=${__assume_host#*'|AWS_ENDPOINT_URL_'} __assume_sgr=${__assume_host%%=*}
    __assume_line+="  ${__assume_sgr,,} at " __assume_host=${__assume_host#*=}
  fi
  __assume_host=${__assume_host%%'|'*} __assume_host=${__assume_host#*://} __assume_host=${__assume_host%%[/?#]*}
  __assume_line+=${__assume_host##*@}$__assume_left
}

# Sets `__assume_sgr` to the colors of the profile, as SGR codes: black or bright white letters on the color. Without colors,
# it is `!` for production. Nobody has to use a color, so it may be empty.
function __assume_shade() {
  case ${NO_COLOR:+plain}${TERM-}/${ASSUME_COLOR-} in
    plain*/red | dumb/red) __assume_sgr='!' ;;
    plain*/* | dumb/*) __assume_sgr='' ;;
    */red) __assume_sgr='97;41' ;;
    */yellow) __assume_sgr='30;43' ;;
    */green) __assume_sgr='30;42' ;;
    */blue) __assume_sgr='97;44' ;;
    */magenta) __assume_sgr='97;45' ;;
    */cyan) __assume_sgr='30;46' ;;
    *) __assume_sgr='' ;;
  esac
}

# Sets `__assume_left` to the seconds left; status 1 if they are unknown. bash before 4.2 has no clock.
function __assume_left() {
  \builtin local __assume_end
  __assume_end=${ASSUME_EXPIRES-}
  # Checked before the arithmetic, in which bash would run a command in a subscript.
  [[ -n $__assume_end && ${#__assume_end} -le 11 && $__assume_end != *[!0123456789]* ]] &&
    \builtin printf -v __assume_left '%(%s)T' -1 2>&- && __assume_left=$((10#$__assume_end - __assume_left))
}

# Replaces what shows nothing in `__assume_text`, or turns the direction of the rest, by its code, as the program does.
function __assume_reveal() {
  \builtin local __assume_rest __assume_char __assume_code
  __assume_rest=$__assume_text __assume_text=''
  while [[ -n $__assume_rest ]]; do
    __assume_char=${__assume_rest:0:1} __assume_rest=${__assume_rest:1}
    \builtin printf -v __assume_code %d "'$__assume_char"
    # region generated: invisible characters
    if ((__assume_code == 173 || __assume_code == 847 || __assume_code == 1564 ||
      (__assume_code >= 4447 && __assume_code <= 4448) ||
      (__assume_code >= 6068 && __assume_code <= 6069) || __assume_code == 6158 ||
      (__assume_code >= 8203 && __assume_code <= 8207) ||
      (__assume_code >= 8232 && __assume_code <= 8238) ||
      (__assume_code >= 8288 && __assume_code <= 8303) || __assume_code == 12644 ||
      __assume_code == 65279 || __assume_code == 65440 ||
      (__assume_code >= 65520 && __assume_code <= 65531) ||
      (__assume_code >= 113824 && __assume_code <= 113827) ||
      (__assume_code >= 119155 && __assume_code <= 119162) ||
      (__assume_code >= 917504 && __assume_code <= 917631))); then
    # endregion
      \builtin printf -v __assume_char '\\u{%x}' "$__assume_code"
    fi
    __assume_text+=$__assume_char
  done
}

# For a prompt: prints the profile in its color and the minutes left, without starting a process. The status stays that of the
# previous command. In a prompt, \001 and \002 keep readline from counting the color codes; a terminal gets none.
function assume_prompt() {
  \builtin set -- "$?" # before `local`, which sets it to 0 and can't be given a value under set -k
  \builtin local __assume_text __assume_left __assume_sgr
  __assume_text=${ASSUME_PROFILE-} __assume_left='' __assume_sgr=''
  __assume_text=${__assume_text//[[:cntrl:]]/}
  if [[ -n $__assume_text ]]; then
    [[ $__assume_text != *[![:ascii:]]* ]] || __assume_reveal
    __assume_shade
    case $__assume_sgr in
      '') ;;
      '!') __assume_text="! $__assume_text" ;;
      *) __assume_text=$'\001\e['${__assume_sgr}$'m\002'$__assume_text$'\001\e[39;49m\002' ;;
    esac
    if __assume_left; then
      __assume_sgr=' expired'
      [[ $__assume_left -le 0 ]] || __assume_sgr=" $((__assume_left / 60))m"
      [[ $__assume_left -ge 600 || -n ${NO_COLOR-} || ${TERM-} == dumb ]] ||
        __assume_sgr=$' \001\e[30;43m\002'${__assume_sgr# }$'\001\e[39;49m\002'
      __assume_text+=$__assume_sgr
    fi
    [[ ! -t 1 ]] || __assume_text=${__assume_text//[$'\001\002']/}
  fi
  \builtin printf '%s' "$__assume_text"
  \builtin return "$1"
}

# Completion. Nothing is expanded or evaluated: the line is split, and names are quoted, by hand.
function __assume_complete() {
  \builtin local IFS=$' \t\n' line='' word='' quote='' before='' open='' near='' sorted='' folder='' position i=0
  \builtin local -a words lines names left
  words=() lines=() names=() left=() COMPREPLY=()
  # readline replaces $2, which begins after the last `:`, `=`, `@` or quote. So does the last of COMP_WORDS, except in
  # bash 3.2, so the line itself is read: `word` is the whole word, `before` the part of it that stays.
  line=${COMP_LINE:0:COMP_POINT}
  __assume_split "${line%"$2"}" "${#2}"
  before=$word open=$quote
  __assume_split "$2" 0
  words=("${words[@]:1}" "$word")
  position=${#words[@]}
  case $position,${words[0]} in 2,use | 2,exec | 2,export | 2,login | 2,plan) position=use ;; esac
  __assume_candidates
  case ${lines[0]-} in
    $'\t'*$'\toffset') __assume_delegate "$@" || \builtin return 0 ;;
    $'\t'*$'\tfiles') __assume_paths -f ;;
  esac
  __assume_match
  [[ ${#lines[@]} -gt 0 ]] || \builtin return 0
  names=("${lines[@]%%[$'\t\r']*}")
  if [[ -n $near && (${COMP_TYPE-} == 37 || ${COMP_TYPE-} == 42 || ${#names[@]} -eq 1) ]]; then
    # readline would keep `before`, so only what begins with it can be inserted. Two candidates are only shown.
    left=()
    for line in "${names[@]}"; do case $line in "$before"*) left[${#left[@]}]=$line ;; esac; done
    if [[ ${#left[@]} -gt 0 ]]; then
      names=("${left[@]}") near=''
    elif [[ ${#names[@]} -eq 1 && ${COMP_TYPE-} != 37 && ${COMP_TYPE-} != 42 ]]; then
      names[1]='' lines[1]=''
    else
      \builtin return 0
    fi
  fi
  names=("${names[@]#"$before"}")
  IFS=/
  if [[ "${names[*]}" == *[!a-zA-Z0-9_./:@%+,=-]* ]]; then
    for ((i = 0; i < ${#names[@]}; i++)); do __assume_quote "${names[i]}"; names[i]=$word; done
  fi
  COMPREPLY=("${names[@]}")
  [[ ${names[0]} != *// ]] || \builtin compopt -o nospace 2>&- || \builtin :
  __assume_describe
  # readline inserts what candidates have in common, and nothing if one begins with a blank.
  [[ -z $near ]] || COMPREPLY[0]=" ${COMPREPLY[0]}"
}

# Replaces `lines` by paths, after the text that its first line gives: files (-f) or commands (-c).
function __assume_paths() {
  \builtin local path='' prefix=''
  prefix=${lines[0]-} lines=()
  prefix=${prefix#$'\t'} prefix=${prefix%$'\t'*}
  while IFS='' \builtin read -r path; do
    [[ ! -d $path ]] || path+=/
    [[ -z $path ]] || lines[${#lines[@]}]=$prefix$path
  done <<<"$(\builtin compgen "$1" -- "${word#"$prefix"}")"
  \builtin compopt -o nospace 2>&- || \builtin :
}

# Completes the command that begins at the word that `lines` gives the number of. Its name is completed into `lines`. Its
# arguments are completed here, with what `complete` has for that command, as if it stood on a line of its own; status 1.
function __assume_delegate() {
  \builtin local place='' rest='' name='' skip=0
  place=${lines[0]//[!0-9]/} rest=$COMP_LINE lines=()
  name=${words[place]} place=$((place + 1))
  if [[ $place -eq ${#words[@]} ]]; then
    case $word in
      */*) __assume_paths -c ;;
      *) IFS=$'\n' \builtin read -r -d '' -a lines <<<"$(\builtin compgen -c -- "$word")" ;;
    esac
    \builtin return 0
  fi
  # Where the command begins in the line, and in COMP_WORDS, which are split differently.
  place=${left[place]}
  while rest=${rest#*"${COMP_WORDS[skip]}"}
    [[ $skip -lt $COMP_CWORD && ${#rest} -ge $((${#COMP_LINE} - COMP_POINT + place)) ]]; do
    skip=$((skip + 1))
  done
  COMP_LINE=${COMP_LINE:COMP_POINT-place} COMP_POINT=$place
  COMP_WORDS=("${COMP_WORDS[@]:skip}") COMP_CWORD=$((COMP_CWORD - skip))
  # 124 is how a function that loads completions (-D) says that there is one now.
  __assume_specified "$name" "$2" "${COMP_WORDS[COMP_CWORD - 1]}" ||
    [[ $? -ne 124 ]] || __assume_specified "$name" "$2" "${COMP_WORDS[COMP_CWORD - 1]}" || \builtin :
  \builtin return 1
} 2>/dev/null

# Completes $2, the word after $3 in a call of $1, with what `complete -p` prints for that command: the user's own words,
# printed to be read again, and the command's name at the end.
function __assume_specified() {
  \builtin local spec='' run=''
  [[ $1 == *[!a-zA-Z0-9_./+-]* ]] ||
    spec=$(\builtin complete -p -- "$1" || \builtin complete -p -- "${1##*/}" || \builtin complete -p -D) || \builtin :
  spec=${spec#complete }
  while [[ $spec == '-o '* ]]; do
    spec=${spec#-o }
    [[ $spec == *' -D' ]] || \builtin compopt -o "${spec%% *}"
    spec=${spec#* }
  done
  spec=${spec% *}
  case $spec in
    '') \builtin compopt -o bashdefault -o default || run=$(\builtin compgen -f -- "$2") ;; # bash 3.2 has no compopt
    *'-F '*) run=${spec##*-F } && "${run%% *}" "$@" ;;
    *'-C '*)
      \builtin eval "run=${spec##*-C }"
      run=$(\builtin export COMP_LINE COMP_POINT COMP_TYPE COMP_KEY; \builtin eval "$run \"\$@\"") ;;
    *) run=$(\builtin eval "\\builtin compgen $spec -- \"\$2\"") ;;
  esac || \builtin return
  [[ $spec == *'-F '* ]] || IFS=$'\n' \builtin read -r -d '' -a COMPREPLY <<<"$run" || \builtin :
}

# Puts the candidates for `word`, the last of `words`, into `lines`: value, TAB, description, and a third field for a command.
# Profiles come from a file that is read without a process, if nobody else can write it, and the AWS files are those that it
# was made from.
function __assume_candidates() {
  \builtin local config credentials from_config='' from_credentials='' rest='' __assume_from='' __assume_files=''
  folder=${XDG_CACHE_HOME:-${HOME-}/.cache}/assume
  config=${AWS_CONFIG_FILE-${HOME-}/.aws/config}
  credentials=${AWS_SHARED_CREDENTIALS_FILE-${HOME-}/.aws/credentials}
  if [[ $word != -* && ($position == 1 || $position == use) && $folder == /* && -k $folder && -O $folder &&
    -f $folder/profiles.tsv && -r $folder/profiles.tsv && -O $folder/profiles.tsv ]]; then
    {
      IFS=$'\t' \builtin read -r from_config from_credentials __assume_from __assume_files rest
      ! __assume_listed || { \builtin mapfile -t lines && sorted=1 && \builtin return 0; }
    } <"$folder/profiles.tsv" 2>&- || \builtin :
  fi
  [[ ${#lines[@]} -eq 0 ]] || \builtin return 0
  IFS=$'\n' \builtin read -r -d '' -a lines \
    <<<"$(\builtin command assume --complete=bash/1 -- "${words[@]}" </dev/null 2>&-)" || \builtin :
}

# Whether the list is that of the AWS files as they are now, with a generation like that of a session file.
function __assume_listed() {
  \builtin [ "$from_config" = "$config" ] && \builtin [ "$from_credentials" = "$credentials" ] || \builtin return 1
  [[ -n $__assume_from && $__assume_from != *[!0123456789abcdef]* ]] || \builtin return 1
  __assume_from=$folder/%$__assume_from
  [[ -O $__assume_from ]] && __assume_same config "$config" && __assume_same credentials "$credentials"
}

# Leaves those of `lines` that `word` can stand for: what begins with it, or else does so if case doesn't count. If nothing does,
# `near` is set, and they are the profiles whose names contain it, or whose account numbers do.
function __assume_match() {
  \builtin local IFS=$'\n' unwanted=none line=''
  \builtin local -a found
  found=()
  [[ $position != 1 ]] || unwanted='use'
  [[ $position != use ]] || unwanted='command'
  if [[ -z $word ]]; then
    # A long list needs no filter: readline shows duplicates once.
    [[ $position == use || ${#lines[@]} -le 50 ]] || \builtin return 0
    found=(${lines[@]+"${lines[@]}"})
  elif [[ -n $sorted && ! -o posix ]]; then
    __assume_narrow
  else
    for line in ${lines[@]+"${lines[@]}"}; do case $line in "$word"*) found[${#found[@]}]=$line ;; esac; done
  fi
  if [[ "${found[*]-}" == *$'\t'$unwanted* ]]; then
    left=("${found[@]}") found=()
    for line in "${left[@]}"; do case $line in *$'\t'*$'\t'$unwanted*) ;; *) found[${#found[@]}]=$line ;; esac; done
  fi
  [[ ${#found[@]} -gt 0 || -z $word ]] || __assume_near
  lines=(${found[@]+"${found[@]}"})
}

# Finds those of `lines`, the sorted list, that begin with `word`. A loop over all of them would take most of the time. `[`
# compares bytes, except in POSIX mode.
function __assume_narrow() {
  \builtin local low=0 high=${#lines[@]} end
  while [[ $low -lt $high ]]; do
    if \builtin [ "${lines[(low + high) / 2]}" \< "$word" ]; then low=$(((low + high) / 2 + 1)); else high=$(((low + high) / 2)); fi
  done
  end=$low high=${#lines[@]}
  while [[ $end -lt $high ]]; do
    case ${lines[(end + high) / 2]} in "$word"*) end=$(((end + high) / 2 + 1)) ;; *) high=$(((end + high) / 2)) ;; esac
  done
  found=("${lines[@]:low:end-low}")
}

# Finds what doesn't begin with `word` as it is typed. A flag before its value (`--region=`) stays as it is.
function __assume_near() {
  \builtin local head='' typed='' low='' high='' digits='' pattern='' at=0
  \builtin local -a some inside
  some=() inside=()
  case $word in *[[:cntrl:]]*) \builtin return 0 ;; --*=*) head=${word%%=*}= ;; esac
  typed=${word#"$head"} low=${word#"$head"} high=${word#"$head"}
  [[ -n $typed ]] || \builtin return 0
  [[ ${BASH_VERSINFO[0]} -lt 4 ]] || low=${typed,,} high=${typed^^}
  [[ $typed == *[!0123456789]* ]] || digits=1
  # Means the same to `[[ =~ ]]` and to `case`.
  for ((at = 0; at < ${#typed}; at++)); do
    case ${low:at:1} in
      [][.\\*^\$\(\)+?{}\|]) pattern+=\\${low:at:1} ;;
      "${high:at:1}") pattern+=${low:at:1} ;;
      *) pattern+=[${low:at:1}${high:at:1}] ;;
    esac
  done
  if [[ -z $sorted ]]; then
    some=(${lines[@]+"${lines[@]}"})
    __assume_sift
  else
    # A regular expression rules out many lines at once. They are read again, because to cut an array into pieces takes longer.
    {
      IFS='' \builtin read -r line
      while \builtin mapfile -t -n 32 some && [[ ${#some[@]} -gt 0 ]]; do [[ ! "${some[*]}" =~ $pattern ]] || __assume_sift; done
    } <"$folder/profiles.tsv" 2>&-
  fi
  if [[ ${#found[@]} -eq 0 ]]; then
    [[ ${#inside[@]} -eq 0 ]] || found=("${inside[@]}") near=1
  else
    # What readline keeps may be in another case.
    for line in "${found[@]}"; do case $line in "$before"*) ;; *) near=1 ;; esac; done
  fi
}

# Adds those of `some` lines to `found` that begin with `word` if case doesn't count, and to `inside` the profiles that contain it.
function __assume_sift() {
  \builtin local name='' number=''
  for line in "${some[@]}"; do
    case $line in *$pattern*) ;; *) \builtin continue ;; esac
    case $line in
      *$'\t'*$'\t'$unwanted*) \builtin continue ;;
      "$head"$pattern*) found[${#found[@]}]=$line; \builtin continue ;;
      *$'\t'*$'\t'use*) ;; # a profile, too
      *$'\t'*$'\t'*) \builtin continue ;;
      *$'\t'*) ;;
      *) \builtin continue ;;
    esac
    name=${line%%$'\t'*}
    case ${name#"$head"} in *$pattern*) inside[${#inside[@]}]=$line; \builtin continue ;; esac
    number=${line#*$'\t'} number=${number%%[ $'\t\r']*}
    [[ -z $digits || ${#number} -ne 12 || $number == *[!0123456789]* || $number != *"$typed"* ]] ||
      inside[${#inside[@]}]=$line
  done
}

# Splits $1, a part of the command line: appends its words to `words`, the last one to `word`, and sets `quote` to an open
# quote. `left` gets how many characters before the cursor each word begins; $2 characters follow the part.
function __assume_split() {
  \builtin local rest char
  rest=$1
  while [[ -n $rest ]]; do
    char=${rest:0:1} rest=${rest:1}
    case $quote$char in
      \\ | \"\\)
        char=${rest:0:1} rest=${rest:1}
        [[ -z $quote || $char == [\"\\\$\`] ]] || word+=\\
        word+=$char ;;
      \" | \') quote=$char ;;
      \"\" | \'\') quote='' ;;
      [[:blank:]])
        [[ ${#words[@]} -eq 0 && -z $word ]] || words[${#words[@]}]=$word
        word='' rest=${rest#"${rest%%[![:blank:]]*}"} left[${#words[@]}]=$((${#rest} + $2)) ;;
      *) word+=$char ;;
    esac
  done
}

# Sets `word` to a name, quoted for its position: bare, or after the open quote.
function __assume_quote() {
  \builtin local rest char
  rest=$1 word=''
  if [[ -z $open ]]; then
    [[ -z $rest ]] || \builtin printf -v word %q "$rest"
    \builtin return 0
  fi
  while [[ -n $rest ]]; do
    char=${rest:0:1} rest=${rest:1}
    case $open$char in
      \'\') word+="'\\''" ;;
      \"!) word+="\"'!'\"" ;; # keeps it from history expansion
      \"[\"\\\$\`]) word+=\\$char ;;
      *) word+=$char ;;
    esac
  done
  # readline closes the quote, unless the same character is there already.
  [[ $word != *"$open" ]] || word+=$open
}

# In bash, descriptions can only be part of the candidates, and readline inserts what these have in common. So they are
# added only to bare words, if two names differ, if the list is short, and not for menu completion (COMP_TYPE 37, 42), which
# bash 3.2 can't tell apart.
function __assume_describe() {
  \builtin local name several='' width=0 blanks
  [[ -z $open && ${BASH_VERSINFO[0]} -gt 3 && ${#names[@]} -le 50 && ${COMP_TYPE-} != 37 && ${COMP_TYPE-} != 42 ]] ||
    \builtin return 0
  for name in "${names[@]}"; do
    [[ $name == "${names[0]}" ]] || several=1
    [[ ${#name} -le $width ]] || width=${#name}
  done
  [[ -n $several ]] || \builtin return 0
  \builtin printf -v blanks '%*s' "$width" ''
  for ((i = 0; i < ${#names[@]}; i++)); do
    name=${lines[i]#*$'\t'} name=${name%%[$'\t\r']*}
    [[ ${lines[i]} != *$'\t'[!$'\t\r']* ]] || COMPREPLY[i]="${names[i]}${blanks:${#names[i]}}  ($name)"
  done
}

\builtin complete -F __assume_complete assume
# <<< assume <<<

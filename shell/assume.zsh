
# >>> assume >>>
# region generated: version
# assume 0.1.0 for zsh 5.0 and newer, protocol 1
# endregion
# Switches AWS profiles in this shell. Printed by `assume init zsh`. Loading it starts no process; it defines functions and one
# completion. `\builtin` bypasses aliases and functions that are named like a builtin; quotes bypass global aliases.

(( ! ${+aliases[assume]} )) || \builtin unalias assume

# No variable of ours comes from the environment, where a value could name any variable, or hold a command in a subscript.
function __assume_clear() {
  \builtin emulate -L zsh
  \builtin setopt no_xtrace
  \builtin local name=''
  for name in ${(k)parameters[(I)__assume_*]}; do
    [[ $parameters[$name] != *export* ]] || \builtin 'unset' '-v' $name
  done
}
__assume_clear
\builtin unfunction __assume_clear

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
  \builtin local __assume_doubt='' # whether the attributes of variables tell all that can stop a change
  [[ ! -o posix_builtins ]] && ! \builtin zmodload -e zsh/param/private || __assume_doubt=1
  # The user's options are off until this function returns: a trace would show secrets, global aliases would change the
  # snippet, and the effect of err_exit and err_return differs between versions.
  \builtin emulate -L zsh
  \builtin setopt no_xtrace no_aliases no_err_exit no_err_return
  \builtin trap - DEBUG # would print into what is captured; comes back, since `emulate -L` makes traps local
  \builtin local __assume_text='' __assume_name='' __assume_used='' __assume_first='' __assume_leaving=${ASSUME_PROFILE-}
  \builtin local -a __assume_names __assume_unexported __assume_covered
  # region generated: managed variables
  __assume_names=(
    AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_REGION
    AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_ROLE ASSUME_COLOR ASSUME_EXPIRES
    ASSUME_PREVIOUS ASSUME_RESTORE ASSUME_WITHHELD AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN
    AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_VAULT AWS_SSO_PROFILE
  )
  # endregion
  __assume_first=${ASSUME_RESTORE-first}
  # After `assume off`, `-` is the profile from before it.
  case ${1-},${2-} in
    -,* | use,-)
      if [[ -z ${ASSUME_PREVIOUS-} && ${__assume_last-} == [^-]* && $__assume_last != "$__assume_leaving" ]]; then
        [[ $1 == '-' ]] || \builtin shift
        \builtin set -- 'use' "$__assume_last" "${@[2,-1]}"
      fi ;;
  esac
  # All or nothing: a fresh session file, or a complete snippet and status 0, or no change.
  __assume_writable && { __assume_session "$@" || __assume_ask "$@"; } && __assume_keep ||
    \builtin return $? # without the number, err_exit would not see it
  [[ ${1-} != 'off' || -z $__assume_leaving ]] || \builtin typeset -g +x __assume_last=$__assume_leaving
  (( ! ${+functions[__assume_note]} )) || __assume_note "$@"
}

# Applies the change that the program prints. It is data: nothing in it is evaluated, but for a command to run. Each function that
# sees a value turns off the trace that `functions -t` may have given it.
function __assume_ask() {
  \builtin setopt no_xtrace
  \builtin local -a __assume_fixed
  # region generated: destination variables
  __assume_fixed=(
    AWS_ENDPOINT_URL AWS_IGNORE_CONFIGURED_ENDPOINT_URLS AWS_USE_FIPS_ENDPOINT AWS_USE_DUALSTACK_ENDPOINT
    AWS_CA_BUNDLE AWS_ACCOUNT_ID_ENDPOINT_MODE AWS_STS_REGIONAL_ENDPOINTS
  )
  # endregion
  __assume_found || { __assume_clear 127 "$@"; \builtin return; }
  __assume_redirectable || \builtin return
  __assume_text=$(\builtin command assume --eval=zsh/1 -- "$@") || { __assume_clear $? "$@"; \builtin return; }
  # A command to run, chosen in the picker's menu, or newer than this script: what it prints is not for the shell. Its words are
  # in quotes, and none is a secret.
  [[ $__assume_text != "\\builtin command 'assume' "* ]] || { \builtin eval "$__assume_text"; \builtin return; }
  \builtin local -a __assume_set __assume_gone
  # Only `assume off` has nothing to change.
  if ! __assume_parse || [[ -z $__assume_text && ${1-} != 'off' ]]; then
    \builtin printf 'assume: The program "assume" on the PATH is not this one, so nothing was changed.\n' >&2
    \builtin return 1
  fi
  __assume_settable || \builtin return
  (( ! ${#__assume_set} )) || \builtin 'export' "${(@)__assume_set}" || \builtin return
  (( ! ${#__assume_gone} )) || \builtin 'unset' '-v' $__assume_gone
}

# Splits the text into words, as zsh would, without evaluating them: each line is `\builtin export NAME='VALUE'` or
# `\builtin unset -v NAME`. Status 1 if there is anything else. In a value, each quote is written as '\''.
function __assume_parse() {
  \builtin setopt no_xtrace
  \builtin local __assume_clients='A(WS|SSUME|WSUME)_?*' __assume_one='' __assume_escaped="'\\''" __assume_quote=\'
  \builtin local -a __assume_words
  __assume_words=(${(z)__assume_text} ';')
  while (( ${#__assume_words} > 1 )); do
    __assume_name=${__assume_words[3]%%\=*}
    __assume_one=${${${__assume_words[3]}#$__assume_name=$__assume_quote}%$__assume_quote}
    case $__assume_words[1]/$__assume_words[2]/$__assume_words[3] in
      "\\builtin/export/$__assume_name='$__assume_one'")
        [[ ${__assume_one//$__assume_escaped} != *$__assume_quote* ]] || \builtin return 1
        __assume_set+=("$__assume_name=${__assume_one//$__assume_escaped/$__assume_quote}") ;;
      '\builtin/unset/-v') \builtin shift __assume_words; __assume_gone+=("$__assume_words[3]") ;;
      *) \builtin return 1 ;;
    esac
    [[ ${__assume_words[4]-} == ';' ]] || \builtin return 1
    \builtin shift 4 __assume_words
  done
  __assume_words=("${(@)__assume_set%%=*}" "${(@)__assume_gone}")
  [[ -z ${(M)__assume_words:#*[^A-Z0-9_]*} && ${#${(M)__assume_words:#${~__assume_clients}}} -eq ${#__assume_words} ]]
}

# After a failure of the program with status $1: if it was `assume off`, and there is no program any more, as when nvm has
# switched to another Node, clears what the program would have, and names what only the program could restore.
function __assume_clear() {
  \builtin local __assume_lost=''
  case $1/$#/${2-}/${3---quiet}/${ASSUME_PROFILE+1}${ASSUME_RESTORE+1} in
    12[67]/[23]/off/--quiet/1*) ;;
    *) \builtin return $1 ;;
  esac
  for __assume_name in $__assume_names; do
    [[ ${ASSUME_RESTORE-} != *[{,]"\"$__assume_name\":"* ]] || __assume_lost+=", $__assume_name"
  done
  [[ -n $__assume_lost || ${ASSUME_RESTORE-} == '{}' ]] || __assume_lost=', the earlier AWS_* variables'
  for __assume_name in $__assume_fixed ${(k)parameters[(I)AWS_ENDPOINT_URL_*]}; do
    [[ "|${ASSUME_ENDPOINTS-}|" != *"|$__assume_name=${(P)__assume_name-}|"* ]] || \builtin 'unset' '-v' $__assume_name
  done
  \builtin 'unset' '-v' $__assume_names ASSUME_ENDPOINTS
  if [[ -n $__assume_lost ]]; then
    \builtin print -r -- "assume: Credentials cleared, but ${__assume_lost#, } could not be restored." >&2
  elif [[ ${3-} != '--quiet' ]]; then
    \builtin print -r -- 'assume: Credentials cleared; environment restored.' >&2
  fi
}

# Checked first, because a `command_not_found_handler` function could print text, and return 0.
function __assume_found() {
  [[ -z $(\builtin whence -p 'assume') ]] || \builtin return 0
  \builtin printf 'assume: The program "assume" is not on the PATH.\n' >&2
  \builtin return 127
}

# A managed variable that is read-only, an array or the like would stop the change halfway, so this fails before the program
# prompts for an MFA code. It also finds out whether any managed variable is set (`__assume_used`), and which are set but not
# exported, so that the program can't see them (`__assume_unexported`).
function __assume_writable() {
  \builtin local __assume_kind='' __assume_wrong=''
  for __assume_name in $__assume_names ASSUME_ENDPOINTS; do
    __assume_kind=${(Pt)__assume_name}
    __assume_kind=${__assume_kind%-hideval}
    [[ -z $__assume_kind ]] || __assume_used=1
    case $__assume_kind in
      *readonly*) __assume_wrong='read-only in this shell' ;;
      '' | scalar-export | scalar-local | scalar-local-export) ;;
      scalar) # a global: a local one has `-local`
        [[ $__assume_name == 'ASSUME_ENDPOINTS' ]] || __assume_unexported+=("$__assume_name=${(P)__assume_name}") ;;
      *) __assume_wrong="not a plain variable (see: typeset -p $__assume_name)" ;;
    esac
    [[ -z $__assume_wrong ]] || \builtin break
  done
  [[ -n $__assume_wrong$__assume_doubt ]] || \builtin return 0
  [[ -n $__assume_wrong ]] || __assume_unsettable $__assume_names ASSUME_ENDPOINTS || \builtin return 0
  \builtin printf 'assume: %s is %s, so nothing was changed.\n' $__assume_name $__assume_wrong >&2
  \builtin return 1
}

# With posix_builtins, a read-only variable can be unset, so only `unset` reveals it, and that failure ends the shell. A private
# variable of the caller (zsh/param/private) looks unset here, so only setting it reveals it. If one of the names is such a
# variable, the status is 0, and `__assume_name` has it.
function __assume_unsettable() {
  [[ -n $__assume_doubt ]] || \builtin return 1
  __assume_name=$(
    \builtin exec 2>&-
    for __assume_name in $@; do
      \builtin print -r - $__assume_name
      \builtin 'unset' '-v' $__assume_name
      \builtin print -r - "private $__assume_name"
      \builtin 'export' "$__assume_name=" || \builtin exit
    done
    \builtin print -r - 'none'
  )
  __assume_name=${__assume_name##*$'\n'} __assume_wrong='read-only in this shell'
  [[ $__assume_name != 'private '* ]] || __assume_wrong='private to a function that runs assume'
  __assume_name=${__assume_name#private }
  [[ $__assume_name != 'none' ]]
}

# The same for the variables that say where requests go, given some names or all that are set. One that the user has exported
# stays as it is, so it may be read-only. One that isn't exported may be covered by the profile's (`__assume_covered`).
function __assume_redirectable() {
  \builtin local __assume_kind='' __assume_wrong=''
  \builtin local -a __assume_checked
  (( $# )) || \builtin set -- $__assume_fixed ASSUME_ENDPOINTS ${(k)parameters[(I)AWS_ENDPOINT_URL_*]}
  for __assume_name in $@; do
    __assume_kind=${(Pt)__assume_name}
    case $__assume_kind/$__assume_name in
      scalar*-export*/AWS_*)
        [[ -z ${(P)__assume_name} || "|${ASSUME_ENDPOINTS-}|" == *"|$__assume_name=${(P)__assume_name}|"* ]] ||
          \builtin continue ;;
    esac
    __assume_checked+=($__assume_name)
    case ${__assume_kind%-hideval} in
      *readonly*) __assume_wrong='read-only in this shell' ;;
      '' | scalar-export | scalar-local | scalar-local-export) ;;
      scalar) __assume_covered+=("$__assume_name=${(P)__assume_name}") ;; # a global: a local one has `-local`
      *) __assume_wrong="not a plain variable (see: typeset -p $__assume_name)" ;;
    esac
    [[ -z $__assume_wrong ]] || \builtin break
  done
  [[ -n $__assume_wrong ]] || __assume_unsettable $__assume_checked || \builtin return 0
  \builtin printf 'assume: %s is %s, so nothing was changed.\n' $__assume_name $__assume_wrong >&2
  \builtin return 1
}

# Checks the variables that the change sets and ASSUME_ENDPOINTS lists: one that has no value can be read-only too.
function __assume_settable() {
  \builtin local -a __assume_listed
  __assume_listed=(${(s:|:)${${(M)__assume_set:#ASSUME_ENDPOINTS=*}#*=}})
  __assume_listed=(${(M)${__assume_listed%%=*}:#AWS_*})
  __assume_listed=(${__assume_listed:#*[^A-Z0-9_]*})
  (( ! ${#__assume_listed} )) || __assume_redirectable $__assume_listed
}

# Keeps the unexported variables from before the first assume, which the program can't see, so that `assume off` restores
# them. Secrets are not kept.
function __assume_keep() {
  \builtin local __assume_one=''
  if [[ -n ${ASSUME_RESTORE+set} ]]; then
    [[ $__assume_first != 'first' ]] || \builtin 'unset' '-v' __assume_kept
    for __assume_one in "${(@)__assume_covered}"; do
      [[ "|${ASSUME_ENDPOINTS-}" != *"|${__assume_one%%=*}="* ]] || __assume_kept+=("$__assume_one")
    done
    [[ $__assume_first == 'first' ]] || \builtin return 0
    for __assume_name in $__assume_unexported; do
      case $__assume_name in
        AWS_SECRET_ACCESS_KEY=* | AWS_SESSION_TOKEN=* | AWS_SECURITY_TOKEN=*)
          \builtin printf 'assume: %s was not exported. Secrets are not kept, so assume off will not restore it.\n' \
            ${__assume_name%%=*} >&2 ;;
        *) __assume_kept+=("$__assume_name") ;;
      esac
    done
  elif [[ -n ${__assume_kept+set} ]]; then
    for __assume_one in "${(@)__assume_kept}"; do
      __assume_name=${__assume_one%%=*}
      case $__assume_name in
        *[^A-Z0-9_]*) ;;
        AWS_?* | ASSUME_?* | AWSUME_?*)
          # The user may have set one that was covered since then.
          [[ -n ${(P)__assume_name+set} ]] || \builtin typeset -g "$__assume_one" ;;
      esac
    done
    \builtin 'unset' '-v' __assume_kept
  fi
}

# Changes this shell by the session file of a profile, without starting a process, if everything that it was made from is
# still in force. The file is data; nothing in it is evaluated. Status 1 means that this fast path does not apply. `assume`
# calls it, with its options and its list of names.
function __assume_session() {
  \builtin setopt no_multibyte # which is faster
  \builtin local __assume_dir='' __assume_end='' __assume_files='' __assume_from='' __assume_place='' __assume_quiet=''
  \builtin local -a __assume_set __assume_gone __assume_ours
  [[ $# -ne 2 || $2 != '--quiet' ]] || { __assume_quiet=1; \builtin set -- "$1"; }
  __assume_read "$@" && __assume_verify "$1" && __assume_apply "$1"
}

# Reads the session file: a header, a line for each variable with its name and value, one line of those to unset, and `end`.
# It and its folder must belong to the user, and nobody else may have access to them.
function __assume_read() {
  \builtin setopt no_xtrace
  \builtin local __assume_file='' __assume_since='' __assume_text=''
  # In variables, because with sh_glob or ignore_braces zsh could not parse them below.
  \builtin local __assume_folder='(N-/Uf:go-rwx:)' __assume_mine='(N-.Uf:go-rwx:)' __assume_now='%D{%s}'
  \builtin local -a __assume_found __assume_lines __assume_head
  [[ $# -eq 1 && $1 != -* && $1 != *[^a-zA-Z0-9_.@+=:-]* && $1 != 'use' && $1 != 'off' && ${HOME-} == /* &&
    ( -z $__assume_used || -n ${ASSUME_RESTORE+set} ) ]] || \builtin return 1
  __assume_dir=${XDG_RUNTIME_DIR-}
  [[ $__assume_dir == /* && -O $__assume_dir/assume/sessions ]] || __assume_dir=${XDG_CACHE_HOME:-$HOME/.cache}
  __assume_dir=$__assume_dir/assume/sessions
  __assume_file=$__assume_dir/$1
  [[ $__assume_dir == /* ]] || \builtin return 1
  __assume_found=("$__assume_dir"${~__assume_folder} "$__assume_file"${~__assume_mine})
  [[ ${#__assume_found} -eq 2 && -r $__assume_file ]] || \builtin return 1
  __assume_text=$(<$__assume_file) # starts no process
  __assume_lines=("${(@f)__assume_text}")
  __assume_head=("${(@ps:\t:)__assume_lines[1]}")
  [[ ${#__assume_head} -eq 8 && ${#__assume_lines} -gt 3 && "$__assume_head[1] $__assume_head[2]" == 'assume 3' &&
    $__assume_lines[-1] == 'end' && $__assume_lines[-2] == 'unset'$'\t'* ]] || \builtin return 1
  __assume_end=$__assume_head[3] __assume_since=$__assume_head[4] __assume_from=$__assume_head[6]
  __assume_files=$__assume_head[7] __assume_place=$__assume_head[8]
  # Checked before the arithmetic, in which zsh would run a command in a subscript.
  [[ $__assume_end$__assume_since != *[^0-9]* && $__assume_end == [1-9]* && ${#__assume_end} -eq 10 &&
    $__assume_since == [1-9]* && ${#__assume_since} -eq 10 && -n $__assume_from && $__assume_from != *[^0-9a-f]* ]] ||
    \builtin return 1
  __assume_now=${(%)__assume_now}
  (( __assume_since <= __assume_now && __assume_end > __assume_now + 900 && __assume_end <= __assume_since + 129600 )) ||
    \builtin return 1
  __assume_set=("${(@)__assume_lines[2,-3]}")
  __assume_gone=("${(@ps:\t:)__assume_lines[-2]}")
  \builtin shift __assume_gone
}

# Whether the session is of this profile, sets and unsets only variables of AWS clients and of `assume`, and was made from
# these files for this place. What an earlier assume has set for its profile's endpoints (ASSUME_ENDPOINTS) isn't the user's.
function __assume_verify() {
  \builtin setopt no_xtrace
  \builtin local __assume_rest='' __assume_wrong='' __assume_clients='A(WS|SSUME|WSUME)_?*' __assume_routes='*(ENDPOINT|_BUNDLE)*'
  \builtin local -a __assume_all
  __assume_all=("${(@)__assume_set%%$'\t'*}" "${(@)__assume_gone}")
  # Counted, because an empty line or name would vanish from a list.
  [[ -z ${(M)__assume_all:#*[^A-Z0-9_]*} && ${#${(M)__assume_all:#${~__assume_clients}}} -eq ${#__assume_all} &&
    ${#${(M)__assume_set:#*$'\t'*}} -eq ${#__assume_set} && -z ${(M)__assume_set:#*$'\t'*$'\t'*} ]] || \builtin return 1
  __assume_set=("${(@)__assume_set/$'\t'/=}")
  (( ${__assume_set[(Ie)ASSUME_PROFILE=$1]} && ${__assume_set[(Ie)ASSUME_EXPIRES=$__assume_end]} )) || \builtin return 1
  # A local variable without a value hides what is ours from all tests below.
  for __assume_rest in "${(@s:|:)${ASSUME_ENDPOINTS-}}"; do
    __assume_name=${__assume_rest%%=*}
    if __assume_destination && [[ -n ${(Pt)__assume_name} && "$__assume_name=${(P)__assume_name}" == "$__assume_rest" ]]; then
      [[ ${(Pt)__assume_name} == 'scalar' || ${(Pt)__assume_name} == 'scalar-export' ]] || \builtin return 1
      __assume_ours+=($__assume_name)
      \builtin local $__assume_name
      \builtin 'unset' '-v' $__assume_name
    fi
  done
  for __assume_name in ${(M)__assume_all:#${~__assume_routes}}; do
    ! __assume_destination || { [[ -z ${(Pt)__assume_name} ]] && ! __assume_unsettable $__assume_name; } || \builtin return 1
  done
  __assume_unchanged
}

# Whether the environment and the files are those that the session was made from. A generation has, for each file that
# existed, a link to its real path, and two empty files whose times lie just below and just above its own.
function __assume_unchanged() {
  \builtin local __assume_config=${XDG_CONFIG_HOME:-$HOME/.config}/assume/config
  __assume_from=$__assume_dir/%$__assume_from
  # region generated: variables that rule out session files
  [[ -z ${AWS_CONFIG_FILE+set} && -z ${AWS_SHARED_CREDENTIALS_FILE+set} &&
    -z ${AWS_LOGIN_CACHE_DIRECTORY+set} &&
    -z ${AWS_IGNORE_CONFIGURED_ENDPOINT_URLS+set} && -z ${AWS_USE_FIPS_ENDPOINT+set} &&
    -z ${AWS_USE_DUALSTACK_ENDPOINT+set} && -z ${ASSUME_DEBUG+set} ]] || \builtin return 1
  # endregion
  [[ $__assume_place == "$HOME ${AWS_ENDPOINT_URL-} ${AWS_ENDPOINT_URL_STS-} ${AWS_ENDPOINT_URL_SSO-}"\
" ${AWS_ENDPOINT_URL_SSO_OIDC-} ${AWS_ENDPOINT_URL_SIGNIN-}" &&
    -O $__assume_from && $__assume_config == /* ]] || \builtin return 1
  case ${${__assume_files%+settings}%+token} in 'config' | 'credentials' | 'config+credentials') ;; *) \builtin return 1 ;; esac
  [[ $__assume_files != *+token* ]] || __assume_same 'token' $__assume_from/token.at || \builtin return 1
  __assume_same 'config' $HOME/.aws/config && __assume_same 'credentials' $HOME/.aws/credentials &&
    __assume_same 'settings' $__assume_config
}

# Whether a file is the one of the generation, and unchanged and readable; or is still missing, if it was. Asked positively:
# where a file is missing, `! -nt` would call it unchanged.
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
  case $__assume_name in
    *[^A-Z0-9_]*) \builtin return 1 ;;
    # region generated: destination names
    AWS_ENDPOINT_URL_?* | AWS_ENDPOINT_URL | AWS_IGNORE_CONFIGURED_ENDPOINT_URLS | AWS_USE_FIPS_ENDPOINT | \
      AWS_USE_DUALSTACK_ENDPOINT | AWS_CA_BUNDLE | AWS_ACCOUNT_ID_ENDPOINT_MODE | AWS_STS_REGIONAL_ENDPOINTS) ;;
    # endregion
    *) \builtin return 1 ;;
  esac
}

# Applies the session: everything has been checked.
function __assume_apply() {
  \builtin setopt no_xtrace
  \builtin local __assume_text=${ASSUME_RESTORE-'{}'} __assume_now='%D{%s}'
  __assume_set+=("ASSUME_RESTORE=$__assume_text")
  if [[ ${ASSUME_PROFILE-} != "$1" ]]; then
    if [[ -n ${ASSUME_PROFILE+set} ]]; then
      __assume_set+=("ASSUME_PREVIOUS=$ASSUME_PROFILE")
    else
      __assume_gone+=('ASSUME_PREVIOUS')
    fi
  fi
  [[ -z ${ASSUME_ENDPOINTS+set} ]] || \builtin 'unset' '-v' ASSUME_ENDPOINTS $__assume_ours
  \builtin 'export' "${(@)__assume_set}"
  \builtin 'unset' '-v' $__assume_gone
  __assume_now=${(%)__assume_now}
  __assume_record "$1"
  [[ -n $__assume_quiet || ! -t 2 ]] || __assume_announce "$1"
}

# Appends this use of a profile to the history that the program keeps, if there is one.
function __assume_record() {
  \builtin local __assume_file=$HOME/.local/state
  [[ ${XDG_STATE_HOME-} != /* ]] || __assume_file=$XDG_STATE_HOME
  __assume_file=$__assume_file/assume/history
  [[ ! -f $__assume_file || -L $__assume_file || ! -O $__assume_file ]] ||
    { \builtin print -r -- "$__assume_now"$'\t'"$1" >>$__assume_file; } 2>&- || \builtin :
}

# Says what has changed: the same line as the program. More than 15 minutes are left.
function __assume_announce() {
  \builtin local __assume_line='' __assume_sgr='' __assume_host=''
  \builtin local -i __assume_left
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
  __assume_host=${ASSUME_ROLE-}${ASSUME_ROLE:+${AWS_ACCOUNT_ID:+ @ }}${AWS_ACCOUNT_ID-}
  __assume_line+=${__assume_host:+  $__assume_host}"  $AWS_REGION"
  [[ ${ASSUME_ENDPOINTS-} != *AWS_ENDPOINT_URL* ]] || __assume_route
  __assume_left=$(( (__assume_end - __assume_now) / 60 ))
  (( __assume_left < 60 )) || __assume_line+="  $(( __assume_left / 60 ))h"
  (( __assume_left >= 60 )) || __assume_line+=' '
  (( __assume_left % 60 == 0 )) || __assume_line+=" $(( __assume_left % 60 ))m"
  \builtin print -r -- "$__assume_line left" >&2 || \builtin :
}

# Adds where requests go, without what may be secret in a URL. An endpoint for all services comes before those of some.
function __assume_route() {
  \builtin local __assume_more=''
  __assume_host="|$ASSUME_ENDPOINTS"
  if [[ $__assume_host == *'|AWS_ENDPOINT_URL='* ]]; then
    __assume_line+='  at '
    __assume_host=${__assume_host#*'|AWS_ENDPOINT_URL='}
  else
    __assume_more=${__assume_host//'|AWS_ENDPOINT_URL_'/}
    __assume_left=$(( (${#__assume_host} - ${#__assume_more}) / 18 - 1 ))
    (( __assume_left )) && __assume_more=" and $__assume_left more" || __assume_more=''
    __assume_host=${__assume_host#*'|AWS_ENDPOINT_URL_'}
    __assume_line+="  ${(L)__assume_host%%=*} at " __assume_host=${__assume_host#*=}
  fi
  __assume_host=${__assume_host%%'|'*} __assume_host=${__assume_host#*://} __assume_host=${__assume_host%%[/?#]*}
  __assume_line+=${__assume_host##*@}$__assume_more
}

# Sets `__assume_sgr` to the colors of the profile, as SGR codes: black or bright white letters on the color. Without colors,
# it is `!` for production. Nobody has to use a color, so it may be empty. Expects zsh's default options.
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

# Sets `__assume_left` to the seconds left; status 1 if they are unknown. Expects zsh's default options.
function __assume_left() {
  \builtin local __assume_end="${ASSUME_EXPIRES-}" __assume_now='%D{%s}'
  # Checked before the arithmetic, in which zsh would run a command in a subscript.
  [[ -n $__assume_end && ${#__assume_end} -le 11 && $__assume_end != *[^0-9]* ]] || \builtin return 1
  __assume_left=$(( __assume_end - ${(%)__assume_now} ))
}

# Replaces what shows nothing in `__assume_text`, or turns the direction of the rest, by its code, as the program does. Expects
# zsh's default options.
function __assume_reveal() {
  \builtin local __assume_rest="$__assume_text" __assume_char=''
  \builtin local -i __assume_code
  __assume_text=''
  while [[ -n $__assume_rest ]]; do
    __assume_char=$__assume_rest[1] __assume_rest=$__assume_rest[2,-1]
    __assume_code=$(( #__assume_char ))
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
      __assume_char="\\u{${(L)$(( [##16] __assume_code ))}}"
    fi
    __assume_text+=$__assume_char
  done
}

# For a prompt with prompt_subst: prints the profile in its color and the minutes left, without starting a process. The status
# stays that of the previous command. A terminal gets plain text; a prompt gets prompt escapes.
function assume_prompt() {
  \builtin local __assume_status="$?" __assume_percent='' __assume_bang='' __assume_left='' __assume_sgr='' __assume_open=''
  \builtin local __assume_close=$'\e[39;49m'
  if [[ ! -t 1 ]]; then
    [[ ! -o prompt_percent ]] || __assume_percent='%'
    [[ ! -o prompt_bang ]] || __assume_bang='!'
  fi
  \builtin emulate -L zsh
  \builtin setopt no_xtrace no_err_exit no_err_return
  \builtin local __assume_text="${ASSUME_PROFILE-}"
  __assume_text=${__assume_text//[[:cntrl:]]/}
  [[ $__assume_text != *[^[:ascii:]]* ]] || __assume_reveal
  __assume_text=${${__assume_text//\%/%$__assume_percent}//\!/!$__assume_bang}
  if [[ -n $__assume_text ]]; then
    [[ -z $__assume_percent ]] || { __assume_open='%{'; __assume_close="%{$__assume_close%}"; }
    __assume_shade
    case $__assume_sgr in
      '') ;;
      '!') __assume_text="!$__assume_bang $__assume_text" ;;
      *) __assume_text=$__assume_open$'\e['${__assume_sgr}m${__assume_percent:+%\}}$__assume_text$__assume_close ;;
    esac
    if __assume_left; then
      if (( __assume_left > 0 )); then __assume_sgr="$(( __assume_left / 60 ))m"; else __assume_sgr='expired'; fi
      [[ $__assume_left -ge 600 || -n ${NO_COLOR-} || ${TERM-} == 'dumb' ]] ||
        __assume_sgr=$__assume_open$'\e[30;43m'${__assume_percent:+%\}}$__assume_sgr$__assume_close
      __assume_text+=" $__assume_sgr"
    fi
  fi
  \builtin print -rn -- "$__assume_text"
  \builtin return $__assume_status
}

# Puts the candidates for the last of its words into `lines`: value, TAB, description, and a third field for a command.
# Profiles come from a file that is read without a process, if nobody else can write it, and the AWS files are those that it
# was made from.
function __assume_candidates() {
  \builtin emulate -L zsh
  \builtin local use='' word=${@[-1]}
  \builtin local -a begun
  lines=()
  case $#,$1 in 2,use | 2,exec | 2,export | 2,login | 2,plan) use=1 ;; esac
  [[ ($# -ne 1 && -z $use) || $word == -* ]] || __assume_listed
  (( ${#lines} )) || lines=(${(f)"$(\builtin command assume --complete=zsh/1 -- "$@" </dev/null 2>&-)"})
  # Matchers are slow with a long list, so only the prefix matches are offered, if there are any.
  begun=(${(M)lines:#${word}*})
  if [[ -n $use ]]; then
    begun=(${begun:#*$'\t'*$'\tcommand'*})
  elif (( $# == 1 )); then
    begun=(${begun:#*$'\t'*$'\tuse'*})
  fi
  (( ${#lines} <= 100 || ${#begun} == 0 )) || lines=($begun)
  if [[ -n $use ]]; then
    lines=(${${lines:#*$'\t'*$'\tcommand'*}%$'\tuse'*})
  elif (( $# == 1 )); then
    lines=(${lines:#*$'\t'*$'\tuse'*})
  fi
  lines=(${lines%$'\r'})
  [[ ${#begun} -eq 0 && ${lines[1]-} != $'\t'* ]] || exact=1
}

# Leaves those of `lines` that $1 can stand for although they don't begin with it: they do if case doesn't count; or else,
# `near` is set, and they are the profiles whose names contain it, or whose account numbers do.
function __assume_near() {
  \builtin emulate -L zsh
  \builtin setopt extended_glob
  # In variables, because with sh_glob or ignore_braces zsh could not parse them below.
  \builtin local fold='(#i)' name=$'[^\t]#' digits='[0-9]#' account=$'*\t[0-9](#c12)(| *)'
  \builtin local -a begun
  [[ -n $1 ]] || { lines=(); \builtin return; }
  lines=(${(M)lines:#${~fold}*$1*})
  begun=(${(M)lines:#${~fold}$1*})
  (( ${#begun} == 0 )) || { lines=($begun); \builtin return; }
  lines=(${lines:#*$'\t'*$'\t'*})
  begun=(${(M)lines:#${~fold}${~name}$1*})
  [[ $1 == *[^0-9]* ]] || begun+=(${(M)${${(M)lines:#${~account}}:|begun}:#${~name}$'\t'${~digits}$1*})
  lines=($begun) near=1
}

# Puts the list of profiles into `lines` if its generation, which is like that of a session file, fits the AWS files.
function __assume_listed() {
  \builtin local folder=${XDG_CACHE_HOME:-${HOME-}/.cache}/assume __assume_from='' __assume_files=''
  \builtin local config=${AWS_CONFIG_FILE-${HOME-}/.aws/config}
  \builtin local credentials=${AWS_SHARED_CREDENTIALS_FILE-${HOME-}/.aws/credentials}
  # In a variable, because with sh_glob or ignore_braces zsh could not parse it below.
  \builtin local mine='(N-Uf:go-w:)'
  \builtin local -a found header
  [[ $folder == /* ]] || \builtin return
  found=("$folder"${~mine} "$folder/profiles.tsv"${~mine})
  [[ ${#found} -eq 2 && -d $folder && -f $folder/profiles.tsv && -r $folder/profiles.tsv ]] || \builtin return
  lines=(${(f)"$(<$folder/profiles.tsv)"}) # starts no process
  header=("${(@ps:\t:)lines[1]-}")
  lines[1]=()
  __assume_from=$folder/%$header[3] __assume_files=$header[4]
  [[ $header[1] == "$config" && $header[2] == "$credentials" && $header[3] == [0-9a-f]* && $header[3] != *[^0-9a-f]* &&
    -O $__assume_from ]] && __assume_same 'config' "$config" && __assume_same 'credentials' "$credentials" || lines=()
}

# No `emulate` here: the completion system sets the options that it needs.
function _assume() {
  \builtin local -a lines options
  \builtin local place='' exact='' near='' matcher=''
  __assume_candidates "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}"
  place=${${lines[1]-}#$'\t'}
  case ${lines[1]-} in
    $'\t'*$'\toffset')
      # Completes the command that begins at this word as if it stood alone.
      place=$(( ${place//[^0-9]/} + 1 ))
      \builtin shift $place words
      (( CURRENT -= place ))
      _normal
      \builtin return ;;
    $'\t'*$'\tfiles')
      compset -P "${(b)place%%$'\t'*}" && _files
      \builtin return ;;
    *'://'$'\t'*) options=(-S '') ;;
  esac
  # The part before the `=` stays.
  [[ $PREFIX != --*=* ]] || { compset -P 1 '*='; lines=(${lines#*=}); }
  case $PREFIX in *[\'\"\\]*) exact=quoted ;; esac # only the completion system reads all quotes
  case ${_completer:-complete} in
    complete | ignored | prefix)
      # Without a matcher, the completion system would only take long to find nothing.
      [[ -n $exact$_matcher$compstate[pattern_match] ]] || zstyle -s ":completion:$curcontext:profiles" matcher matcher ||
        exact=none ;;
    *) exact=pattern ;;
  esac
  [[ $exact == none ]] || ! __assume_offer || \builtin return 0
  # Only what none of the user's matchers has found is looked for in other places.
  [[ $exact != pattern && -z $SUFFIX && ${_matcher_num:-1} -ge ${#_matchers} ]] || \builtin return 1
  __assume_near "${(Q)PREFIX}"
  options+=(-U -i "$IPREFIX")
  __assume_offer || \builtin return 1
  [[ -z $near || ${#lines} -eq 1 ]] || comppostfuncs+=(__assume_stay)
}

# Keeps the word as it is typed, unless a menu begins: what several candidates have in common may not contain it.
function __assume_stay() {
  [[ $compstate[insert] != *unambiguous* ]] || compstate[insert]=''
}

# Offers `lines`, in a group for each kind.
function __assume_offer() {
  \builtin local tag='' none=1
  \builtin local -a found
  for tag in profile command option value; do
    found=(${${(M)lines:#*$'\t'*$'\t'$tag}%$'\t'*})
    [[ $tag != profile ]] || found=(${lines:#*$'\t'*$'\t'*})
    # _describe takes value:description, with `:` and `\` escaped; it quotes the value for its position.
    found=(${${${${found%$'\t'}//\\/\\\\}//:/\\:}/$'\t'/:})
    (( ${#found} )) && _describe -t "${tag}s" "$tag" found "${(@)options}" && none=0
  done
  \builtin return none
}

# For users who never call compinit: names without descriptions.
function __assume_compctl() {
  \builtin emulate -L zsh
  \builtin local -a words lines
  \builtin local exact=''
  \builtin read -Ac words
  \builtin local -i current
  \builtin read -nc current
  __assume_candidates "${(@Q)words[2,current-1]}" "${(Q)1}"
  reply=(${${lines:#$'\t'*}%%$'\t'*})
}

# Called only if none of these fits. compctl begins a menu where several do.
function __assume_compctlnear() {
  \builtin emulate -L zsh
  \builtin local -a words lines
  \builtin local exact='' near='' flag=''
  \builtin read -Ac words
  \builtin local -i current
  \builtin read -nc current
  __assume_candidates "${(@Q)words[2,current-1]}" "${(Q)1}"
  [[ $1 != --*=* ]] || flag=${1%%\=*}=
  lines=(${${lines:#$'\t'*}#$flag})
  __assume_near "${${(Q)1}#$flag}"
  reply=($flag${^lines%%$'\t'*})
}

# compinit may come later in the rc file, so this runs once, at the first prompt.
function __assume_register() {
  \builtin emulate -L zsh
  precmd_functions=(${precmd_functions:#__assume_register})
  if (( ${+functions[compdef]} )); then
    compdef _assume assume
  else
    \builtin compctl -K __assume_compctl + -U -K __assume_compctlnear assume
  fi
  \builtin unfunction __assume_register
}

if (( ${+functions[compdef]} )); then
  __assume_register
elif [[ -o interactive ]]; then
  \builtin typeset -ga precmd_functions
  precmd_functions+=(__assume_register)
else
  \builtin unfunction __assume_register
fi
# <<< assume <<<

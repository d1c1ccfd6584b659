
# >>> assume >>>
# region generated: version
# assume 0.1.0 for bash 3.2 and newer, protocol 1
# endregion
# Switches AWS profiles in this shell. Printed by `assume init bash`. Loading it starts no process; it defines functions and
# one completion. `\builtin` bypasses aliases and functions that are named like a builtin.

\builtin unalias assume 2>&- || \builtin :

function assume() {
  # These commands only print or run something: they get the terminal, and their exit status is the result.
  case ${1-} in
    # region generated: passthrough commands
    'cache' | 'demo' | 'doctor' | 'exec' | 'export' | 'help' | 'init' | 'list' | 'login' | 'plan' | 'version' | \
      '--help' | '-h' | '--version')
    # endregion
      __assume_found && \builtin command assume "$@"
      \builtin return
      ;;
  esac
  \builtin local __assume_text __assume_status __assume_options __assume_used __assume_first
  \builtin local -a __assume_names __assume_fixed __assume_unexported __assume_covered
  __assume_options=''
  # -v and -x would show secrets. -k would change the meaning of `local a=b` and `export a=b`. With -e, bash exits from
  # inside `builtin eval` whatever `||` surrounds it.
  # `local -` restores the options, even after Ctrl-C. bash before 4.4 doesn't have it, so they are restored below.
  # stderr is closed (2>&-), because a restricted shell can't write to /dev/null.
  \builtin local - 2>&- || __assume_options=${-//[!ekvx]/}
  { \builtin set +ekvx; } 2>&-
  # region generated: managed variables
  __assume_names=(
    AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_REGION
    AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_EXPIRES ASSUME_PREVIOUS ASSUME_RESTORE
    AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_VAULT
    AWS_SSO_PROFILE
  )
  # endregion
  # region generated: destination variables
  __assume_fixed=(
    AWS_ENDPOINT_URL AWS_IGNORE_CONFIGURED_ENDPOINT_URLS AWS_USE_FIPS_ENDPOINT AWS_USE_DUALSTACK_ENDPOINT
    AWS_CA_BUNDLE AWS_ACCOUNT_ID_ENDPOINT_MODE AWS_STS_REGIONAL_ENDPOINTS
  )
  # endregion
  __assume_text='' __assume_used='' __assume_first=${ASSUME_RESTORE-first} __assume_unexported=() __assume_covered=()
  # All or nothing: a fresh session file, or a complete snippet and status 0, or no change.
  __assume_writable && { __assume_session "$@" || __assume_ask "$@"; } && __assume_keep
  __assume_status=$?
  [[ -z ${__assume_tried+set} ]] || __assume_note "$@"
  [[ -z $__assume_options ]] || \builtin set "-$__assume_options"
  \builtin return "$__assume_status"
}

# Evaluates the snippet that the program prints. The braces make bash parse all of it first: without them it would run the
# lines before a syntax error.
function __assume_ask() {
  # If stdin or stderr is closed, the pipe of the substitution gets its number, and messages would be evaluated.
  # The test duplicates to 9, because `<&0` would do nothing at all.
  { \builtin true 9<&0; } 2>&- || { __assume_ask "$@" </dev/null; \builtin return; }
  \builtin true >&2 || { __assume_ask "$@" 2>/dev/null; \builtin return; }
  __assume_found && __assume_redirectable || \builtin return
  __assume_text=$(\builtin command assume --eval=bash/1 -- "$@") || \builtin return
  if [[ -n $__assume_text && $__assume_text != '\builtin '* ]]; then
    \builtin printf 'assume: The program "assume" on the PATH is not this one, so nothing was changed.\n' >&2
    \builtin return 1
  fi
  __assume_settable && \builtin eval "{ \builtin :"$'\n'"$__assume_text"$'\n'"}"
}

# Checked first, because a `command_not_found_handle` function could print text to be evaluated, and return 0.
function __assume_found() {
  [[ -z $(\builtin type -P assume) ]] || \builtin return 0
  \builtin printf 'assume: The program "assume" is not on the PATH.\n' >&2
  \builtin return 127
}

# A managed variable that is read-only, an array or the like would stop the change halfway, so this fails before the program
# prompts for an MFA code. It also finds out whether any managed variable is set (`__assume_used`), and which are set but not
# exported, so that the program can't see them (`__assume_unexported`).
function __assume_writable() {
  \builtin local __assume_name='' __assume_kind='' __assume_wrong=''
  for __assume_name in "${__assume_names[@]}"; do
    if [[ -n ${!__assume_name+set} ]]; then
      __assume_used=1 __assume_kind=x
      [[ ${BASH_VERSINFO[0]} -lt 5 ]] || __assume_kind=${!__assume_name@a}
      case $__assume_kind in
        x) ;;
        *r*) __assume_wrong='read-only in this shell' ;;
        *[!tx]*) __assume_wrong="not a plain variable (see: typeset -p $__assume_name)" ;;
        *x*) ;;
        *) __assume_unexported+=("$__assume_name=${!__assume_name}") ;;
      esac
    fi
    # bash refuses a local variable with the name of a read-only global. Any other is gone when this function returns.
    \builtin local "$__assume_name" || __assume_wrong='read-only in this shell'
    [[ -z $__assume_wrong ]] || \builtin break
  done 2>&-
  [[ -n $__assume_wrong ]] || \builtin return 0
  \builtin printf 'assume: %s is %s, so nothing was changed.\n' "$__assume_name" "$__assume_wrong" >&2
  \builtin return 1
}

# The same for the variables that say where requests go, given some names or all that are set. One that the user has exported
# stays as it is, so it may be read-only. One that isn't exported may be covered by the profile's (`__assume_covered`).
function __assume_redirectable() {
  \builtin local __assume_name='' __assume_kind='' __assume_wrong='' __assume_own="|${ASSUME_ENDPOINTS-}|"
  [[ $# -gt 0 ]] || \builtin set -- "${__assume_fixed[@]}" ASSUME_ENDPOINTS "${!AWS_ENDPOINT_URL_@}"
  for __assume_name in "$@"; do
    if [[ -n ${!__assume_name+set} ]]; then
      if [[ ${BASH_VERSINFO[0]} -ge 5 ]]; then
        __assume_kind=${!__assume_name@a}
      else
        __assume_kind=$(\builtin declare -p "$__assume_name") __assume_kind=${__assume_kind#declare -}
        __assume_kind=${__assume_kind%%[ -]*}
      fi
      case $__assume_kind/$__assume_name in
        *[!rtx]*/*) ;;
        *x*/AWS_*)
          [[ -z ${!__assume_name} || $__assume_own == *"|$__assume_name=${!__assume_name}|"* ]] || \builtin continue ;;
      esac
      case $__assume_kind in
        *r*) __assume_wrong='read-only in this shell' ;;
        *[!tx]*) __assume_wrong="not a plain variable (see: typeset -p $__assume_name)" ;;
        *x*) ;;
        *) __assume_covered+=("$__assume_name=${!__assume_name}") ;;
      esac
    fi
    \builtin local "$__assume_name" || __assume_wrong='read-only in this shell'
    [[ -z $__assume_wrong ]] || \builtin break
  done 2>&-
  [[ -n $__assume_wrong ]] || \builtin return 0
  \builtin printf 'assume: %s is %s, so nothing was changed.\n' "$__assume_name" "$__assume_wrong" >&2
  \builtin return 1
}

# Checks the variables that the snippet sets and ASSUME_ENDPOINTS lists: one that has no value can be read-only too.
function __assume_settable() {
  \builtin local __assume_list=$'\n\\builtin export ASSUME_ENDPOINTS=\''
  \builtin local -a __assume_listed
  [[ $__assume_text == *"$__assume_list"* ]] || \builtin return 0
  __assume_list=${__assume_text##*"$__assume_list"} __assume_listed=()
  while [[ $__assume_list == AWS_*=* ]]; do
    [[ ${__assume_list%%=*} == *[!A-Z0-9_]* ]] || __assume_listed+=("${__assume_list%%=*}")
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
      # The user may have set one that was covered since then.
      [[ -n ${!__assume_name+set} ]] || \builtin printf -v "$__assume_name" %s "${__assume_one#*=}"
    done
    \builtin unset -v __assume_kept
  fi
}

# Applies the session file of a profile if it is fresh, without starting a process. The file is data; nothing in it is
# evaluated. Status 1 means that this fast path does not apply. bash can't read a file's mode, so the folder, which is created
# for its owner alone, must belong to the user too.
function __assume_session() {
  \builtin local __assume_dir='' __assume_file='' __assume_head='' __assume_end='' __assume_since='' __assume_now=''
  \builtin local __assume_line='' __assume_all=''
  \builtin local -a __assume_lines __assume_set __assume_unset
  __assume_dir=${XDG_CACHE_HOME:-${HOME-}/.cache}/assume/sessions __assume_file=$__assume_dir/${1-}
  [[ $# -eq 1 && $1 != -* && $1 != *[!a-zA-Z0-9_.@+=:-]* && $1 != use && $1 != off && -n ${HOME-} && $__assume_dir == /* &&
    -z ${AWS_CONFIG_FILE+set}${AWS_SHARED_CREDENTIALS_FILE+set} && (-z $__assume_used || -n ${ASSUME_RESTORE+set}) &&
    -f $__assume_file && -r $__assume_file && -O $__assume_file && -O $__assume_dir &&
    $__assume_file -nt $HOME/.aws/config && $__assume_file -nt $HOME/.aws/credentials ]] || \builtin return 1
  {
    # bash before 4.2 has neither this clock nor mapfile.
    \builtin printf -v __assume_now '%(%s)T' -1 &&
      IFS=$'\t' \builtin read -r __assume_head __assume_end __assume_since __assume_line &&
      # No more lines than names: the name comparison below fails for a longer file.
      \builtin mapfile -n "${#__assume_names[@]}" __assume_lines &&
      # `[`, because `[[` evaluates numbers as expressions, and ignores case under nocasematch.
      \builtin [ "$__assume_head" = expires ] &&
      \builtin [ "${__assume_line#??:??$'\t'}" = "$HOME ${AWS_ENDPOINT_URL_STS:-${AWS_ENDPOINT_URL-}}" ] &&
      \builtin [ "$__assume_since" -le "$__assume_now" ] &&
      \builtin [ "$__assume_end" -gt "$((__assume_now + 900))" ] || \builtin return 1
  } <"$__assume_file" 2>&-
  # A complete file has a last line end, and all names in order except the two that it never holds.
  [[ -n ${__assume_lines[0]-} && ${__assume_lines[${#__assume_lines[@]} - 1]} == *$'\n' ]] || \builtin return 1
  __assume_lines=("${__assume_lines[@]%$'\n'}")
  \builtin printf -v __assume_all '%s ' "${__assume_names[@]}"
  __assume_all=${__assume_all/ASSUME_PREVIOUS } __assume_all=${__assume_all/ASSUME_RESTORE }
  \builtin printf -v __assume_line '%s ' "${__assume_lines[@]%%$'\t'*}"
  \builtin [ "$__assume_line" = "$__assume_all" ] || \builtin return 1
  __assume_line=${ASSUME_RESTORE-'{}'}
  __assume_set=("ASSUME_RESTORE=$__assume_line") __assume_unset=()
  for __assume_line in "${__assume_lines[@]}"; do
    case $__assume_line in
      *$'\t'*$'\t'*) \builtin return 1 ;;
      ASSUME_PROFILE* | ASSUME_EXPIRES*)
        \builtin [ "$__assume_line" = "ASSUME_PROFILE"$'\t'"$1" ] ||
          \builtin [ "$__assume_line" = "ASSUME_EXPIRES"$'\t'"$__assume_end" ] || \builtin return 1
        __assume_set+=("${__assume_line/$'\t'/=}") ;;
      *$'\t'*) __assume_set+=("${__assume_line/$'\t'/=}") ;;
      *) __assume_unset+=("$__assume_line") ;;
    esac
  done
  if ! \builtin [ "${ASSUME_PROFILE-}" = "$1" ]; then
    if [[ -n ${ASSUME_PROFILE+set} ]]; then
      __assume_set+=("ASSUME_PREVIOUS=$ASSUME_PROFILE")
    else
      __assume_unset+=(ASSUME_PREVIOUS)
    fi
  fi
  \builtin export "${__assume_set[@]}"
  \builtin unset -v "${__assume_unset[@]-}"
  [[ -t 2 ]] || \builtin return 0
  \builtin printf -v __assume_line 'assume: %s: %s%s, until %(%H:%M)T' \
    "$1" "${AWS_ACCOUNT_ID:+$AWS_ACCOUNT_ID, }" "$AWS_REGION" "$__assume_end"
  [[ -n ${NO_COLOR-} || ${TERM-} == dumb ]] || __assume_line=$'\e[2m'$__assume_line$'\e[22m'
  \builtin printf '%s\n' "$__assume_line" >&2 || \builtin :
}

# Sets `__assume_left` to the seconds left; status 1 if they are unknown. bash before 4.2 has no clock.
function __assume_left() {
  \builtin local __assume_end
  __assume_end=${ASSUME_EXPIRES-}
  # Checked before the arithmetic, in which bash would run a command in a subscript.
  [[ -n $__assume_end && ${#__assume_end} -le 11 && $__assume_end != *[!0123456789]* ]] &&
    \builtin printf -v __assume_left '%(%s)T' -1 2>&- && __assume_left=$((10#$__assume_end - __assume_left))
}

# For a prompt: prints the profile and the minutes left, red if less than ten, without starting a process. The status stays
# that of the previous command. In a prompt, \001 and \002 keep readline from counting the color codes; a terminal gets none.
function assume_prompt() {
  \builtin set -- "$?" # before `local`, which sets it to 0 and can't be given a value under set -k
  \builtin local __assume_text __assume_left
  __assume_text=${ASSUME_PROFILE-} __assume_left=''
  __assume_text=${__assume_text//[[:cntrl:]]/}
  if [[ -n $__assume_text ]] && __assume_left; then
    if [[ $__assume_left -gt 0 ]]; then __assume_text+=" $((__assume_left / 60))m"; else __assume_text+=' expired'; fi
    if [[ $__assume_left -lt 600 && -z ${NO_COLOR-} && ${TERM-} != dumb ]]; then
      __assume_text=$'\001\e[31m\002'$__assume_text$'\001\e[39m\002'
      [[ ! -t 1 ]] || __assume_text=${__assume_text//[$'\001\002']/}
    fi
  fi
  \builtin printf '%s' "$__assume_text"
  \builtin return "$1"
}

# Completion. Nothing is expanded or evaluated: the line is split, and names are quoted, by hand.
function __assume_complete() {
  \builtin local IFS=$' \t\n' line='' word='' quote='' before='' open='' position i=0
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
  [[ $position -ne 2 || ${words[0]} != use ]] || position=use
  __assume_candidates
  case ${lines[0]-} in
    $'\t'*$'\toffset') __assume_delegate "$@" || \builtin return 0 ;;
    $'\t'*$'\tfiles') __assume_paths -f ;;
  esac
  # A long list needs no filter: readline shows duplicates once.
  if [[ -n $word || $position != 1 || ${#lines[@]} -le 50 ]]; then
    for line in ${lines[@]+"${lines[@]}"}; do
      case $line in
        '') ;;
        "$word"*) case $position,$line in use,*$'\t'*$'\t'command* | 1,*$'\t'*$'\t'use*) ;; *) names[i++]=$line ;; esac ;;
      esac
    done
    lines=(${names[@]+"${names[@]}"})
  fi
  [[ ${#lines[@]} -gt 0 ]] || \builtin return 0
  names=("${lines[@]%%[$'\t\r']*}")
  [[ -z $before ]] || names=("${names[@]#"$before"}")
  IFS=/
  if [[ "${names[*]}" == *[!a-zA-Z0-9_./:@%+,=-]* ]]; then
    for ((i = 0; i < ${#names[@]}; i++)); do __assume_quote "${names[i]}"; names[i]=$word; done
  fi
  COMPREPLY=("${names[@]}")
  [[ ${names[0]} != *// ]] || \builtin compopt -o nospace 2>&- || \builtin :
  __assume_describe
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
# Profiles come from a file that is read without a process, unless the AWS files are different ones, or newer than it.
function __assume_candidates() {
  \builtin local list config credentials header=''
  list=${XDG_CACHE_HOME:-${HOME-}/.cache}/assume/profiles.tsv
  config=${AWS_CONFIG_FILE:-${HOME-}/.aws/config}
  credentials=${AWS_SHARED_CREDENTIALS_FILE:-${HOME-}/.aws/credentials}
  if [[ $word != -* && ($position == 1 || $position == use) ]] &&
    [[ -r $list && ! $config -nt $list && ! $credentials -nt $list ]]; then
    # mapfile takes a quarter of the time; bash 3.2 doesn't have it.
    {
      IFS='' \builtin read -r header
      [[ $header$'\t' != "$config"$'\t'"$credentials"[$'\t\r']* ]] || \builtin mapfile -t lines ||
        IFS=$'\n' \builtin read -r -d '' -a lines
    } <"$list" 2>&- || \builtin :
  fi
  [[ ${#lines[@]} -eq 0 ]] || \builtin return 0
  IFS=$'\n' \builtin read -r -d '' -a lines \
    <<<"$(\builtin command assume --complete=bash/1 -- "${words[@]}" </dev/null 2>&-)" || \builtin :
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


# >>> assume >>>
# assume 0.1.0 for bash 3.2 and newer, protocol 1: puts AWS role credentials into this shell.
# Printed by `assume init bash`. Loading it starts no process; it leaves functions and one completion behind.
# `\builtin` goes past aliases and functions that are named like a builtin.

\builtin unalias assume 2>&- || \builtin :

function assume() {
  # These only print or run something: the terminal and the status are theirs.
  case ${1-} in
    'init' | 'list' | 'plan' | 'exec' | 'export' | 'login' | 'cache' | 'doctor' | 'demo' | '--help' | '-h' | '--version') __assume_found && \builtin command assume "$@"; \builtin return ;;
  esac
  \builtin local __assume_text __assume_status __assume_options __assume_used __assume_first
  \builtin local -a __assume_names __assume_unexported
  __assume_options=''
  # -v and -x would show secrets, -k would make `local a=b` and `export a=b` something else; with -e, bash leaves from
  # inside `builtin eval` whatever `||` stands around it.
  # `local -` gives the options back, after Ctrl-C too; before bash 4.4 there is none, and they are given back below.
  # Errors are closed away (2>&-): a restricted shell may not write to /dev/null.
  \builtin local - 2>&- || __assume_options=${-//[!ekvx]/}
  { \builtin set +ekvx; } 2>&-
  __assume_names=(
    AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_REGION
    AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_EXPIRES ASSUME_PREVIOUS ASSUME_RESTORE
    AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE
    AWS_VAULT AWS_SSO_PROFILE
  )
  __assume_text='' __assume_used='' __assume_first=${ASSUME_RESTORE-first} __assume_unexported=()
  # All or nothing: a fresh session, or a whole text and status 0, or no change.
  __assume_writable && { __assume_session "$@" || __assume_ask "$@"; } && __assume_keep
  __assume_status=$?
  [[ -z ${__assume_tried+set} ]] || __assume_note "$@"
  [[ -z $__assume_options ]] || \builtin set "-$__assume_options"
  \builtin return "$__assume_status"
}

# Changes the shell by what the program says. Braces, or bash would run the lines before one that it cannot read.
function __assume_ask() {
  # A closed stdin or stderr would be the pipe through which the text comes: what the program tells a person would be run.
  # Why 9: `<&0` would do nothing at all.
  { \builtin true 9<&0; } 2>&- || { __assume_ask "$@" </dev/null; \builtin return; }
  \builtin true >&2 || { __assume_ask "$@" 2>/dev/null; \builtin return; }
  __assume_found || \builtin return
  __assume_text=$(\builtin command assume --eval=bash/1 -- "$@") || \builtin return
  if [[ -n $__assume_text && $__assume_text != '\builtin '* ]]; then
    \builtin printf 'assume: the program "assume" on the PATH is another one, so nothing was changed.\n' >&2
    \builtin return 1
  fi
  \builtin eval "{ \builtin :"$'\n'"$__assume_text"$'\n'"}"
}

# Asked before, since a function `command_not_found_handle` might print something to be evaluated, with status 0.
function __assume_found() {
  [[ -z $(\builtin type -P assume) ]] || \builtin return 0
  \builtin printf 'assume: the program "assume" is not on the PATH\n' >&2
  \builtin return 127
}

# A variable that is read-only, or an array and the like, would stop the change half-way: better to say so before anyone
# is asked for an MFA code. On the way, `__assume_used` tells whether any is set, `__assume_unexported` what no program sees.
function __assume_writable() {
  \builtin local __assume_name='' __assume_kind='' __assume_wrong=''
  for __assume_name in "${__assume_names[@]}"; do
    if [[ -n ${!__assume_name+set} ]]; then
      __assume_used=1 __assume_kind=x
      [[ ${BASH_VERSINFO[0]} -lt 5 ]] || __assume_kind=${!__assume_name@a}
      case $__assume_kind in
        x) ;;
        *r*) __assume_wrong='read-only' ;;
        *[!tx]*) __assume_wrong="no plain variable (see typeset -p $__assume_name)" ;;
        *x*) ;;
        *) __assume_unexported+=("$__assume_name=${!__assume_name}") ;;
      esac
    fi
    # bash refuses a local with the name of a read-only global; any other is gone when this function returns.
    \builtin local "$__assume_name" || __assume_wrong='read-only'
    [[ -z $__assume_wrong ]] || \builtin break
  done 2>&-
  [[ -n $__assume_wrong ]] || \builtin return 0
  \builtin printf 'assume: %s is %s in this shell, so nothing was changed.\n' "$__assume_name" "$__assume_wrong" >&2
  \builtin return 1
}

# What the shell had to itself before the first assume, and no program sees, is back after `assume off`, but for secrets.
function __assume_keep() {
  \builtin local __assume_one=''
  if [[ -n ${ASSUME_RESTORE+set} && $__assume_first == first ]]; then
    \builtin unset -v __assume_kept
    # The variables of a function end with it.
    [[ ${FUNCNAME[2]-main} == main || ${FUNCNAME[2]} == source ]] || \builtin return 0
    for __assume_one in ${__assume_unexported[@]+"${__assume_unexported[@]}"}; do
      case $__assume_one in
        AWS_SECRET_ACCESS_KEY=* | AWS_SESSION_TOKEN=* | AWS_SECURITY_TOKEN=*)
          \builtin printf 'assume: %s was not exported, and a secret is not kept: assume off will not bring it back.\n' \
            "${__assume_one%%=*}" >&2 ;;
        *) __assume_kept+=("$__assume_one") ;;
      esac
    done
  elif [[ -z ${ASSUME_RESTORE+set} ]]; then
    for __assume_one in ${__assume_kept[@]+"${__assume_kept[@]}"}; do
      \builtin printf -v "${__assume_one%%=*}" %s "${__assume_one#*=}"
    done
    \builtin unset -v __assume_kept
  fi
}

# Uses what was assumed before, if it is fresh, with no process: the file is data, and nothing in it is evaluated. Status 1
# if there is anything to think about. bash cannot see a mode: the folder, made for its owner alone, must be the user's too.
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
    # Before bash 4.2 there is neither this clock nor mapfile.
    \builtin printf -v __assume_now '%(%s)T' -1 &&
      IFS=$'\t' \builtin read -r __assume_head __assume_end __assume_since __assume_line &&
      \builtin mapfile -n 18 __assume_lines &&
      # `[`, since `[[` would compute what a number says, and may take upper case for lower.
      \builtin [ "$__assume_head" = expires ] &&
      \builtin [ "${__assume_line#??:??$'\t'}" = "$HOME ${AWS_ENDPOINT_URL_STS:-${AWS_ENDPOINT_URL-}}" ] && \builtin [ "$__assume_since" -le "$__assume_now" ] &&
      \builtin [ "$__assume_end" -gt "$((__assume_now + 900))" ] || \builtin return 1
  } <"$__assume_file" 2>&-
  # A whole file: all of the names in their order, but for the two that the file does not have.
  [[ ${__assume_lines[16]-} == *$'\n' ]] || \builtin return 1
  __assume_lines=("${__assume_lines[@]%$'\n'}")
  \builtin printf -v __assume_all '%s ' "${__assume_names[@]:0:10}" "${__assume_names[@]:12}"
  \builtin printf -v __assume_line '%s ' "${__assume_lines[@]%%$'\t'*}"
  \builtin [ "$__assume_line" = "$__assume_all" ] &&
    \builtin [ "${__assume_lines[7]}" = "ASSUME_PROFILE"$'\t'"$1" ] &&
    \builtin [ "${__assume_lines[9]}" = "ASSUME_EXPIRES"$'\t'"$__assume_end" ] || \builtin return 1
  __assume_line=${ASSUME_RESTORE-'{}'}
  __assume_set=("ASSUME_RESTORE=$__assume_line") __assume_unset=()
  for __assume_line in "${__assume_lines[@]}"; do
    case $__assume_line in
      *$'\t'*$'\t'*) \builtin return 1 ;;
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

# Puts the seconds that are left into `__assume_left`; status 1 if that is not known. Before bash 4.2 there is no clock.
function __assume_left() {
  \builtin local __assume_end
  __assume_end=${ASSUME_EXPIRES-}
  # Looked at before it is computed with: bash would run what stands in a subscript.
  [[ -n $__assume_end && ${#__assume_end} -le 11 && $__assume_end != *[!0123456789]* ]] &&
    \builtin printf -v __assume_left '%(%s)T' -1 2>&- && __assume_left=$((10#$__assume_end - __assume_left))
}

# For a prompt: the profile and the minutes that are left, with no process; red when it is nearly over. The status is that
# of the command before. On a terminal it is plain text; elsewhere \001 and \002 keep readline from counting the colour.
function assume_prompt() {
  \builtin set -- "$?" # since `local`, which makes it 0, is something else with set -k if it is given a value
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

# Completion. Nothing is expanded or evaluated: the line is taken apart, and names are quoted, by hand.
function __assume_complete() {
  \builtin local IFS=$' \t\n' line='' word='' quote='' before='' open='' position i=0
  \builtin local -a words lines names left
  words=() lines=() names=() left=() COMPREPLY=()
  # readline will replace $2, which begins behind the last : = @ or quote. So does the last of COMP_WORDS, but not in
  # 3.2, hence the line itself is read: `word` is the whole word, `before` its part that stays.
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
  # Of many none need be left out: readline shows a word that is there twice once.
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

# Puts paths into `lines`, behind the text that it says: files, or with -c commands.
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

# Completes the command that begins at the word that `lines` names: its name goes into `lines`. What follows is completed
# here as bash does it for a line of its own, by what `complete` says of that command; status 1.
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
  # Where it begins in the line, and in COMP_WORDS, which have other bounds.
  place=${left[place]}
  while rest=${rest#*"${COMP_WORDS[skip]}"}
    [[ $skip -lt $COMP_CWORD && ${#rest} -ge $((${#COMP_LINE} - COMP_POINT + place)) ]]; do
    skip=$((skip + 1))
  done
  COMP_LINE=${COMP_LINE:COMP_POINT-place} COMP_POINT=$place
  COMP_WORDS=("${COMP_WORDS[@]:skip}") COMP_CWORD=$((COMP_CWORD - skip))
  # 124 says the function that loads completions (-D): there is one now.
  __assume_specified "$name" "$2" "${COMP_WORDS[COMP_CWORD - 1]}" ||
    [[ $? -ne 124 ]] || __assume_specified "$name" "$2" "${COMP_WORDS[COMP_CWORD - 1]}" || \builtin :
  \builtin return 1
} 2>/dev/null

# Completes $2, a word of the command $1 behind $3, by what `complete` says of the command: the user's own words, which it
# prints to be read again, but for the name at their end.
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
    '') \builtin compopt -o bashdefault -o default || run=$(\builtin compgen -f -- "$2") ;; # 3.2 has no compopt
    *'-F '*) run=${spec##*-F } && "${run%% *}" "$@" ;;
    *'-C '*)
      \builtin eval "run=${spec##*-C }"
      run=$(\builtin export COMP_LINE COMP_POINT COMP_TYPE COMP_KEY; \builtin eval "$run \"\$@\"") ;;
    *) run=$(\builtin eval "\\builtin compgen $spec -- \"\$2\"") ;;
  esac || \builtin return
  [[ $spec == *'-F '* ]] || IFS=$'\n' \builtin read -r -d '' -a COMPREPLY <<<"$run" || \builtin :
}

# Puts the candidates for `word`, the last of `words`, into `lines`: value, TAB, description, and for a command one more
# TAB and field. Profiles stand in a file, which is read without a process unless the AWS files are others, or newer.
function __assume_candidates() {
  \builtin local list config credentials header=''
  list=${XDG_CACHE_HOME:-${HOME-}/.cache}/assume/profiles.tsv
  config=${AWS_CONFIG_FILE:-${HOME-}/.aws/config}
  credentials=${AWS_SHARED_CREDENTIALS_FILE:-${HOME-}/.aws/credentials}
  if [[ $word != -* && ($position == 1 || $position == use) ]] &&
    [[ -r $list && ! $config -nt $list && ! $credentials -nt $list ]]; then
    # mapfile takes a quarter of the time; 3.2 has none.
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

# Adds the words of a piece of a command line to `words`, the last to `word`, and the quote that is open to `quote`. How far
# each begins before the cursor goes to `left`; $2 characters are between the piece and the cursor.
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

# Puts a name into `word`, quoted for where it will stand: bare, or behind the quote that is open.
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
      \"!) word+="\"'!'\"" ;; # or history expansion takes it
      \"[\"\\\$\`]) word+=\\$char ;;
      *) word+=$char ;;
    esac
  done
  # readline closes the quote, but not if the same character stands there already.
  [[ $word != *"$open" ]] || word+=$open
}

# bash has no place for descriptions but the candidates, and inserts what these share. So only for bare words, if two
# names differ, few enough to be read, and not for menu completion (COMP_TYPE 37, 42), which 3.2 cannot tell apart.
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

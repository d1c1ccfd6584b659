
# >>> assume >>>
# assume for zsh 5.0 and newer, protocol 1: puts AWS role credentials into this shell.
# Printed by `assume init zsh`. Loading it starts no process; it leaves functions and one completion behind.
# `\builtin` goes past aliases and functions that are named like a builtin, quotes go past global aliases.

\builtin unalias assume 2>/dev/null || \builtin :

function assume() {
  # These only print or run something: the terminal and the status are theirs.
  case ${1-} in
    'init' | 'list' | 'export' | 'demo' | '--help' | '-h' | '--version') \builtin command assume "$@"; \builtin return ;;
  esac
  # Your options, until it returns, are not for this function: a trace would show secrets, global aliases would change
  # the text, and what err_exit and err_return do is not the same in all versions.
  \builtin emulate -L zsh
  \builtin setopt no_xtrace no_aliases no_err_exit no_err_return
  \builtin local __assume_text='' __assume_name=''
  # A read-only variable would stop the change half-way: better to say so before anyone is asked for an MFA code.
  for __assume_name in \
    AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_REGION \
    AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_EXPIRES ASSUME_PREVIOUS ASSUME_RESTORE \
    AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE; do
    [[ ${(Pt)__assume_name} == *readonly* ]] || \builtin continue
    \builtin printf 'assume: %s is read-only in this shell, so nothing was changed.\n' $__assume_name >&2
    \builtin return 1
  done
  # All or nothing: a whole text and status 0, or no change.
  __assume_text=$(\builtin command assume --eval=zsh/1 -- "$@") && \builtin eval "$__assume_text"
}

# Puts the candidates for the last of the words given into `lines`: value, TAB, description, and for a command one more
# TAB and field. Profiles stand in a file, which is read without a process unless the AWS files are others, or newer.
function __assume_candidates() {
  \builtin emulate -L zsh
  \builtin local use='' word=${@[-1]}
  \builtin local -a near
  \builtin local list=${XDG_CACHE_HOME:-${HOME-}/.cache}/assume/profiles.tsv
  \builtin local config=${AWS_CONFIG_FILE:-${HOME-}/.aws/config}
  \builtin local credentials=${AWS_SHARED_CREDENTIALS_FILE:-${HOME-}/.aws/credentials}
  lines=()
  [[ $# -ne 2 || $1 != use ]] || use=1
  if [[ ($# -eq 1 || -n $use) && $word != -* && -r $list && ! $config -nt $list && ! $credentials -nt $list ]]; then
    lines=(${(f)"$(<$list)"}) # read by zsh itself
    if [[ ${lines[1]-} == ${config}$'\t'${credentials}[$'\t\r']* ]]; then lines[1]=(); else lines=(); fi
  fi
  (( ${#lines} )) || lines=(${(f)"$(\builtin command assume --complete=zsh/1 -- "$@" </dev/null 2>/dev/null)"})
  # A matcher takes its time with many: those that begin as typed will do, if there are any.
  (( ${#lines} <= 100 )) || near=(${(M)lines:#${word}*})
  (( ${#near} == 0 )) || lines=($near)
  [[ -z $use ]] || lines=(${lines:#*$'\t'*$'\t'*})
  lines=(${lines%$'\r'})
}

# No `emulate` here: the completion system has set its own options, and needs them.
function _assume() {
  \builtin local -a lines commands
  \builtin local tag='values' what='value' found=1
  __assume_candidates "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}"
  case $PREFIX,$CURRENT,${words[2]} in
    -*) tag='options' what='option' ;;
    *,2,* | *,3,use) tag='profiles' what='profile' ;;
  esac
  commands=(${${(M)lines:#*$'\t'*$'\t'*}%$'\t'*})
  lines=(${lines:#*$'\t'*$'\t'*})
  # _describe takes value:description, with \: and \\ in them; it quotes the value for where it stands.
  lines=(${${${lines//\\/\\\\}//:/\\:}/$'\t'/:})
  commands=(${${${commands//\\/\\\\}//:/\\:}/$'\t'/:})
  _describe -t "$tag" "$what" lines && found=0
  _describe -t 'commands' 'command' commands && found=0
  \builtin return found
}

# For a zsh whose owner never calls compinit: names only.
function __assume_compctl() {
  \builtin emulate -L zsh
  \builtin local -a words lines
  \builtin read -Ac words
  \builtin local -i current
  \builtin read -nc current
  __assume_candidates "${(@Q)words[2,current-1]}" "${(Q)1}"
  reply=(${lines%%$'\t'*})
}

# compinit may come later in the rc file: so this waits for the first prompt, once.
function __assume_register() {
  \builtin emulate -L zsh
  precmd_functions=(${precmd_functions:#__assume_register})
  if (( ${+functions[compdef]} )); then
    compdef _assume assume
  else
    \builtin compctl -K __assume_compctl assume
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

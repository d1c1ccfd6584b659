
# >>> assume >>>
# region generated: version
# assume 0.1.0 for tcsh (tried in 6.24), protocol 1
# endregion
# Switches AWS profiles in this shell. Printed by `assume init tcsh`. Loading it starts no process; it defines aliases, which
# tcsh has instead of functions, and one completion. An alias of several words is run as one line.

# No variable of ours comes from the environment.
unsetenv __assume_*

# The last command of an alias gets the arguments as they were typed, with redirections; pipes and && apply to it. After
# Ctrl-C in `eval`, the commands that follow it still run, so __assume_run fails with 130 until its value is known.
alias assume \
    'set __assume_words = (\!*); set __assume_first = ($__assume_words:q use); set __assume_run = (sh -c "exit 130" sh);' \
    'eval __assume_passthrough; if ($__assume_run[1] == sh) eval __assume_change;' \
    'unset __assume_words __assume_first; $__assume_run:q \!*'

# These commands only print or run something: they get the terminal, and their exit status is the result.
# region generated: passthrough commands
alias __assume_passthrough \
    'if (x$__assume_first[1]:q =~ x{cache,demo,doctor,exec,export,help,init,list,login}) set __assume_run = assume;' \
    'if (x$__assume_first[1]:q =~ x{plan,status,version,whoami,--help,-h,--version}) set __assume_run = assume'
# endregion

# All or nothing: a complete snippet that ends with status 0, or no change. Only `assume off` has nothing to change.
alias __assume_change \
    'set __assume_text = 130; set __assume_text = ("`__assume_ask`");' \
    'set __assume_status = $__assume_text[$#__assume_text]:q; if (x$__assume_status:q == x0) eval __assume_check;' \
    'if (x$__assume_status:q == xclear) eval "`__assume_clear`"; if (x$__assume_status:q == xclear) set __assume_status = 0;' \
    'if (x$__assume_status:q \!~ x{[0-9],[0-9][0-9],[0-9][0-9][0-9]}) set __assume_status = 1;' \
    'set __assume_run = (sh -c "exit $__assume_status" sh); unset __assume_text __assume_status'

# Prints the program's output, one line for each word, and then its exit status, which tcsh would not report without
# `set anyerror`. The words are passed through sh, because in the backquotes above they would be evaluated a second time. After
# `assume off`, if the program is gone, as when nvm has switched to another Node, this prints what clears the credentials.
alias __assume_ask '\sh -c '\''assume --eval=tcsh/1 -- "$@"; end=$?;' \
    'case $end/$#/$1/${2---quiet}/${ASSUME_PROFILE+1}${ASSUME_RESTORE+1} in 12[67]/[12]/off/--quiet/1*) end=clear;; esac;' \
    'printf "\n$end\n"'\'' sh $__assume_words:q'

# region generated: managed variables
alias __assume_names \
    'echo AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_REGION' \
    'AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_ROLE ASSUME_COLOR' \
    'ASSUME_EXPIRES ASSUME_PREVIOUS ASSUME_RESTORE ASSUME_WITHHELD AWS_PROFILE AWS_DEFAULT_PROFILE' \
    'AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_VAULT AWS_SSO_PROFILE'
# endregion

# Prints what clears these variables, and what an assume has set for its profile's endpoints; names those that only the program
# could restore.
alias __assume_clear \
    '\sh -c '\''lost=; for n in $1; do printf "unsetenv $n; ";' \
    'case $ASSUME_RESTORE in *[{,]?$n?:*) lost="$lost, $n";; esac; done;' \
    'IFS="|"; set -f; for p in $ASSUME_ENDPOINTS; do n=${p%%=*}; v=$(printenv "$n") && [ "$v" = "${p#*=}" ] &&' \
    '[ "$(printf AWS_; printf %s "${n#AWS_}" | tr -dc A-Z0-9_)" = "$n" ] && printf "unsetenv $n; "; done;' \
    'echo "unsetenv ASSUME_ENDPOINTS";' \
    'case $lost/$ASSUME_RESTORE in "/{}") [ "$3" ] || echo "assume: Credentials cleared; environment restored.";;' \
    '/*) echo "assume: Credentials cleared, but the earlier AWS_* variables could not be restored.";;' \
    '*) echo "assume: Credentials cleared, but ${lost#, } could not be restored.";; esac >&2'\'' sh "`__assume_names`" $__assume_words:q'

# Without echo and verbose, because a trace would show secrets.
alias __assume_check \
    'set __assume_traced = ($?echo $?verbose); unset echo verbose; set __assume_status = 1;' \
    'if (x$__assume_text[1]:q =~ x{setenv,unsetenv,\\assume}\ *) set __assume_status = ours;' \
    'if ($#__assume_text == 1 && x$__assume_first[1]:q == xoff) set __assume_status = 0;' \
    'if ($__assume_status == 1) eval __assume_foreign; if ($__assume_status == ours) eval __assume_apply;' \
    'if ($__assume_traced[2]) set verbose; if ($__assume_traced[1]) set echo; unset __assume_traced'
alias __assume_apply 'set __assume_text[$#__assume_text] = ""; eval $__assume_text:q; set __assume_status = $status'
alias __assume_foreign \
    '\sh -c '\''echo "assume: The program \"assume\" on the PATH is not this one, so nothing was changed." >&2'\'''

# Completes names that need no quoting: tcsh would split or evaluate the others. csh, which reads ~/.cshrc too, doesn't have
# `complete`.
alias __assume_tab \
    '\sh -c '\''assume --complete=tcsh/1 -- "$@" 2>/dev/null </dev/null | cut -f1 | grep -x "[A-Za-z0-9_.@+=:,/-]*"'\'' sh \!*'
if ($?tcsh) complete assume 'n@{use,exec,export,login,plan}@`__assume_tab use ""`@' 'p@1@`__assume_tab ""`@'
# <<< assume <<<

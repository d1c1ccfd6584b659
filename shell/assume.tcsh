
# >>> assume >>>
# assume 0.1.0 for tcsh (tried in 6.24), protocol 1: puts AWS role credentials into this shell.
# Printed by `assume init tcsh`. Loading it starts no process; it leaves aliases, which are all the functions that tcsh
# has, and one completion behind.

# Of the commands in it, the last one has what was typed as it was typed, with redirections; pipes and && belong to it. The
# words in braces only print or run something: the terminal and the status are theirs. After Ctrl-C in `eval`, what follows
# it is done all the same.
alias assume 'set __assume_words = (\!*); set __assume_first = ($__assume_words:q use); set __assume_run = (sh -c "exit 130" sh); if (x$__assume_first[1]:q =~ x{init,list,plan,exec,export,login,cache,doctor,demo,--help,-h,--version}) set __assume_run = assume; if ($__assume_run[1] == sh) eval __assume_change; unset __assume_words __assume_first; $__assume_run:q \!*'

# All or nothing: a whole text that ends with status 0, or no change.
alias __assume_change 'set __assume_text = 130; set __assume_text = ("`__assume_ask`"); set __assume_status = $__assume_text[$#__assume_text]:q; if (x$__assume_status:q == x0) eval __assume_apply; if (x$__assume_status:q \!~ x{[0-9],[0-9][0-9],[0-9][0-9][0-9]}) set __assume_status = 1; set __assume_run = (sh -c "exit $__assume_status" sh); unset __assume_text __assume_status'

# What the program says, a line a word, and then its status, which tcsh would not tell without `set anyerror`. Between the
# backquotes above, the words of the user would be evaluated a second time.
alias __assume_ask '\sh -c '\''assume --eval=tcsh/1 -- "$@"; printf "\n$?\n"'\'' sh $__assume_words:q'

# A trace would show secrets.
alias __assume_apply 'set __assume_traced = ($?echo $?verbose); unset echo verbose; set __assume_text[$#__assume_text] = ""; eval $__assume_text:q; set __assume_status = $status; if ($__assume_traced[2]) set verbose; if ($__assume_traced[1]) set echo; unset __assume_traced'

# TAB, for names that need no quoting: tcsh would split or evaluate the others. An old csh, which reads ~/.cshrc too, has none.
alias __assume_tab '\sh -c '\''assume --complete=tcsh/1 -- "$@" 2>/dev/null </dev/null | cut -f1 | grep -x "[A-Za-z0-9_.@+=:,/-]*"'\'' sh \!*'
if ($?tcsh) complete assume 'n@{use,exec,export,login,plan}@`__assume_tab use ""`@' 'p@1@`__assume_tab ""`@'
# <<< assume <<<

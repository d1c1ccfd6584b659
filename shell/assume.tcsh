
# >>> assume >>>
# assume for tcsh 6.20 and newer, protocol 1: puts AWS role credentials into this shell.
# Printed by `assume init tcsh`. Loading it starts no process; it leaves aliases and one variable behind.
# An alias is all the functions that tcsh has: what is done before the last command of it stands in a variable.

set __assume_function = '\
  set __assume_run = assume __assume_first = ($__assume_words:q use)\
  # These only print or run something: the terminal and the status are theirs.\
  if (x$__assume_first[1]:q \!~ x{init,list,plan,exec,export,login,cache,demo,--help,-h,--version}) then\
    # All or nothing: a whole text that ends with status 0, or no change. Traces would show secrets.\
    set __assume_text = ("`__assume_ask`") __assume_traced = ($?echo $?verbose)\
    set __assume_status = $__assume_text[$#__assume_text]:q\
    if (x$__assume_status:q == x0) then\
      unset echo verbose\
      set __assume_text[$#__assume_text] = ""\
      eval $__assume_text:q\
      set __assume_status = $status\
      if ($__assume_traced[2]) set verbose\
      if ($__assume_traced[1]) set echo\
    else if (x$__assume_status:q \!~ x{[0-9],[0-9][0-9],[0-9][0-9][0-9]}) then\
      set __assume_status = 1\
    endif\
    set __assume_run = (sh -c "exit $__assume_status" sh)\
    unset __assume_text __assume_traced __assume_status\
  endif\
  unset __assume_words __assume_first'

# What the program says, a line a word, and then its status, which tcsh would not tell without `set anyerror`. It is an alias
# since between backquotes words would be evaluated a second time.
alias __assume_ask 'sh -c '\''assume --eval=tcsh/1 -- "$@"; printf "\n$?\n"'\'' sh $__assume_words:q'

# The last command has what was typed as it was typed, redirections too; pipes and && belong to it.
alias assume 'set __assume_words = (\!*); eval $__assume_function:q; $__assume_run:q \!*'
# <<< assume <<<

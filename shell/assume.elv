
# >>> assume >>>
# assume 0.1.0 for elvish 0.19 and newer, protocol 1: puts AWS role credentials into this shell.
# Printed by `assume init elvish`. Loading it starts no process; it leaves two functions and one completer behind.

# AWS role credentials for this shell. The prefix `builtin:` passes by the user's own functions.
fn assume {|@words|
  use builtin
  if (builtin:not (builtin:has-external assume)) {
    builtin:fail 'assume: the program "assume" is not on the PATH'
  }
  # These only print or run something: the terminal and the status are theirs.
  if (builtin:has-value [init list plan exec export login cache doctor demo --help -h --version] [$@words ''][0]) {
    e:assume $@words
    return
  }
  # All or nothing: a program that fails throws here, and what it says is evaluated where nothing but builtins is known.
  var text = (e:assume --eval=elvish/1 -- $@words | builtin:slurp)
  builtin:eval $text &ns=(builtin:ns [&])
}

# The profile and the minutes left, for a prompt: set edit:rprompt = { assume_prompt }
fn assume_prompt {
  use builtin
  use re
  var name = (re:replace '\p{Cc}' '' $E:ASSUME_PROFILE)
  if (or (builtin:eq $name '') (builtin:not (re:match '^[0-9]+$' $E:ASSUME_EXPIRES))) {
    builtin:print $name
    return
  }
  # elvish has no clock: Linux tells when it was started and how long ago that is, other systems are asked.
  var now = (
    try {
      var started = (re:find '(?m)^btime ([0-9]+)' (builtin:slurp < /proc/stat))[groups][1][text]
      builtin:+ $started (re:find '^[0-9]+' (builtin:slurp < /proc/uptime))[text]
    } catch {
      e:date +%s
    }
  )
  var left = (builtin:- $E:ASSUME_EXPIRES $now)
  var text = $name' expired'
  if (builtin:> $left 0) {
    set text = $name' '(builtin:/ (builtin:- $left (builtin:% $left 60)) 60)m
  }
  if (or (builtin:>= $left 600) (builtin:not-eq $E:NO_COLOR '') (builtin:eq $E:TERM dumb)) {
    builtin:print $text
  } else {
    builtin:print "\e[31m"$text"\e[39m"
  }
}

# What may stand at the cursor, by the program; nothing of it is evaluated.
fn __assume_complete {|@words|
  use builtin
  use str
  e:assume --complete=elvish/1 -- (builtin:all $words[1..]) 2>&- | builtin:from-lines | builtin:each {|line|
    var value description = (builtin:take 2 [(str:split "\t" $line) ''])
    builtin:put [$value $value' '$description]
  }
}

# Where there is no editor, as in a script, there is nothing to complete, and this does not compile. `add-var` makes the
# functions visible also where this text was evaluated.
try {
  use builtin
  builtin:eval &ns=(builtin:ns [&assume=$assume~ &prompt=$assume_prompt~ &complete=$__assume_complete~]) '
    edit:add-var assume~ $assume
    edit:add-var assume_prompt~ $prompt
    set edit:completion:arg-completer[assume] = {|@words|
      $complete $@words | each {|pair|
        if (eq $pair[0] "") {
          edit:complete-filename $@words # what follows is a command of its own, or a path
        } else {
          edit:complex-candidate $pair[0] &display=$pair[1]
        }
      }
    }
  '
} catch { }
# <<< assume <<<


# >>> assume >>>
# region generated: version
# assume 0.1.0 for elvish 0.19 and newer, protocol 1
# endregion
# Switches AWS profiles in this shell. Printed by `assume init elvish`. Loading it starts no process; it defines two functions
# and one completer.

# The profile that the last `assume off` has left.
var __assume_last = ''

# Does without the program what `assume off` can do so: clears, and names what only the program could restore.
fn __assume_clear {|is-quiet|
  use builtin
  use re
  use str
  # region generated: managed variables
  var managed = [
    AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_REGION
    AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_ROLE ASSUME_COLOR ASSUME_EXPIRES
    ASSUME_PREVIOUS ASSUME_RESTORE ASSUME_WITHHELD AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN
    AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_VAULT AWS_SSO_PROFILE
  ]
  # endregion
  var lost = [(builtin:each {|name| if (re:match '[{,]"'$name'":' $E:ASSUME_RESTORE) { builtin:put $name } } $managed)]
  if (and (builtin:eq $lost []) (builtin:not-eq $E:ASSUME_RESTORE '{}')) {
    set lost = ['the earlier AWS_* variables']
  }
  builtin:each {|pair|
    var name value = (builtin:take 2 [(str:split &max=2 = $pair) ''])
    if (and (re:match '^AWS_' $name) (builtin:has-env $name) (builtin:eq $value (builtin:get-env $name))) {
      builtin:unset-env $name
    }
  } [(str:split '|' $E:ASSUME_ENDPOINTS)]
  builtin:each $builtin:unset-env~ [$@managed ASSUME_ENDPOINTS]
  if (builtin:not-eq $lost []) {
    builtin:echo 'assume: The program "assume" is not on the PATH. Credentials cleared, but '^
(str:join ', ' $lost)' could not be restored.' >&2
  } elif (builtin:not $is-quiet) {
    builtin:echo 'assume: The program "assume" is not on the PATH. Credentials cleared; environment restored.' >&2
  }
}

# Switches AWS profiles in this shell. The prefix `builtin:` bypasses the user's own functions.
fn assume {|@words|
  use builtin
  use re
  var leaving = $E:ASSUME_PROFILE
  if (builtin:not (builtin:has-external assume)) {
    if (builtin:not (and (builtin:not-eq $leaving '') (or (builtin:eq $words [off]) (builtin:eq $words [off --quiet])))) {
      builtin:fail 'assume: The program "assume" is not on the PATH.'
    }
    __assume_clear (builtin:eq $words [off --quiet])
    set __assume_last = $leaving
    return
  }
  # These commands only print or run something: they get the terminal, and their exit status is the result.
  # region generated: passthrough commands
  var passthrough = [
    cache demo doctor exec export help init list login plan status version whoami --help -h --version
  ]
  # endregion
  if (builtin:has-value $passthrough [$@words ''][0]) {
    e:assume $@words
    return
  }
  # After `assume off`, `-` is the profile from before it.
  if (and (builtin:eq $E:ASSUME_PREVIOUS '') (builtin:not (builtin:has-value ['' $leaving] $__assume_last)) ^
      (builtin:not (re:match '^-' $__assume_last))) {
    if (builtin:eq [$@words ''][0] -) {
      set words = [use $__assume_last (builtin:all $words[1..])]
    } elif (builtin:eq [(builtin:take 2 $words)] [use -]) {
      set words = [use $__assume_last (builtin:all $words[2..])]
    }
  }
  # All or nothing: if the program fails, this throws. The snippet is evaluated in a namespace with nothing but builtins.
  var text = (e:assume --eval=elvish/1 -- $@words | builtin:slurp)
  # Only `assume off` has nothing to change.
  var wanted = (if (builtin:eq [$@words ''][0] off) { builtin:put '^($|' } else { builtin:put '^(' })
  if (builtin:not (re:match $wanted'(set-env|unset-env|\(external) )' $text)) {
    builtin:fail 'assume: The program "assume" on the PATH is not this one, so nothing was changed.'
  }
  builtin:eval $text &ns=(builtin:ns [&])
  if (and (builtin:eq [$@words ''][0] off) (builtin:not-eq $leaving '')) {
    set __assume_last = $leaving
  }
}

# Prints the profile and the minutes left, for a prompt: set edit:rprompt = { assume_prompt }
fn assume_prompt {
  use builtin
  use re
  use str
  var name = (re:replace '\p{Cc}' '' $E:ASSUME_PROFILE)
  # What shows nothing, or turns the direction of the rest, is replaced by its code, as the program does.
  # region generated: invisible characters
  var invisible = '[\x{ad}-\x{ad}\x{34f}-\x{34f}\x{61c}-\x{61c}\x{115f}-\x{1160}\x{17b4}-\x{17b5}'
  set invisible = $invisible'\x{180e}-\x{180e}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}'
  set invisible = $invisible'\x{3164}-\x{3164}\x{feff}-\x{feff}\x{ffa0}-\x{ffa0}\x{fff0}-\x{fffb}'
  set invisible = $invisible'\x{1bca0}-\x{1bca3}\x{1d173}-\x{1d17a}\x{e0000}-\x{e007f}]'
  # endregion
  set name = (re:replace $invisible {|found| builtin:put '\u{'(re:replace '^0x' '' (str:to-codepoints $found))'}' } $name)
  var plain = (or (builtin:not-eq $E:NO_COLOR '') (builtin:eq $E:TERM dumb))
  # Black or bright white letters on the color, as SGR codes. Without colors, `!` marks production.
  var colors = [&red='97;41' &yellow='30;43' &green='30;42' &blue='97;44' &magenta='97;45' &cyan='30;46']
  if (builtin:eq $name '') {
    return
  } elif (and $plain (builtin:eq $E:ASSUME_COLOR red)) {
    set name = '! '$name
  } elif (and (builtin:not $plain) (builtin:has-key $colors $E:ASSUME_COLOR)) {
    set name = "\e["$colors[$E:ASSUME_COLOR]"m"$name"\e[39;49m"
  }
  if (builtin:not (re:match '^[0-9]+$' $E:ASSUME_EXPIRES)) {
    builtin:print $name
    return
  }
  # elvish has no clock. Linux has its boot time and its uptime in files; elsewhere, this runs `date`.
  var now = (
    try {
      var started = (re:find '(?m)^btime ([0-9]+)' (builtin:slurp < /proc/stat))[groups][1][text]
      builtin:+ $started (re:find '^[0-9]+' (builtin:slurp < /proc/uptime))[text]
    } catch {
      e:date +%s
    }
  )
  var left = (builtin:- $E:ASSUME_EXPIRES $now)
  var text = expired
  if (builtin:> $left 0) {
    set text = (builtin:/ (builtin:- $left (builtin:% $left 60)) 60)m
  }
  if (builtin:not (or $plain (builtin:>= $left 600))) {
    set text = "\e[30;43m"$text"\e[39;49m"
  }
  builtin:print $name' '$text
}

# Puts the program's candidates for the word at the cursor; nothing in them is evaluated.
fn __assume_complete {|@words|
  use builtin
  use str
  e:assume --complete=elvish/1 -- (builtin:all $words[1..]) 2>&- | builtin:from-lines | builtin:each {|line|
    var value description = (builtin:take 2 [(str:split "\t" $line) ''])
    builtin:put [$value $value' '$description]
  }
}

# Without an editor, as in a script, there is nothing to complete and this does not compile, hence `try`. `add-var` makes the
# functions visible even if this script was loaded by `eval`.
try {
  use builtin
  builtin:eval &ns=(builtin:ns [&assume=$assume~ &prompt=$assume_prompt~ &complete=$__assume_complete~]) '
    edit:add-var assume~ $assume
    edit:add-var assume_prompt~ $prompt
    set edit:completion:arg-completer[assume] = {|@words|
      $complete $@words | each {|pair|
        if (eq $pair[0] "") {
          edit:complete-filename $@words # a command or a path
        } else {
          edit:complex-candidate $pair[0] &display=$pair[1]
        }
      }
    }
  '
} catch { }
# <<< assume <<<


# >>> assume >>>
# assume 0.1.0 for nushell 0.108 and newer, protocol 1: puts AWS role credentials into this shell.
# Printed by `assume init nushell`. Loading it starts no process; it leaves two commands and a module behind.

# A module may stand in a file twice, where a command may not.
module __assume {
  # AWS role credentials for this shell
  export def --env --wrapped assume [
    ...words: string@candidates # a profile, or a command: `assume --help` tells more
  ]: any -> any {
    # As strings words stay as they are typed; 012345 would be a number otherwise.
    if (which --all assume | where type == external | is-empty) {
      error make --unspanned { msg: 'assume: the program "assume" is not on the PATH' }
    } else if ($words | get 0? | default '') in [init list plan exec export login cache doctor demo --help -h --version] {
      # These only print or run something: the terminal and the status are theirs.
      ^assume ...$words
    } else {
      # All or nothing: a program that fails ends this command here, with its status. In a pipeline it would not.
      let text = ^assume --eval=nushell/1 -- ...$words
      match ($text | lines | each {|line| $line | from json }) {
        [[$program ..$others]] => { ^$program ...$others }
        # What is null reaches no program. `hide-env` would bring back what nushell 0.108 has inherited.
        $changes => { load-env ($changes | reduce --fold {} {|change, all| $all | merge $change }) }
      }
    }
  }

  # The profile and the minutes left, for a prompt: $env.PROMPT_COMMAND_RIGHT = {|| assume_prompt }
  export def assume_prompt []: nothing -> string {
    let name = $env.ASSUME_PROFILE? | default '' | str replace --all --regex '\p{Cc}' ''
    let expires = $env.ASSUME_EXPIRES? | default ''
    if $name == '' or $expires !~ '^[0-9]+$' { return $name }
    let left = ($expires | into int) - (date now | format date '%s' | into int)
    let text = if $left > 0 { $'($name) ($left // 60)m' } else { $'($name) expired' }
    let plain = $left >= 600 or ($env.NO_COLOR? | default '') != '' or $env.TERM? == dumb
    if $plain { $text } else { $"\e[31m($text)\e[39m" }
  }

  # A word without its quotes.
  def unquote []: string -> string {
    let word = $in
    match ($word | str substring 0..0) {
      '"' => { try { $word | from json } catch { $word } }
      "'" => { $word | str trim --char "'" }
      '`' => { $word | str trim --char '`' }
      _ => $word
    }
  }

  # A word as it is typed.
  def quote []: string -> string {
    let word = $in
    if $word =~ '^(?!(true|false|null)$)(--)?[\p{L}\d][\p{L}\d_.:@%+=,/-]*$' { $word } else { $word | to nuon }
  }

  # What may stand at the cursor, by the program; nothing of it is evaluated. nushell does not ask within open quotes.
  def candidates [line: string] {
    let typed = $line | parse --regex r#'((?:"(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|\S)+)'# | get capture0
    let typed = if ($line | str ends-with ($typed | last)) { $typed } else { $typed | append '' }
    let words = $typed | skip 1 | each { unquote }
    let listed = try { ^assume --complete=nushell/1 -- ...$words | complete | get stdout } catch { '' }
    # No value: what follows is a command's own, or a path. nushell completes paths for null.
    if ($listed | str starts-with "\t") { return null }
    {
      # The beginning of a word is compared here, since a candidate may begin with a quote.
      options: { sort: false, completion_algorithm: substring }
      completions: (
        $listed | lines | split column "\t" value description | where value starts-with ($words | last)
        | each {|one| { value: ($one.value | quote), description: ($one.description? | default '') } }
      )
    }
  }
}
use __assume *
# <<< assume <<<

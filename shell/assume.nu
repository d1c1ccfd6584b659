
# >>> assume >>>
# region generated: version
# assume 0.1.0 for nushell 0.108 and newer, protocol 1
# endregion
# Switches AWS profiles in this shell. Printed by `assume init nushell`. Loading it starts no process; it defines two commands
# and a module.

# In a module, because a file can define a module twice, but not a command.
module __assume {
  # region generated: passthrough commands
  const passthrough = [
    cache demo doctor exec export help init list login plan status version whoami --help -h --version
  ]
  # endregion

  # region generated: managed variables
  const managed = [
    AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_REGION
    AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_ROLE ASSUME_COLOR ASSUME_EXPIRES
    ASSUME_PREVIOUS ASSUME_RESTORE ASSUME_WITHHELD AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN
    AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_VAULT AWS_SSO_PROFILE
  ]
  # endregion

  # Does without the program what `assume off` can do so: clears, and names what only the program could restore.
  def --env clear [is_quiet: bool]: nothing -> nothing {
    let restore = $env.ASSUME_RESTORE? | default ''
    let lost = $managed | where {|name| $restore =~ $'[{,]"($name)":' } | str join ', '
    let lost = if $lost == '' and $restore != '{}' { 'the earlier AWS_* variables' } else { $lost }
    let own = $env.ASSUME_ENDPOINTS? | default '' | split row '|' | parse '{name}={value}'
      | where {|pair| $pair.name starts-with 'AWS_' and ($env | get --optional $pair.name) == $pair.value } | get name
    load-env ($managed ++ $own ++ [ASSUME_ENDPOINTS] | reduce --fold {} {|name, all| $all | upsert $name null })
    let result = if $lost == '' { '; environment restored' } else { $', but ($lost) could not be restored' }
    if $is_quiet and $lost == '' { return }
    print --stderr $'assume: The program "assume" is not on the PATH. Credentials cleared($result).'
  }

  # Switch AWS profiles in this shell
  export def --env --wrapped assume [
    ...words: string@candidates # a profile or a command; see `assume --help`
  ]: any -> any {
    # The type keeps words as they were typed: without it, 012345 would become a number.
    if (which --all assume | where type == external | is-empty) {
      let leaving = $env.ASSUME_PROFILE? | default ''
      if $leaving == '' or $words not-in [[off] [off '--quiet']] {
        error make --unspanned { msg: 'assume: The program "assume" is not on the PATH.' }
      }
      clear ($words == [off '--quiet'])
      $env.__assume_last = [$leaving]
    } else if ($words | get 0? | default '') in $passthrough {
      # These commands only print or run something: they get the terminal, and their exit status is the result.
      ^assume ...$words
    } else {
      let leaving = $env.ASSUME_PROFILE? | default ''
      # After `assume off`, `-` is the profile from before it. A list, because programs neither see nor set one.
      let last = match $env.__assume_last? {
        [$name] if ($env.ASSUME_PREVIOUS? | default '') == '' and $name not-in ['', $leaving] and $name !~ '^-' => [use $name]
        _ => []
      }
      let words = if $last != [] and ($words | get 0?) == '-' {
        $last | append ($words | skip 1)
      } else if $last != [] and ($words | first 2) == [use '-'] {
        $last | append ($words | skip 2)
      } else {
        $words
      }
      # All or nothing: if the program fails, this command ends here with its exit status. In a pipeline it would go on.
      let text = ^assume --eval=nushell/1 -- ...$words
      # Only `assume off` has nothing to change.
      let is_ours = $text =~ '^(\{"|\["assume")' or ($text | is-empty) and ($words | get 0?) == off
      let answer = try { $text | lines | each {|line| $line | from json } } catch { null }
      if not $is_ours or $answer == null {
        error make --unspanned { msg: 'assume: The program "assume" on the PATH is not this one, so nothing was changed.' }
      }
      if ($words | get 0?) == off and $leaving != '' { $env.__assume_last = [$leaving] }
      match $answer {
        [[$program ..$others]] => { ^$program ...$others }
        # Programs don't see a variable that is null. In nushell 0.108, `hide-env` would restore the inherited value.
        $changes => { load-env ($changes | reduce --fold {} {|change, all| $all | merge $change }) }
      }
    }
  }

  # Print the profile and the minutes left, for a prompt: $env.PROMPT_COMMAND_RIGHT = {|| assume_prompt }
  export def assume_prompt []: nothing -> string {
    let raw = $env.ASSUME_PROFILE? | default '' | str replace --all --regex '\p{Cc}' ''
    # What shows nothing, or turns the direction of the rest, is replaced by its code, as the program does.
    # region generated: invisible characters
    const invisible = [
      0xad..0xad 0x34f..0x34f 0x61c..0x61c 0x115f..0x1160 0x17b4..0x17b5 0x180e..0x180e 0x200b..0x200f
      0x2028..0x202e 0x2060..0x206f 0x3164..0x3164 0xfeff..0xfeff 0xffa0..0xffa0 0xfff0..0xfffb 0x1bca0..0x1bca3
      0x1d173..0x1d17a 0xe0000..0xe007f
    ]
    # endregion
    let name = if $raw =~ '^[\x00-\x7f]*$' { $raw } else {
      $invisible | each {|range| $range | each {|code| $code } } | flatten | reduce --fold $raw {|code, text|
        $text | str replace --all (char --integer $code) $'\u{($code | format number | get lowerhex | str substring 2..)}'
      }
    }
    let expires = $env.ASSUME_EXPIRES? | default ''
    let plain = ($env.NO_COLOR? | default '') != '' or $env.TERM? == dumb
    # Black or bright white letters on the color, as SGR codes. Without colors, `!` marks production.
    let sgr = match ($env.ASSUME_COLOR? | default '') {
      _ if $name == '' => ''
      red if $plain => '!'
      _ if $plain => ''
      red => '97;41'
      yellow => '30;43'
      green => '30;42'
      blue => '97;44'
      magenta => '97;45'
      cyan => '30;46'
      _ => ''
    }
    let shown = match $sgr {
      '' => $name
      '!' => $'! ($name)'
      _ => $"\e[($sgr)m($name)\e[39;49m"
    }
    if $name == '' or $expires !~ '^[0-9]+$' { return $shown }
    let left = ($expires | into int) - (date now | format date '%s' | into int)
    let time = if $left > 0 { $'($left // 60)m' } else { 'expired' }
    if $plain or $left >= 600 { $'($shown) ($time)' } else { $"($shown) \e[30;43m($time)\e[39;49m" }
  }

  # A word without quotes.
  def unquote []: string -> string {
    let word = $in
    match ($word | str substring 0..0) {
      '"' => { try { $word | from json } catch { $word } }
      "'" => { $word | str trim --char "'" }
      '`' => { $word | str trim --char '`' }
      _ => $word
    }
  }

  # A word, quoted for the command line.
  def quote []: string -> string {
    let word = $in
    if $word =~ '^(?!(true|false|null)$)(--)?[\p{L}\d][\p{L}\d_.:@%+=,/-]*$' { $word } else { $word | to nuon }
  }

  # The program's candidates for the word at the cursor; nothing in them is evaluated. nushell doesn't call this in open quotes.
  def candidates [line: string] {
    let typed = $line | parse --regex r#'((?:"(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|\S)+)'# | get capture0
    let typed = if ($line | str ends-with ($typed | last)) { $typed } else { $typed | append '' }
    let words = $typed | skip 1 | each { unquote }
    let listed = try { ^assume --complete=nushell/1 -- ...$words | complete | get stdout } catch { '' }
    # An empty value stands for a command or a path. For null, nushell completes paths.
    if ($listed | str starts-with "\t") { return null }
    {
      # Prefixes are compared here, because a candidate may begin with a quote.
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

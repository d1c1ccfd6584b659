
# >>> assume >>>
# region generated: version
# assume 0.1.0 for fish 3.6 to 4.x, protocol 1
# endregion
# Switches AWS profiles in this shell. Printed by `assume init fish`. Loading it starts no process; it defines functions and one
# completion.

# No variable of ours comes from the environment.
begin
    set -l name
    for name in (set --names --export | string match '__assume_*')
        set -e $name
    end
end

function assume --description 'Switch AWS profiles in this shell'
    # A trace would show the credentials.
    set -l fish_trace
    set -l leaving $ASSUME_PROFILE
    # After `assume off`, `-` is the profile from before it.
    if set -q __assume_last; and test -z "$ASSUME_PREVIOUS"; and string match -qr '^(use )?-( |$)' -- "$argv"
        if test "$__assume_last" != "$leaving"; and not string match -q -- '-*' $__assume_last
            test "$argv[1]" = -; or set -e argv[1]
            set argv use $__assume_last $argv[2..]
        end
    end

    # All or nothing: a fresh session file, or a complete snippet and status 0, or no change.
    if not __assume_session $argv
        # These commands only print or run something: they get the terminal, and their exit status is the result.
        # region generated: passthrough commands
        set -l __assume_passthrough cache demo doctor exec export help init list login plan status version whoami \
            --help -h --version
        # endregion
        if builtin contains -- "$argv[1]" $__assume_passthrough
            __assume_found; and command assume $argv
            return
        end

        __assume_ask $argv; or return
        test "$argv[1]" = off; and set -q leaving[1]; and set -gu __assume_last $leaving
        set -q ASSUME_PROFILE; or return 0
    else if functions -q __assume_note
        __assume_note $argv
    end

    # Only globals were erased. A universal variable belongs to the user, and an exported one is visible again now.
    # region generated: removed variables
    set -l __assume_removed AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION \
        AWS_CREDENTIAL_SCOPE AWS_VAULT AWS_SSO_PROFILE
    # endregion
    set -a __assume_removed __assume_none # never set, and `set -q` counts what isn't
    set -qUx $__assume_removed
    test "$__assume_removed[$status]" = __assume_none; and return 0
    for name in $__assume_removed
        if set -qUx $name
            builtin echo "assume: The universal variable $name is still set. To remove it: set -e -U $name" >&2
        end
    end
    return 0
end

function __assume_found
    command -sq assume; and return
    builtin echo 'assume: The program "assume" is not on the PATH.' >&2
    return 127
end

# Applies the change that the program prints. It is data; nothing in it is evaluated, so `fish --profile` shows no value.
function __assume_ask
    set -l fish_trace
    # The program can't see unexported variables, and sees lists as one string. So they are kept here for `assume off`, except
    # secrets.
    set -l secrets
    set -q ASSUME_RESTORE; or for name in (__assume_names)
        set -e -g __assume_kept_$name
        set -e -l $name # a copy of a local of the caller, or of `NAME=value assume`
        set -qg $name; or continue
        set -qgx $name; and test (builtin count $$name) -eq 1; and continue
        if string match -qr 'SECRET|TOKEN' -- $name
            set -qgx $name; or set -a secrets $name
        else
            set -g __assume_kept_$name $$name
        end
    end

    # Those that say where requests go are the program's only where the user hasn't exported one.
    # region generated: destination variables
    set -l __assume_fixed AWS_ENDPOINT_URL AWS_IGNORE_CONFIGURED_ENDPOINT_URLS AWS_USE_FIPS_ENDPOINT \
        AWS_USE_DUALSTACK_ENDPOINT AWS_CA_BUNDLE AWS_ACCOUNT_ID_ENDPOINT_MODE \
        AWS_STS_REGIONAL_ENDPOINTS
    # endregion
    set -l covered
    for name in $__assume_fixed (set -gn | string match 'AWS_ENDPOINT_URL_*')
        set -qg $name; or continue
        set -qgx $name; and test (builtin count $$name) -eq 1; and continue
        set -g __assume_covered_$name $$name
        set -a covered $name
    end

    set -l text
    set -l ended 127
    if __assume_found
        set text (command assume --eval=fish/1 -- $argv | string collect)
        set ended $pipestatus[1] # $status is that of `string collect`, which fails for empty text
    end
    if builtin contains $ended 126 127
        __assume_clear $argv; and set ended 0
    else if test $ended -ne 0
    else if string match -q "command 'assume' *" -- $text
        # Chosen in the picker's menu, or newer than this script: what it prints is not for the shell. Its words are in quotes,
        # and none is a secret.
        eval $text
        set ended $status
    else if test -z "$text"; and test "$argv[1]" != off; or not __assume_change "$text" # only `off` has nothing to change
        builtin echo 'assume: The program "assume" on the PATH is not this one, so nothing was changed.' >&2
        set ended 1
    else
        functions -q __assume_note; and __assume_note $argv
    end

    for name in $covered
        set -l kept __assume_covered_$name
        string match -q "*|$name=*" -- "|$ASSUME_ENDPOINTS"; and set -g __assume_kept_$name $$kept
        set -e -g $kept
    end
    if set -q ASSUME_RESTORE
        for name in $secrets
            builtin echo "assume: $name was not exported. Secrets are not kept, so assume off will not restore it." >&2
        end
        return $ended
    end
    set -l names (__assume_names)
    for kept in (set -gn | string match '__assume_kept_*')
        set -l name (string replace __assume_kept_ '' -- $kept)
        # The user may have set one that was covered since then.
        builtin contains -- $name $names; or not set -qg $name; and set -g $name $$kept
        set -e -g $kept
    end
    return $ended
end

# Makes the change that a text describes, of which each line is `set -gx NAME 'VALUE'` or `set -e -g NAME; or true`. Status 1
# if there is anything else, and then nothing has changed.
function __assume_change --argument-names text
    set -l fish_trace
    set -l ours 'A(?:WS|SSUME|WSUME)_[A-Z0-9_]+'
    set -l line "(?:set -gx (?<names>$ours) '(?<values>(?:[^'\\\\]++|\\\\.)*+)'|set -e -g (?<gone>$ours); or true)\n"
    set -l names
    set -l values
    set -l gone
    test -n "$text"; or return 0
    string match -qr "(?s)\A(?:$line)++\z" -- $text\n; and string match -qra "(?s)\G$line" -- $text\n; or return
    for name in $names
        set -l value $values[1]
        if test -z "$name"
            set -e -g $gone[1]
        else
            if string match -qr '\\\\' -- $value
                # A command substitution would split it at line ends.
                string replace -ra '\\\\(.)' '$1' -- $value | read -z value
                string match -qr '(?s)\A(?<value>.*)\n\z' -- $value
            end
            set -gx $name $value
        end
        set -e values[1]
        set -e gone[1]
    end
    return 0
end

# If the program is gone, as when nvm has switched to another Node, and these are the words of `assume off`: clears what the
# program would have, and names what only the program could restore. Status 1 otherwise.
function __assume_clear
    builtin contains -- "$argv" off 'off --quiet'; or return
    set -q ASSUME_PROFILE; or set -q ASSUME_RESTORE; or return
    set -l lost
    set -l names (__assume_names)
    for name in $names
        string match -qr "[{,]\"$name\":" -- "$ASSUME_RESTORE"; and set -a lost $name
    end
    set -q lost[1]; or test "$ASSUME_RESTORE" = '{}'; or set lost 'the earlier AWS_* variables'
    set -l others
    set -l ours
    __assume_ours
    set -e -g $names ASSUME_ENDPOINTS $ours
    if set -q lost[1]
        builtin echo "assume: Credentials cleared, but $(string join ', ' -- $lost) could not be restored." >&2
    else if not builtin contains -- --quiet $argv
        builtin echo 'assume: Credentials cleared; environment restored.' >&2
    end
end

function __assume_names
    # region generated: managed variables
    string split ' ' 'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION' \
        'AWS_REGION AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_ROLE' \
        'ASSUME_COLOR ASSUME_EXPIRES ASSUME_PREVIOUS ASSUME_RESTORE ASSUME_WITHHELD AWS_PROFILE' \
        'AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE' \
        'AWS_VAULT AWS_SSO_PROFILE'
    # endregion
end

# Applies the session file of a profile, without starting a process, if all that it was made from is still in force. The file
# is data; nothing in it is evaluated. Status 1 means that this fast path does not apply. Its parts share these variables;
# without them, `string match` would write what it captures to global variables with these names.
function __assume_session \
    --argument-names profile quiet text folder file until since life ages generation files place names values removed ours
    set -l fish_trace
    test "$quiet" = --quiet; and set -e argv[2]
    __assume_read $argv; and __assume_verify; and __assume_apply
end

# Reads the session file, if it and its folder belong to the user. fish can't read modes: the program sets the sticky bit of
# the folder, which `chmod 777` clears. (`-k` of fish 3.6 does not follow a link without the slash.)
function __assume_read --no-scope-shadowing
    set folder $XDG_CACHE_HOME
    test -n "$folder"; or set folder $HOME/.cache
    set -q XDG_RUNTIME_DIR; and string match -q '/*' -- "$XDG_RUNTIME_DIR"; and test -O "$XDG_RUNTIME_DIR/assume/sessions"
    and set folder $XDG_RUNTIME_DIR
    set folder "$folder/assume/sessions"
    set file "$folder/$profile"
    string match -qr '^(?!-|(?:\.+|use|off)\t)[a-zA-Z0-9_.@+=:-]+\t/' -- "$argv"\t"$folder"
    and test -k "$folder/" -a -O "$folder" -a -f "$file" -a -r "$file" -a -O "$file"; or return
    read -z text <$file
    # An incomplete file, or one with any other name, doesn't match, so nothing of it is used.
    string match -qr '(?x) \A assume \t 3 \t (?<until>[1-9]\d{9}) \t (?<since>[1-9]\d{9}) \t (?<life>\d{1,6})
        \t (?<generation>[0-9a-f]+) \t (?<files>(?:config|credentials|config\+credentials)(?:\+token)?(?:\+settings)?)
        \t (?<place>/[^\t\n]*) \n
        (?= (?:.+\n)*? ASSUME_PROFILE \t \Q'$profile'\E \n)  (?= (?:.+\n)*? ASSUME_EXPIRES \t \k<until> \n)
        (?: (?!ASSUME_(?:PREVIOUS|RESTORE)\t) A(?:WS|SSUME|WSUME)_[A-Z0-9_]+ \t [^\t\n]*+ \n)++
        unset (?<removed> (?: \t A(?:WS|SSUME|WSUME)_[A-Z0-9_]+)++) \n end \n \z' -- "$text"
    and string match -qra '\n(?<names>A[A-Z0-9_]+)\t(?<values>.*)' -- "$text"
    and string match -qra '\t(?<removed>[A-Z0-9_]+)' -- $removed
end

# Checks that all that the session was made from is still in force: the user's variables, the time, and the files.
function __assume_verify --no-scope-shadowing
    # `set -q` counts the variables that aren't set; the last one never is.
    # region generated: variables that rule out session files
    set -l others AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_LOGIN_CACHE_DIRECTORY \
        AWS_IGNORE_CONFIGURED_ENDPOINT_URLS AWS_USE_FIPS_ENDPOINT \
        AWS_USE_DUALSTACK_ENDPOINT ASSUME_DEBUG __assume_none
    # endregion
    if set -q ASSUME_ENDPOINTS; or builtin contains ASSUME_ENDPOINTS $names
        __assume_ours
        for name in $ours
            set -f $name # hidden, in this function
        end
    end
    set -q $others
    test "$others[$status]" = __assume_none; or return
    test "$place" = "$HOME $AWS_ENDPOINT_URL $AWS_ENDPOINT_URL_STS $AWS_ENDPOINT_URL_SSO \
$AWS_ENDPOINT_URL_SSO_OIDC $AWS_ENDPOINT_URL_SIGNIN"; or return
    # Either ASSUME_RESTORE holds the values from before the first assume, or there were none.
    if not set -q ASSUME_RESTORE
        set others ASSUME_PREVIOUS $names $removed __assume_none
        set -q $others
        test "$others[$status]" = __assume_none; or return
    end

    # When the file was made, and how long ago that is: fish has no other clock.
    set ages (builtin path mtime "$file"; builtin path mtime -R "$file")
    test "$ages[1]" -eq $since -a "$ages[2]" -ge 0 -a "$ages[2]" -lt $life -a $life -le 128700; or return

    set -l stamps "$folder/%$generation"
    set -l settings $HOME/.config
    set -q XDG_CONFIG_HOME; and string match -q '/*' -- "$XDG_CONFIG_HOME"; and set settings "$XDG_CONFIG_HOME"
    set -l config $HOME/.aws/config
    set -l credentials $HOME/.aws/credentials
    set settings $settings/assume/config
    test -O "$stamps"; or return
    switch $files
        case config+credentials # most users: the same tests as below, but at once, which is faster
            test "$config" -ef $stamps/config -a "$config" -nt $stamps/config.lo -a "$config" -ot $stamps/config.hi \
                -a -f $stamps/config.lo -a -r "$config" \
                -a "$credentials" -ef $stamps/credentials -a "$credentials" -nt $stamps/credentials.lo \
                -a "$credentials" -ot $stamps/credentials.hi -a -f $stamps/credentials.lo -a -r "$credentials" \
                -a ! -e "$settings" -a ! -L "$settings"
        case '*'
            __assume_same $files config "$config" $stamps; and __assume_same $files credentials "$credentials" $stamps
            and __assume_same $files token $stamps/token.at $stamps
            and __assume_same $files settings "$settings" $stamps
    end
end

# Finds what assume itself has set for an earlier profile's endpoints: `ours`. A variable with another value is the user's. In
# `others`, what the session sets for the endpoints of its own profile takes the place of `ours`.
function __assume_ours --no-scope-shadowing
    for pair in (string split '|' -- "$ASSUME_ENDPOINTS")
        set -l name (string split -m 1 = -- $pair)
        test -n "$(__assume_destinations $name[1])"; and test "$$name[1]" = "$name[2]"; and set -a ours $name[1]
    end
    set others (__assume_destinations $names) $others
    for name in $ours
        set others (string match -v -- $name $others)
    end
end

# Prints those of these names that say where AWS clients send requests, and that assume sets for a profile.
function __assume_destinations
    string match -r '(?x) ^AWS_(?: ENDPOINT_URL(?:_[A-Z0-9_]+)? | IGNORE_CONFIGURED_ENDPOINT_URLS | CA_BUNDLE
        | USE_(?:FIPS|DUALSTACK)_ENDPOINT | ACCOUNT_ID_ENDPOINT_MODE | STS_REGIONAL_ENDPOINTS )\z' -- $argv
end

# Whether a file is what it was when its stamps were made: at the same real path, and neither newer nor older. One that isn't
# among the files must still be missing.
function __assume_same --argument-names files name file stamps
    if string match -q "*$name*" -- "$files"
        test "$file" -ef $stamps/$name -a "$file" -nt $stamps/$name.lo -a "$file" -ot $stamps/$name.hi \
            -a -f $stamps/$name.lo -a -r "$file"
    else
        not test -e "$file" -o -L "$file"
    end
end

function __assume_apply --no-scope-shadowing
    if test "$ASSUME_PROFILE" != $profile
        set -q ASSUME_PROFILE; and set -gx ASSUME_PREVIOUS "$ASSUME_PROFILE"; or set -e -g ASSUME_PREVIOUS
    end
    set -q ASSUME_RESTORE; or set -gx ASSUME_RESTORE '{}'
    set -e -g ASSUME_ENDPOINTS $ours $removed
    # Most of them without a loop, which takes twice as long. (A `set` without a name would print variables.)
    if set -q names[8]
        set -gx $names[1] $values[1]
        set -gx $names[2] $values[2]
        set -gx $names[3] $values[3]
        set -gx $names[4] $values[4]
        set -gx $names[5] $values[5]
        set -gx $names[6] $values[6]
        set -gx $names[7] $values[7]
        set -gx $names[8] $values[8]
        set -e names[1..8] values[1..8]
    end
    for name in $names
        set -gx $name $values[1]
        set -e values[1]
    end
    # Appended to the history that the program keeps, if there is one.
    set text $HOME/.local/state
    set -q XDG_STATE_HOME; and string match -q '/*' -- "$XDG_STATE_HOME"; and set text "$XDG_STATE_HOME"
    set text $text/assume/history
    if test -f $text -a -O $text -a -w $text -a ! -L $text
        builtin echo (math $ages[1] + $ages[2])\t$profile 2>/dev/null >>$text
    end
    test -z "$quiet" -a -t 2; and __assume_announce $profile (math $until - $ages[1] - $ages[2])
    return 0
end

# Says what has changed: the same line as the program.
function __assume_announce --argument-names profile left
    set -l mark ok
    set -l locale $LC_ALL $LC_CTYPE $LANG
    string match -qir 'utf-?8' -- (string match -v '' $locale)[1]; and set mark \u2713
    set -l sgr (__assume_shade)
    switch "$sgr"
        case ''
        case !
            set profile "! $profile"
        case '*'
            set profile \e\["$sgr"m$profile\e\[39\;49m
    end
    set -l hours (math "floor($left / 3600)")h
    set -l minutes (math "floor($left % 3600 / 60)")m
    string join '  ' "$mark $profile" (string join -n ' @ ' -- "$ASSUME_ROLE" "$AWS_ACCOUNT_ID") $AWS_REGION \
        (__assume_route) "$(string match -v -r '^0' $hours $minutes | string join ' ') left" >&2
end

# Prints where requests go, without what may be secret in a URL. An endpoint for all services comes before those of some.
function __assume_route
    set -l routes (string split '|' -- "$ASSUME_ENDPOINTS" | string match -e AWS_ENDPOINT_URL)
    set -q routes[1]; or return
    set -l more (count $routes[2..])
    test $more -gt 0; and set more " and $more more"; or set more
    set -l text (string match -e -- 'AWS_ENDPOINT_URL=' $routes)
    set -q text[1]; and set more; or set text $routes
    string match -qr '^AWS_ENDPOINT_URL_?(?<service>[^=]*)=(?:.*?://)?(?:[^/?#]*@)?(?<host>[^/?#]*)' -- $text[1]
    builtin echo (string lower -- $service)" at $host$more" | string trim -l
end

# Prints the colors of the profile, as SGR codes: black or bright white letters on the color. Without colors, prints `!` for
# production.
function __assume_shade
    if test -n "$NO_COLOR" -o "$TERM" = dumb
        test "$ASSUME_COLOR" = red; and echo !
        return
    end
    switch "$ASSUME_COLOR"
        case red
            echo '97;41'
        case yellow
            echo '30;43'
        case green
            echo '30;42'
        case blue
            echo '97;44'
        case magenta
            echo '97;45'
        case cyan
            echo '30;46'
    end
end

# Prints the seconds left; nothing, and status 1, if they are unknown.
function __assume_left
    builtin -q path; and string match -qr '^[0-9]{1,11}\z' -- "$ASSUME_EXPIRES"
    and math $ASSUME_EXPIRES - (builtin path mtime /) - (builtin path mtime -R /) # fish has no other clock
end

# Prints a name in which what shows nothing, or turns the direction of the rest, is replaced by its code, as the program does.
function __assume_reveal --argument-names name
    # region generated: invisible characters
    set -l invisible '[\x{ad}-\x{ad}\x{34f}-\x{34f}\x{61c}-\x{61c}\x{115f}-\x{1160}\x{17b4}-\x{17b5}'
    set invisible $invisible'\x{180e}-\x{180e}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}'
    set invisible $invisible'\x{3164}-\x{3164}\x{feff}-\x{feff}\x{ffa0}-\x{ffa0}\x{fff0}-\x{fffb}'
    set invisible $invisible'\x{1bca0}-\x{1bca3}\x{1d173}-\x{1d17a}\x{e0000}-\x{e007f}]'
    # endregion
    for char in (string split '' -- $name)
        string match -qr $invisible -- $char; and printf '\\\\u{%x}' "'$char"; or printf %s $char
    end
end

# For a prompt: prints the profile in its color and the minutes left, without starting a process. The status stays that of the
# previous command.
function assume_prompt --description 'The assumed profile and the time left, for prompts'
    set -l ended $status
    set -l text (string replace -ra '[\x00-\x1f\x7f-\x9f]' '' -- "$ASSUME_PROFILE")
    if test -n "$text"
        string match -qr '[^\x00-\x7f]' -- $text; and set text (__assume_reveal $text)
        set -l sgr (__assume_shade)
        switch "$sgr"
            case ''
            case !
                set text "! $text"
            case '*'
                set text \e\["$sgr"m$text\e\[39\;49m
        end
        if set -l left (__assume_left)
            set -l time expired
            test $left -gt 0; and set time (math "floor($left / 60)")m
            test $left -ge 600 -o -n "$NO_COLOR" -o "$TERM" = dumb; or set time \e\[30\;43m$time\e\[39\;49m
            set text "$text $time"
        end
    end
    printf %s "$text"
    return $ended
end

# Prints the candidates in the file that the program keeps, without a process, if nobody else can write it, and the AWS files are
# those that it was made from. Nothing in it is evaluated.
function __assume_listed --argument-names kind word
    set -l config $HOME/.aws/config
    set -l credentials $HOME/.aws/credentials
    set -l folder $XDG_CACHE_HOME
    set -q AWS_CONFIG_FILE; and set config "$AWS_CONFIG_FILE"
    set -q AWS_SHARED_CREDENTIALS_FILE; and set credentials "$AWS_SHARED_CREDENTIALS_FILE"
    test -n "$folder"; or set folder $HOME/.cache
    set folder "$folder/assume"
    set -l list "$folder/profiles.tsv"
    string match -q '/*' -- "$folder"; and test -k "$folder/" -a -O "$folder" -a -f "$list" -a -r "$list" -a -O "$list"; or return
    read -l -d \t its_config its_credentials generation files rest <$list
    test "$its_config" = "$config"; and test "$its_credentials" = "$credentials"
    and string match -qr '^[0-9a-f]+\z' -- "$generation"; and test -O "$folder/%$generation"
    and __assume_same "$files" config "$config" "$folder/%$generation"
    and __assume_same "$files" credentials "$credentials" "$folder/%$generation"; or return
    for pattern in (__assume_patterns "$word" $kind)
        string replace -rf -- $pattern '$1' <$list; and return
    end
    return 0
end

# Prints regular expressions of the lines to offer, the preferred ones first; the first that matches a line is used. fish would
# accept and sort them all, but it takes long to look at many, and sees no difference between a name and a description.
function __assume_patterns --argument-names word kind
    # A third field: the header line, or the kind of a candidate that is valid only as the first word, or only after `use`.
    set -l third "(?:\t$kind)?\$"
    test -n "$kind"; or set third '(?:\t.*)?$'
    set -l plain (string escape --style=regex -- "$word")
    builtin echo "^((?i)$plain(?-i)[^\t]*\t[^\t]*)$third"

    # Profiles whose name contains it, or whose account number does.
    set -l head (string match -r '^--[^=]*=' -- "$word")
    set -l typed (string replace -r '^--[^=]*=' '' -- "$word")
    test -n "$typed"; or return
    set plain (string escape --style=regex -- "$typed")
    set head (string escape --style=regex -- "$head")
    set -l number
    string match -qr '^[0-9]+\z' -- "$typed"; and set number "|[^\t]*\t(?=\d{12}(?: |\t|\$))\d*$typed"
    set -l profile '$'
    test "$kind" = use; and set profile '(?:\tuse)?$'
    builtin echo "^($head(?:(?i)[^\t]*$plain(?-i)[^\t]*\t$number)[^\t]*)$profile"

    # All that has its characters in this order.
    set -l order (string split '' -- $typed | string escape --style=regex | string replace -r '(.+)' '[^$1]*+$1')
    builtin echo "^(?i)(?=$(string join '' -- $order))(?-i)([^\t]*\t[^\t]*)$third"
end

function __assume_complete
    # fish 4 expands ~ and $HOME in the words (-x); fish 3 only has -o.
    set -l words (commandline -xpc 2>/dev/null; or commandline -opc)
    set -e words[1]

    # The word at the cursor, without quotes. An open quote is closed first.
    set -l typed (commandline -ct)
    set -l word
    for end in '' '"' "'"
        set word (string unescape -- "$typed$end"); and break
    end

    if not string match -q -- '-*' $word
        if not set -q words[1]
            __assume_listed command $word; and return
        else if builtin contains -- "$words" use exec export login plan
            __assume_listed use $word; and return
        end
    end
    command -sq assume; or return
    set -l lines (command assume --complete=fish/1 -- $words $word </dev/null 2>/dev/null)
    set -l place
    set -l kind
    string match -qr '^\t(?<place>.*)\t(?<kind>\w+)$' -- $lines[1]
    switch "$kind"
        case offset # complete the command that begins at this word as if it stood alone
            set place (math $place + 1)
            string match -qr '["\']' -- $typed; and set typed (string escape -n -- $word)
            complete -C "$(string join ' ' -- (string escape -- $words[$place..]) $typed)"
        case files # paths, after this text
            set -l path (string escape -n -- (string replace -- $place '' $word))
            printf '%s\n' $place(complete -C "'' $path")
        case '*'
            set -q lines[1]; and for pattern in (__assume_patterns "$word")
                string replace -rf -- $pattern '$1' $lines; and return
            end
    end
end

complete -c assume -e # from an older script, or from another tool
complete -c assume -f -a '(__assume_complete)'
# <<< assume <<<


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

    # All or nothing: a fresh session file, or a complete snippet and status 0, or no change.
    if not __assume_session $argv
        if not command -sq assume
            builtin echo 'assume: The program "assume" is not on the PATH.' >&2
            return 127
        end

        # These commands only print or run something: they get the terminal, and their exit status is the result.
        # region generated: passthrough commands
        set -l __assume_passthrough cache demo doctor exec export help init list login plan version --help -h \
            --version
        # endregion
        if builtin contains -- "$argv[1]" $__assume_passthrough
            command assume $argv
            return
        end

        __assume_ask $argv; or return
        set -q ASSUME_PROFILE; or return 0
    else if functions -q __assume_note
        __assume_note $argv
    end

    # Only globals were erased. A universal variable belongs to the user, and an exported one is visible again now.
    # region generated: removed variables
    set -l __assume_removed AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION \
        AWS_CREDENTIAL_SCOPE AWS_VAULT AWS_SSO_PROFILE
    # endregion
    for name in $__assume_removed
        if set -qUx $name
            builtin echo "assume: The universal variable $name is still set. To remove it: set -e -U $name" >&2
        end
    end
    return 0
end

# Evaluates the snippet that the program prints. fish parses all of it before it runs the first line.
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

    set -l text (command assume --eval=fish/1 -- $argv | string collect)
    set -l ended $pipestatus[1] # $status is that of `string collect`, which fails for empty text
    if test $ended -eq 0
        if string match -qr '^(set -|command )' -- "$text"
            eval begin\n$text\nend # in a block, because an error in the last line would show that line
            set ended $status
            string match -q 'set *' -- $text; and functions -q __assume_note; and __assume_note $argv
        else if test -n "$text" -o "$argv[1]" != off # only `assume off` has nothing to change
            builtin echo 'assume: The program "assume" on the PATH is not this one, so nothing was changed.' >&2
            set ended 1
        end
    end

    if set -q ASSUME_RESTORE
        for name in $secrets
            builtin echo "assume: $name was not exported. Secrets are not kept, so assume off will not restore it." >&2
        end
        return $ended
    end
    for name in (__assume_names)
        set -l kept __assume_kept_$name
        set -q $kept; or continue
        set -g $name $$kept
        set -e -g $kept
    end
    return $ended
end

function __assume_names
    # region generated: managed variables
    string split ' ' 'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION' \
        'AWS_REGION AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_EXPIRES' \
        'ASSUME_PREVIOUS ASSUME_RESTORE AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN' \
        'AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_VAULT AWS_SSO_PROFILE'
    # endregion
end

# Applies the session file of a profile if it is fresh, without starting a process. The file is data; nothing in it is
# evaluated. Status 1 means that this fast path does not apply. fish can't read a file's mode, so the folder, which is created
# for its owner alone, must belong to the user too.
function __assume_session --argument-names profile
    set -l fish_trace
    set -l names (__assume_names)
    set -l folder $XDG_CACHE_HOME
    test -n "$folder"; or set folder $HOME/.cache
    set folder $folder/assume/sessions
    set -l file $folder/$profile
    test (builtin count $argv) -eq 1 -a -n "$HOME"; and string match -qr '^(?!-|use$|off$)[a-zA-Z0-9_.@+=:-]+\z' -- "$profile"
    and builtin -q path; and not set -q AWS_CONFIG_FILE; and not set -q AWS_SHARED_CREDENTIALS_FILE
    and string match -q '/*' -- $folder
    and test -f "$file" -a -r "$file" -a -O "$file" -a -O "$folder"
    and test "$file" -nt $HOME/.aws/config -a "$file" -nt $HOME/.aws/credentials; or return 1
    # Either ASSUME_RESTORE holds the values from before the first assume, or there were none.
    set -q ASSUME_RESTORE; or set -q $names; or test $status -eq (builtin count $names); or return 1

    # A complete file has all names in order, except the two that it never holds, and a last line end. A last word keeps "$(...)"
    # from dropping empty lines at the end.
    set -l end
    set -l since
    set -l clock
    set -l place
    set -l aws $AWS_ENDPOINT_URL_STS
    test -n "$aws"; or set aws $AWS_ENDPOINT_URL
    read -lz text <$file
    set -l lines (string split \n -- $text)
    test "$(string replace -r '\t.*' '' -- $lines[2..] end)" = "$(string match -vr '^ASSUME_(PREVIOUS|RESTORE)$' -- $names '' end)"
    and not string match -q -- \*\t\*\t\* $lines[2..]
    and string match -qr '^expires\t(?<end>\d+)\t(?<since>\d+)\t(?<clock>\d\d:\d\d)\t(?<place>.+)$' -- $lines[1]
    and test "$place" = "$HOME $aws"
    and builtin contains -- ASSUME_PROFILE\t$profile $lines; and builtin contains -- ASSUME_EXPIRES\t$end $lines; or return 1
    set -l now (builtin math (builtin path mtime "$file") + (builtin path mtime -R "$file")) # fish has no other clock
    test "$since" -le "$now" -a "$end" -gt (builtin math $now + 900); or return 1

    if test "$ASSUME_PROFILE" != $profile
        set -q ASSUME_PROFILE; and set -gx ASSUME_PREVIOUS "$ASSUME_PROFILE"; or set -e -g ASSUME_PREVIOUS
    end
    set -q ASSUME_RESTORE; or set -gx ASSUME_RESTORE '{}'
    set -l name
    set -l value
    for line in $lines[2..-2]
        string match -qr '^(?<name>[^\t]+)\t(?<value>.*)' -- $line; and set -gx $name $value; or set -e -g $line
    end
    if test -t 2
        set -l text "assume: $profile: $(string join ', ' -- $AWS_ACCOUNT_ID $AWS_REGION), until $clock"
        test -n "$NO_COLOR" -o "$TERM" = dumb; or set text \e\[2m$text\e\[22m
        builtin echo $text >&2
    end
    return 0
end

# Prints the seconds left; nothing, and status 1, if they are unknown.
function __assume_left
    builtin -q path; and string match -qr '^[0-9]{1,11}\z' -- "$ASSUME_EXPIRES"
    and math $ASSUME_EXPIRES - (builtin path mtime /) - (builtin path mtime -R /) # fish has no other clock
end

# For a prompt: prints the profile and the minutes left, red if less than ten, without starting a process. The status stays
# that of the previous command.
function assume_prompt --description 'The assumed profile and the time left, for prompts'
    set -l ended $status
    set -l text (string replace -ra '[\x00-\x1f\x7f-\x9f]' '' -- "$ASSUME_PROFILE")
    set -l left (test -n "$text"; and __assume_left)
    if set -q left[1]
        test $left -gt 0; and set text "$text $(math "floor($left / 60)")m"; or set text "$text expired"
        test $left -ge 600 -o -n "$NO_COLOR" -o "$TERM" = dumb; or set text \e\[31m$text\e\[39m
    end
    printf %s "$text"
    return $ended
end

# Prints the candidates in the file that the program keeps. No process is started, and nothing in the file is evaluated. Fails
# if it was made from different AWS files, or older ones.
function __assume_listed --argument-names kind
    set -l config $AWS_CONFIG_FILE
    set -l credentials $AWS_SHARED_CREDENTIALS_FILE
    set -l cache $XDG_CACHE_HOME
    test -n "$config"; or set config $HOME/.aws/config
    test -n "$credentials"; or set credentials $HOME/.aws/credentials
    test -n "$cache"; or set cache $HOME/.cache
    set -l list $cache/assume/profiles.tsv
    # Redirecting from a missing file prints an error that 2>/dev/null does not hide.
    test -r "$list"; and not test "$config" -nt "$list"; and not test "$credentials" -nt "$list"; or return 1
    # fish 3.6.1 and newer refuse the name `version`, which is a read-only variable.
    read -l -d \t its_config its_credentials its_version <$list
    test "$its_config" = "$config" -a "$its_credentials" = "$credentials"; or return 1
    # A third field: the header line, or the kind of a candidate that is valid only as the first word, or only after `use`.
    string replace -rf -- "^([^\t]*\t[^\t]*)(\t$kind)?\$" '$1' <$list
    return 0
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
            __assume_listed command; and return
        else if test "$words" = use
            __assume_listed use; and return
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
            string replace -rf -- '^([^\t]*\t[^\t]*).*' '$1' $lines
    end
end

complete -c assume -e # from an older script, or from another tool
complete -c assume -f -a '(__assume_complete)'
# <<< assume <<<


# >>> assume >>>
# assume for fish 3.6 to 4.x, protocol 1: puts AWS role credentials into this shell.
# Printed by `assume init fish`. Loading it starts no process; it leaves functions and one completion behind.

function assume --description 'AWS role credentials for this shell'
    # A trace would show the credentials.
    set -l fish_trace

    if not command -sq assume
        echo 'assume: the program "assume" is not on the PATH' >&2
        return 127
    end

    # These only print or run something: the terminal and the status are theirs.
    if contains -- "$argv[1]" init list export demo --help -h --version
        command assume $argv
        return
    end

    # All or nothing: a whole text and status 0, or no change.
    set -l text (command assume --eval=fish/1 -- $argv | string collect)
    set -l ended $pipestatus[1] # $status is that of `string collect`, which calls an empty text a failure
    test $ended -eq 0; or return $ended
    eval $text
    set ended $status

    # Only globals are erased. A universal variable is the user's own, and if it is exported it shows through now.
    if string match -q '*set -gx ASSUME_PROFILE *' -- $text
        for name in AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE
            if set -qUx $name
                echo "assume: $name is a universal variable of yours and still in force. To remove it: set -e -U $name" >&2
            end
        end
    end
    return $ended
end

# Candidates from the list that the program keeps: no process, and nothing in it is evaluated. Fails if the list is
# not of the AWS files in force, as they are now.
function __assume_listed --argument-names position
    set -l config $AWS_CONFIG_FILE
    set -l credentials $AWS_SHARED_CREDENTIALS_FILE
    set -l cache $XDG_CACHE_HOME
    test -n "$config"; or set config $HOME/.aws/config
    test -n "$credentials"; or set credentials $HOME/.aws/credentials
    test -n "$cache"; or set cache $HOME/.cache
    set -l list $cache/assume/profiles.tsv
    # Redirecting from a missing file is an error that 2>/dev/null does not hide.
    test -r "$list"; and not test "$config" -nt "$list"; and not test "$credentials" -nt "$list"; or return 1
    read -l -d \t its_config its_credentials version <$list
    test "$its_config" = "$config" -a "$its_credentials" = "$credentials"; or return 1
    # The first line has three fields like a command's, but its third is a version.
    if test $position = profile
        string match -v -- \*\t\*\t\* <$list
    else
        string replace -rf -- '^([^\t]*\t[^\t]*)(\tcommand)?$' '$1' <$list
    end
    return 0
end

function __assume_complete
    # fish 4 expands ~ and $HOME as the line will have them (-x); fish 3 has only -o.
    set -l words (commandline -xpc 2>/dev/null; or commandline -opc)
    set -e words[1]

    # The word at the cursor, without quotes; one that is still open gets its end.
    set -l typed (commandline -ct)
    set -l word
    for end in '' '"' "'"
        set word (string unescape -- "$typed$end"); and break
    end

    if not string match -q -- '-*' $word
        if not set -q words[1]
            __assume_listed first; and return
        else if test "$words" = use
            __assume_listed profile; and return
        end
    end
    command -sq assume; or return
    command assume --complete=fish/1 -- $words $word </dev/null 2>/dev/null | string replace -r -- '\tcommand$' ''
end

complete -c assume -e # an older script's, or another tool's
complete -c assume -f -a '(__assume_complete)'
# <<< assume <<<

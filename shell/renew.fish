
# >>> assume >>>
# assume for fish, continued: renews what has expired before a command, where that needs nobody. It comes after the function.
# Printed by `assume init fish --auto-renew`. No process is started, and nothing is said, while the credentials are valid.

# `assume` tells what it has done here, with which words: what flags have narrowed must not come back without them. So
# `__assume_words` has the ID of the access key that they led to, then the words; none if these cannot be used again.
function __assume_note
    set -gu __assume_words
    switch "$argv[1..2]"
        case '' - '- *'
            set argv use "$ASSUME_PROFILE" $argv[2..]
        case use 'use -'
            set argv use "$ASSUME_PROFILE" $argv[3..]
    end
    string match -qr -- '^(-t.*|--mfa-token.*|--?)$' $argv; and return # a code is good for once
    set -gu __assume_words "$AWS_ACCESS_KEY_ID" (string match -vr -- '^--(refresh|no-input)$' $argv)
end

# Once for each end: the words as before, and one line if that did not help.
function __assume_renew --on-event fish_preexec
    set -l fish_trace
    set -l left (test -n "$ASSUME_PROFILE"; and __assume_left)
    test -n "$left"; and test $left -le 0 -a "$__assume_tried" != "$ASSUME_EXPIRES"; or return 0
    set -gu __assume_tried $ASSUME_EXPIRES
    set -l words
    set -q __assume_words[1]; and test "$__assume_words[1]" = "$AWS_ACCESS_KEY_ID"; and set words $__assume_words[2..]
    if set -q words[1]; and command -sq assume
        # As the function does it, whose substitution would be heard: fish redirects none that stands in a function.
        set -l text (command assume --eval=fish/1 -- $words --no-input </dev/null 2>/dev/null | string collect)
        if test $pipestatus[1] -eq 0; and string match -q 'set -*' -- $text
            eval begin\n$text\nend
            set __assume_words[1] "$AWS_ACCESS_KEY_ID"
        end
    end
    set left (__assume_left)
    test -n "$left"; and test $left -le 0; or return 0
    set -q words[1]; or set words $ASSUME_PROFILE
    set -l name (string replace -ra '[\x00-\x1f\x7f-\x9f]' '' -- $ASSUME_PROFILE)
    echo "assume: $name has expired; to renew it: assume $(string escape -- $words | string join ' ')" >&2
end
# <<< assume <<<

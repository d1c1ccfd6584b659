
# >>> assume >>>
# assume for fish, continued: renews expired credentials before a command, if no prompt is needed. Printed after the shell
# integration by `assume init fish --auto-renew`. While the credentials are valid, it starts no process and prints nothing.

# `assume` records its words here: credentials that flags have restricted must not be renewed without these flags. So
# `__assume_words` holds the ID of the access key that the words led to, then the words; it is empty if they can't be reused.
function __assume_note
    set -gu __assume_words
    switch "$argv[1..2]"
        case '' - '- *'
            set argv use "$ASSUME_PROFILE" $argv[2..]
        case use 'use -'
            set argv use "$ASSUME_PROFILE" $argv[3..]
    end
    string match -qr -- '^(-t.*|--mfa-token.*|--?)$' $argv; and return # an MFA code works once
    set -gu __assume_words "$AWS_ACCESS_KEY_ID" (string match -vr -- '^--(refresh|no-input|quiet)$' $argv)
end

# Tries the same words once for each expiry, and prints one line if that fails.
function __assume_renew --on-event fish_preexec
    set -l fish_trace
    set -l left (test -n "$ASSUME_PROFILE"; and __assume_left)
    test -n "$left"; and test $left -le 0 -a "$__assume_tried" != "$ASSUME_EXPIRES"; or return 0
    set -gu __assume_tried $ASSUME_EXPIRES
    set -l words
    set -q __assume_words[1]; and test "$__assume_words[1]" = "$AWS_ACCESS_KEY_ID"; and set words $__assume_words[2..]
    if set -q words[1]; and command -sq assume
        # The same as `assume` does. Calling it would show the program's messages: fish doesn't apply the redirection of a
        # function to the substitutions in it.
        set -l text (command assume --eval=fish/1 -- $words --no-input </dev/null 2>/dev/null | string collect)
        if test $pipestatus[1] -eq 0; and test -n "$text"; and __assume_change $text
            set __assume_words[1] "$AWS_ACCESS_KEY_ID"
        end
    end
    set left (__assume_left)
    test -n "$left"; and test $left -le 0; or return 0
    set -q words[1]; or set words $ASSUME_PROFILE
    set -l name (string replace -ra '[\x00-\x1f\x7f-\x9f]' '' -- $ASSUME_PROFILE)
    echo "assume: $name has expired. Run: assume $(string escape -- $words | string join ' ')" >&2
end
# <<< assume <<<

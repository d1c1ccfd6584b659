
# >>> assume >>>
# assume for fish, continued: puts `assume_prompt` in front of the prompt. Printed after the shell integration by
# `assume init fish --prompt`. Without a profile, the prompt stays as it is.

# Runs before each prompt, because config.fish and other tools may define `fish_prompt` at any time. Starship shows the profile
# by itself.
function __assume_prefix --on-event fish_prompt
    test "$STARSHIP_SHELL" != fish; and functions -q fish_prompt; or return
    functions fish_prompt | string match -q '*__assume_rest*'; and return
    functions -q __assume_rest; and functions -e __assume_rest
    functions -c fish_prompt __assume_rest
    function fish_prompt --description 'The prompt, after the assumed profile'
        # The user's comes first, because it may look at the status of the last command.
        set -l rest (__assume_rest | string collect --no-trim-newlines)
        set -q ASSUME_PROFILE[1]; and printf '%s ' (assume_prompt)
        printf %s $rest
    end
end
# <<< assume <<<

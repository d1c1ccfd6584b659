
# >>> assume >>>
# assume for PowerShell, continued: puts `assume_prompt` in front of the prompt. Printed after the shell integration by
# `assume init powershell --prompt`. Without a profile, the prompt stays as it is.

# Starship shows the profile by itself. Loaded twice, this wraps the prompt once.
if ($env:STARSHIP_SHELL -cne 'powershell' -and "$function:prompt" -cnotlike '*__assume_rest*') {
    $global:__assume_rest = $function:prompt
    function global:prompt {
        # The user's comes first, because it may look at `$?`.
        $rest = & $global:__assume_rest
        $shown = assume_prompt
        if ($shown) { "$shown $(@($rest)[0])" } else { $rest }
    }
}
# <<< assume <<<

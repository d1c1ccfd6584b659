
# >>> assume >>>
# assume for PowerShell, continued: renews what has expired before a command, where that needs nobody. It comes after the
# function. Printed by `assume init powershell --auto-renew`. No process is started, and nothing is said, while the
# credentials are valid.

# `assume` tells what it has done here, with which words: what flags have narrowed must not come back without them. So
# `$__assume_words` has the ID of the access key that they led to, then the words; none if these cannot be used again.
function global:__assume_note {
    param([string[]] $Words)
    $global:__assume_words = @()
    if ("$Words" -ceq 'off') { return }
    $at = [int] ($Words.Count -and $Words[0] -ceq 'use')
    if ($Words.Count -le $at -or $Words[$at] -ceq '-') {
        $Words = @('use', $env:ASSUME_PROFILE) + @(for ($at++; $at -lt $Words.Count; $at++) { $Words[$at] })
    }
    if ($Words -cmatch '^(-t.*|--mfa-token.*|--?)$') { return } # a code is good for once
    $global:__assume_words = @("$env:AWS_ACCESS_KEY_ID") + @($Words -cnotmatch '^--(refresh|no-input)$')
}

# Once for each end: the words as before, and one line if that did not help.
function global:__assume_renew {
    [System.Diagnostics.DebuggerHidden()]
    param()
    Set-StrictMode -Off
    $left = if ($env:ASSUME_PROFILE) { __assume_left }
    if ($null -eq $left -or $left -gt 0 -or $global:__assume_tried -ceq $env:ASSUME_EXPIRES) { return }
    $global:__assume_tried = $env:ASSUME_EXPIRES
    $id, $words = $global:__assume_words
    $words = @(if ($null -ne $id -and $id -ceq "$env:AWS_ACCESS_KEY_ID") { $words })
    $status, $errors = $global:LASTEXITCODE, $global:Error.Count
    if ($words) { try { $null = assume @words --no-input 2>$null } catch { } }
    $global:LASTEXITCODE = $status
    while ($global:Error.Count -gt $errors) { $global:Error.RemoveAt(0) }
    $left = __assume_left
    if ($null -eq $left -or $left -gt 0) { return }
    if (-not $words) { $words = @($env:ASSUME_PROFILE) }
    $typed = foreach ($word in $words) {
        if ($word -match '^[\w./:=+%-][\w./:=+%@-]*\z') { $word } else { "'$($word -replace "['\u2018-\u201b]", '$0$0')'" }
    }
    $line = "assume: $env:ASSUME_PROFILE has expired; to renew it: assume $typed" -replace '[\x00-\x1f\x7f-\x9f]'
    [Console]::Error.Write("$line`n")
}

# Asked for each command before it is looked for; Runspace is what was typed, and what PowerShell calls by itself.
if ($ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage' -and -not (Test-Path -LiteralPath Variable:global:__assume_words)) {
    $ExecutionContext.InvokeCommand.PreCommandLookupAction = [Delegate]::Combine(
        $ExecutionContext.InvokeCommand.PreCommandLookupAction,
        [EventHandler[System.Management.Automation.CommandLookupEventArgs]] {
            param($name, $lookup)
            if ($lookup.CommandOrigin -eq 'Runspace' -and $name -notin 'prompt', 'PSConsoleHostReadLine', 'TabExpansion2') { __assume_renew }
        })
    $global:__assume_words = @()
    $global:__assume_tried = ''
}
# <<< assume <<<


# >>> assume >>>
# assume for PowerShell, continued: renews expired credentials before a command, if no prompt is needed. Printed after the shell
# integration by `assume init powershell --auto-renew`. While the credentials are valid, it starts no process and prints nothing.

# `assume` records its words here: credentials that flags have restricted must not be renewed without these flags. So
# `$__assume_words` holds the ID of the access key that the words led to, then the words; it is empty if they can't be reused.
function global:__assume_note {
    param([string[]] $Words)
    $global:__assume_words = @()
    if ("$Words" -ceq 'off') { return }
    $at = [int] ($Words.Count -and $Words[0] -ceq 'use')
    if ($Words.Count -le $at -or $Words[$at] -ceq '-') {
        $Words = @('use', $env:ASSUME_PROFILE) + @(for ($at++; $at -lt $Words.Count; $at++) { $Words[$at] })
    }
    if ($Words -cmatch '^(-t.*|--mfa-token.*|--?)$') { return } # an MFA code works once
    $global:__assume_words = @("$env:AWS_ACCESS_KEY_ID") + @($Words -cnotmatch '^--(refresh|no-input|quiet)$')
}

# Tries the same words once for each expiry, and prints one line if that fails.
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
    $line = "assume: $env:ASSUME_PROFILE has expired. Run: assume $typed" -replace '[\x00-\x1f\x7f-\x9f]'
    [Console]::Error.Write("$line`n")
}

# Called before the lookup of each command. Its origin is Runspace if it was typed, or called by PowerShell itself.
if ($ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage' -and -not (Test-Path -LiteralPath Variable:global:__assume_words)) {
    $ExecutionContext.InvokeCommand.PreCommandLookupAction = [Delegate]::Combine(
        $ExecutionContext.InvokeCommand.PreCommandLookupAction,
        [EventHandler[System.Management.Automation.CommandLookupEventArgs]] {
            param($name, $lookup)
            $isTyped = $lookup.CommandOrigin -eq 'Runspace' -and $name -notin 'prompt', 'PSConsoleHostReadLine', 'TabExpansion2'
            if ($isTyped) { __assume_renew }
        })
    $global:__assume_words = @()
    $global:__assume_tried = ''
}
# <<< assume <<<

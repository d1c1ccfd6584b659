
# >>> assume >>>
# region generated: version
# assume 0.1.0 for PowerShell 7 and Windows PowerShell 5.1, protocol 1
# endregion
# Switches AWS profiles in this shell. Printed by `assume init powershell`. Loading it starts no process; it defines functions
# and one completion. DebuggerHidden keeps secrets out of the trace of Set-PSDebug.

# An alias would take precedence over the function.
if (${alias:assume}) { Remove-Item -LiteralPath Alias:assume -Force }

# An advanced function, because `$?` is true after any other, and `assume bad && terraform apply` would go on.
# Constrained language mode forbids method calls, so there it does without session files and script blocks.
function global:assume {
    [System.Diagnostics.DebuggerHidden()]
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(ValueFromRemainingArguments, DontShow)] $Words = @(),
        [Parameter(ValueFromPipeline, DontShow)] $InputObject
    )
    $PSNativeCommandUseErrorActionPreference = $false
    $global:LASTEXITCODE = 0
    # As they were typed: `-t 012345` is not a number here, and `Key=a,Value=b` is not a list.
    $Words = @(foreach ($word in $Words) { @(foreach ($part in $word) { [string] $part }) -join ',' })
    $full = $ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage'
    if ($full -and $Words.Count -eq 1 -and (__assume_session $Words[0])) {
        if (${function:__assume_note}) { __assume_note $Words }
        return
    }
    # region generated: passthrough commands
    $passthrough = 'cache', 'demo', 'doctor', 'exec', 'export', 'help', 'init', 'list', 'login', 'plan', 'version',
        '--help', '-h', '--version'
    # endregion
    $problem = $null
    $cli = __assume_program $full
    $taken = __assume_taken $Words $PSBoundParameters.Keys
    if (-not $cli) {
        $global:LASTEXITCODE = 127
        $problem = 'the program "assume" is not on the PATH'
    } elseif ($taken) {
        $global:LASTEXITCODE = 2
        $problem = "PowerShell took $($taken -join ', ') for itself. Use: assume exec <profile> -- <command>"
    } elseif ($Words.Count -and $Words[0] -cin $passthrough) {
        # These commands only print or run something: they get the terminal, and their exit status is the result.
        if ($MyInvocation.ExpectingInput) { $input | __assume_call $cli $full $Words } else { __assume_call $cli $full $Words }
    } else {
        # All or nothing: a complete snippet (an array would run line by line) and status 0, or no change.
        $text = @(__assume_call $cli $full (@('--eval=powershell/1', '--') + $Words)) -join "`n"
        if ($LASTEXITCODE -eq 0) { try { __assume_apply $text $full $Words } catch { $problem = "$_" } }
        if ($LASTEXITCODE -eq 0 -and $text -cmatch '(?m)^\$\{env:AWS_' -and ${function:__assume_note}) { __assume_note $Words }
    }
    if ($LASTEXITCODE -eq 0) { return }

    # If the program failed, it has printed why, so this error is not shown.
    if ($full -and -not $problem -and $ErrorActionPreference -ne 'Stop') { $ErrorActionPreference = 'SilentlyContinue' }
    if (-not $problem) { $problem = "assume exited with status $LASTEXITCODE" }
    if (-not $full) { throw $problem }
    $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
            [System.Exception]::new($problem), 'assume', 'NotSpecified', $null))
}

# The program; nothing if it is not on the PATH. Get-Command takes 15 ms and more. Neither finds the function.
function global:__assume_program {
    [System.Diagnostics.DebuggerHidden()]
    param($IsFull)
    if ($IsFull) { $ExecutionContext.InvokeCommand.GetCommand('assume', 'ExternalScript, Application') }
    else { Get-Command -Name assume -CommandType ExternalScript, Application -TotalCount 1 -ErrorAction Ignore }
}

# The flags of an `exec` that PowerShell took as common parameters: `-v` is -Verbose to it. The command would start without
# them. Default values of parameters are bound too, but were not typed.
function global:__assume_taken {
    [System.Diagnostics.DebuggerHidden()]
    param($Typed, $Bound)
    if (-not $Typed.Count -or $Typed[0] -cne 'exec') { return }
    $expected = "^(Words|InputObject|$($PSDefaultParameterValues.Keys -replace '^.*:' -join '|'))`$"
    @($Bound) -notmatch $expected -replace '^', '-'
}

# Runs the program. A status of 126 remains if it can't be started, which PowerShell reports by itself.
function global:__assume_call {
    [System.Diagnostics.DebuggerHidden()]
    param($Program, $IsFull, $Arguments)
    $global:LASTEXITCODE = 126
    if ($IsFull) {
        # Each word in its own quotes: on Unix, PowerShell expands an unquoted one as a pattern of file names (`p*`, `~`).
        $quoted = -join @(for ($at = 0; $at -lt $Arguments.Count; $at++) { " `"`$(`$Arguments[$at])`"" })
        $piped = if ($MyInvocation.ExpectingInput) { '$input | ' }
        $input | . ([scriptblock]::Create("$piped& `$Program$quoted"))
    } elseif ($MyInvocation.ExpectingInput) { $input | & $Program @Arguments } else { & $Program @Arguments }
}

# Evaluates a snippet. PowerShell parses all of it before it runs the first line. If it can't be parsed, it is not shown,
# because it may hold a secret.
function global:__assume_apply {
    [System.Diagnostics.DebuggerHidden()]
    param($Snippet, $IsFull, $Typed)
    try {
        if (-not $Snippet -and $Typed.Count -and $Typed[0] -ceq 'off') { return } # the only one with nothing to change
        if ($Snippet -cnotmatch '^(\$\{env:|& )') { throw }
        $Snippet = "[System.Diagnostics.DebuggerHidden()] param()`n$Snippet"
        if ($IsFull) { . ([scriptblock]::Create($Snippet)) } else { Invoke-Expression $Snippet }
    } catch {
        $global:LASTEXITCODE = 1
        throw 'the program "assume" on the PATH is not this one, so nothing was changed'
    }
}

# Applies the session file of a profile if it is fresh, without starting a process. The file is data; nothing in it is
# evaluated. False means that this fast path does not apply.
function global:__assume_session {
    [System.Diagnostics.DebuggerHidden()]
    param([string] $Wanted)
    try {
        if ($Wanted -cnotmatch '^(?!-|(use|off)\z)[a-zA-Z0-9_.@+=:-]+\z') { return $false }
        $now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
        $before = [Environment]::GetEnvironmentVariables()
        if ($before.Contains('AWS_CONFIG_FILE') -or $before.Contains('AWS_SHARED_CREDENTIALS_FILE')) { return $false }
        $cache, $userHome = $before['XDG_CACHE_HOME'], $before['HOME']
        if (-not $userHome) { $userHome = $HOME }
        if (-not $cache) { $cache = [IO.Path]::Combine($userHome, '.cache') }
        if (-not [IO.Path]::IsPathRooted($cache)) { return $false }
        $file = [IO.FileInfo] [IO.Path]::Combine($cache, 'assume', 'sessions', $Wanted)
        if (-not $file.Exists) { return $false }

        # On Unix, nobody else may read it. So if anyone but root can read it, it is the user's own.
        if ([IO.Path]::DirectorySeparatorChar -eq '/') {
            if ([int] [IO.File]::GetUnixFileMode($file.FullName) -band 63) { return $false }
            if ([Environment]::IsPrivilegedProcess) {
                $item = $ExecutionContext.InvokeProvider.Item.Get($file.FullName, $true, $true)
                if ($item.UnixStat.UserId) { return $false }
            }
        }
        foreach ($made in 'config', 'credentials') {
            $made = [IO.FileInfo] [IO.Path]::Combine($userHome, '.aws', $made)
            if ($made.Exists -and $made.LinkType) { $made = $made.ResolveLinkTarget($true) } # see the completion
            if ($made.Exists -and $made.LastWriteTimeUtc -ge $file.LastWriteTimeUtc) { return $false }
        }

        # A complete file has a last line end, and all names in order except the two that it never holds.
        # region generated: managed variables
        $names = 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CREDENTIAL_EXPIRATION',
            'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ACCOUNT_ID', 'ASSUME_PROFILE', 'AWSUME_PROFILE',
            'ASSUME_EXPIRES', 'ASSUME_PREVIOUS', 'ASSUME_RESTORE', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE',
            'AWS_SECURITY_TOKEN', 'AWS_SESSION_EXPIRATION', 'AWS_CREDENTIAL_SCOPE', 'AWS_VAULT', 'AWS_SSO_PROFILE'
        # endregion
        $kept = $names -cnotmatch '^ASSUME_(PREVIOUS|RESTORE)\z'
        $lines = [IO.File]::ReadAllText($file.FullName).Split([char] 10)
        if ($lines.Count -ne $kept.Count + 2 -or $lines[-1]) { return $false }
        if ($lines[0] -cnotmatch '^expires\t(\d{1,15})\t(\d{1,15})\t\d\d:\d\d\t(.+)\z') { return $false }
        $end = [long] $Matches[1]
        $aws = if ($before['AWS_ENDPOINT_URL_STS']) { $before['AWS_ENDPOINT_URL_STS'] } else { $before['AWS_ENDPOINT_URL'] }
        if ($Matches[3] -cne "$userHome $aws") { return $false }
        if ([long] $Matches[2] -gt $now -or $end - $now -le 900) { return $false }
        $after = @{}
        $at = 1
        foreach ($name in $kept) {
            $fields = $lines[$at++].Split([char] 9)
            if ($fields[0] -cne $name -or $fields.Count -gt 2) { return $false }
            $after[$name] = if ($fields.Count -eq 2) { $fields[1] } else { [NullString]::Value }
        }
        if ($after['ASSUME_PROFILE'] -cne $Wanted -or $after['ASSUME_EXPIRES'] -cne "$end") { return $false }

        # Either ASSUME_RESTORE holds the values from before the first assume, or there were none.
        if (-not $before.Contains('ASSUME_RESTORE')) {
            foreach ($name in $names) { if ($before.Contains($name)) { return $false } }
            $after['ASSUME_RESTORE'] = '{}'
        }
        if ($before['ASSUME_PROFILE'] -cne $Wanted) {
            $after['ASSUME_PREVIOUS'] = if ($before.Contains('ASSUME_PROFILE')) { $before['ASSUME_PROFILE'] } else { [NullString]::Value }
        }
    } catch {
        return $false
    }
    foreach ($name in $after.Keys) { [Environment]::SetEnvironmentVariable($name, $after[$name]) }
    if (-not [Console]::IsErrorRedirected) {
        $until = [DateTimeOffset]::FromUnixTimeSeconds($end).LocalDateTime.ToString('HH\:mm')
        $line = "assume: ${Wanted}: $(@($env:AWS_ACCOUNT_ID, $env:AWS_REGION, "until $until") -ne $null -join ', ')"
        if (-not $env:NO_COLOR -and $env:TERM -cne 'dumb') { $line = "$([char] 27)[2m$line$([char] 27)[22m" }
        [Console]::Error.Write("$line`n")
    }
    return $true
}

# The time left, in ticks of 100 ns; nothing if it is unknown. Neither this function nor the next one calls a method, which
# constrained language mode would forbid.
function global:__assume_left {
    [System.Diagnostics.DebuggerHidden()]
    param()
    if ($env:ASSUME_EXPIRES -cnotmatch '^[0-9]{1,11}\z') { return }
    10000000 * [long] $env:ASSUME_EXPIRES - ([datetime]::UtcNow - [datetime] '1970-01-01').Ticks
}

# For a prompt: the profile and the minutes left, red if less than ten, without starting a process.
function global:assume_prompt {
    [System.Diagnostics.DebuggerHidden()]
    param()
    $text = $env:ASSUME_PROFILE -replace '[\x00-\x1f\x7f-\x9f]'
    if (-not $text) { return }
    $left = __assume_left
    if ($null -ne $left) {
        $text += if ($left -gt 0) { " $(($left - $left % 600000000) / 600000000)m" } else { ' expired' }
        if ($left -lt 6000000000 -and -not $env:NO_COLOR -and $env:TERM -cne 'dumb') { $text = "$([char] 27)[31m$text$([char] 27)[39m" }
    }
    $text
}

# Completion. PowerShell completes a parameter ($command, $parameter, $word, $ast, $bound) or, after a word like `-t`, the
# arguments of a program ($word, $ast, $position). One script block serves both; nothing in a name is evaluated.
& {
    $complete = {
        Set-StrictMode -Off
        $ErrorActionPreference = 'SilentlyContinue' # with Stop, 5.1 would treat the program's messages as errors
        $full = $ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage'
        $typed, $ast = if ($args.Count -eq 3) { $args[0, 1] } else { $args[2, 3] }

        # The word at the cursor and the words before it, without quotes.
        $word = $typed -replace '^(["''\u2018-\u201e])(.*?)\1?$', '$2'
        $words = @(foreach ($element in $ast.CommandElements) {
                if ($element.StringConstantType) { $element.Value } else { $element.Extent.Text }
            })
        $end = if ($typed) { [array]::LastIndexOf($words, $word) } else { $words.Count }
        if ($end -lt 1) { $end = $words.Count - 1 } # `a,b` is one element, and the word is `b`
        $before = @(for ($at = 1; $at -lt $end; $at++) { $words[$at] })

        # Profiles come from a file that the program keeps, without a process, if it was made from these AWS files as they are.
        $lines = $read = $null
        $isFirst = $before.Count -eq 0
        if ($full -and $word -notmatch '^-' -and ($isFirst -or ($before.Count -eq 1 -and $before[0] -ceq 'use'))) {
            try {
                $cache, $config, $credentials = $env:XDG_CACHE_HOME, $env:AWS_CONFIG_FILE, $env:AWS_SHARED_CREDENTIALS_FILE
                if (-not $cache) { $cache = [IO.Path]::Combine($HOME, '.cache') }
                if (-not $config) { $config = [IO.Path]::Combine($HOME, '.aws', 'config') }
                if (-not $credentials) { $credentials = [IO.Path]::Combine($HOME, '.aws', 'credentials') }
                $list = [IO.FileInfo] [IO.Path]::Combine($cache, 'assume', 'profiles.tsv')
                $newer = foreach ($file in [IO.FileInfo[]] ($config, $credentials)) {
                    # A link has its own time. PowerShell 5.1 can't resolve it: this throws, and the program is asked.
                    if ($file.Exists -and $file.LinkType) { $file = $file.ResolveLinkTarget($true) }
                    if ($file.LastWriteTimeUtc -gt $list.LastWriteTimeUtc) { $file }
                }
                $read = if (-not $newer) { [IO.File]::ReadAllLines($list.FullName) }
                if ("$($read[0])`t".StartsWith("$config`t$credentials`t", 'Ordinal')) { $lines = $read }
            } catch { $lines = $null }
        }

        if ($null -eq $lines) {
            # PowerShell before 7.3 drops an empty argument of a program, unless it is written like this.
            $last = if ($word -or "$PSNativeCommandArgumentPassing" -notin '', 'Legacy') { $word } else { '""' }
            $status, $encoding = $global:LASTEXITCODE, [Console]::OutputEncoding
            try { [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new() } catch { } # forbidden, or there is no console
            $cli = Get-Command -Name assume -CommandType ExternalScript, Application -TotalCount 1
            if ($cli) { $lines = @() | & $cli '--complete=powershell/1' '--' @before "$last" 2>$null }
            try { [Console]::OutputEncoding = $encoding } catch { }
            $global:LASTEXITCODE = $status
        }

        if ("$(@($lines)[0])" -cmatch '^\t(.*)\t(offset|files)$') {
            $place = $Matches[1]
            if ($full -and $Matches[2] -ceq 'offset') {
                # Completes the command that begins at this word as if it stood alone.
                $begin = [int] $place + 1
                $text = if ($begin -lt $ast.CommandElements.Count) {
                    $at, $to = $ast.CommandElements[$begin].Extent.StartOffset, $ast.Extent.EndOffset
                    if ($typed) { $to = $ast.CommandElements[$end].Extent.EndOffset }
                    $ast.Extent.Text.Substring($at - $ast.Extent.StartOffset, $to - $at)
                    if (-not $typed) { ' ' }
                }
                $text = -join $text
                if (-not $text) { return [System.Management.Automation.CompletionCompleters]::CompleteCommand('') }
                return [System.Management.Automation.CommandCompletion]::CompleteInput($text, $text.Length, $null).CompletionMatches
            }
            return
        }

        foreach ($line in @($lines) -match "^$([regex]::Escape($word))") {
            $name, $description, $kind = $line.Split([char] 9)
            # A third field: the header line, or the kind of a candidate that is valid only as the first word, or only after `use`.
            if ($read -and $kind -and $kind -cne $(if ($isFirst) { 'command' } else { 'use' })) { continue }
            # A name that PowerShell would change is quoted. Five characters end a quoted string.
            $text = if ($name -match '^(-|(--)?[\p{L}\p{N}_./+=:%][\p{L}\p{N}_./+=:%@-]*)$') { $name }
            else { "'$($name -replace "['\u2018-\u201b]", '$0$0')'" }
            if (-not $description) { $description = $name }
            if ($full) { [System.Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', $description) }
            else { $text }
        }
    }
    Register-ArgumentCompleter -CommandName assume -ParameterName Words -ScriptBlock $complete
    Register-ArgumentCompleter -CommandName assume -Native -ScriptBlock $complete
}
# <<< assume <<<

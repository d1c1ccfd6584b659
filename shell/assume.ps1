
# >>> assume >>>
# assume 0.1.0 for PowerShell 7 and Windows PowerShell 5.1, protocol 1: puts AWS role credentials into this shell.
# Printed by `assume init powershell`. Loading it starts no process; it leaves a function and one completion behind.

# An alias would win over the function.
if (${alias:assume}) { Remove-Item -LiteralPath Alias:assume -Force }

# An advanced function, since after any other `$?` is true: `assume bad && terraform apply` would go on.
# In constrained language mode methods are forbidden: there it takes the long way.
function global:assume {
    [System.Diagnostics.DebuggerHidden()] # Set-PSDebug -Trace would show secrets
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(ValueFromRemainingArguments, DontShow)] $Words = @(),
        [Parameter(ValueFromPipeline, DontShow)] $InputObject
    )
    $PSNativeCommandUseErrorActionPreference = $false
    $global:LASTEXITCODE = 0
    # As typed: `-t 012345` is no number to us, and `Key=a,Value=b` no list.
    $Words = @(foreach ($word in $Words) { @(foreach ($part in $word) { [string] $part }) -join ',' })
    $full = $ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage'
    if ($full -and $Words.Count -eq 1 -and (__assume_session $Words[0])) {
        if (${function:__assume_note}) { __assume_note $Words }
        return
    }
    # Get-Command takes 15 ms and more. Neither finds this function.
    $cli = if ($full) { $ExecutionContext.InvokeCommand.GetCommand('assume', 'ExternalScript, Application') }
    else { Get-Command -Name assume -CommandType ExternalScript, Application -TotalCount 1 -ErrorAction Ignore }

    # Each word in quotes of its own: on Unix any other is a pattern of file names (`p*`, `~`) to PowerShell.
    $each = -join @(for ($at = 0; $at -lt $Words.Count; $at++) { " `"`$(`$Words[$at])`"" })
    $odd = $false
    # `-v` is -Verbose to PowerShell: the command would start without a word that was typed.
    $taken = if ($Words.Count -and $Words[0] -ceq 'exec') {
        @($PSBoundParameters.Keys) -notmatch "^(Words|InputObject|$($PSDefaultParameterValues.Keys -replace '^.*:' -join '|'))`$"
    }

    if (-not $cli) {
        $global:LASTEXITCODE = 127
    } elseif ($taken) {
        $global:LASTEXITCODE = 2
    } elseif ($Words.Count -and $Words[0] -cin 'init', 'list', 'plan', 'exec', 'export', 'login', 'cache', 'doctor', 'demo', '--help', '-h', '--version') {
        # These only print or run something: the terminal and the status are theirs.
        $piped = if ($MyInvocation.ExpectingInput) { '$input | ' }
        if ($full) { $input | . ([scriptblock]::Create("$piped& `$cli$each")) }
        elseif ($piped) { $input | & $cli @Words } else { & $cli @Words }
    } else {
        # All or nothing: a whole text (an array would run line by line) and status 0, or no change.
        $text = if ($full) { . ([scriptblock]::Create("& `$cli '--eval=powershell/1' '--'$each")) }
        else { & $cli '--eval=powershell/1' '--' @Words }
        $text = $text -join "`n"
        if ($LASTEXITCODE -eq 0) {
            # All of it is read before the first line runs. What cannot be read is not shown: it may hold a secret.
            try {
                if ($text -cnotmatch '^($|\$\{env:|& )') { throw }
                $text = "[System.Diagnostics.DebuggerHidden()] param()`n$text"
                if ($full) { . ([scriptblock]::Create($text)) } else { Invoke-Expression $text }
            } catch {
                $odd = $true
                $global:LASTEXITCODE = 1
            }
        }
        if ($LASTEXITCODE -eq 0 -and $text -cmatch '(?m)^\$\{env:AWS_' -and ${function:__assume_note}) { __assume_note $Words }
    }
    if ($LASTEXITCODE -eq 0) { return }

    $problem = if (-not $cli) { 'the program "assume" is not on the PATH' }
    elseif ($taken) { "PowerShell took -$($taken -join ', -') for itself; to keep it: assume exec <profile> -- <command>" }
    elseif ($odd) { 'the program "assume" on the PATH is another one, so nothing was changed' }
    else { "assume ended with status $LASTEXITCODE" }
    if (-not $full) { throw $problem }
    # The program has said what is wrong: it is not said twice.
    if ($cli -and -not $taken -and -not $odd -and $ErrorActionPreference -ne 'Stop') { $ErrorActionPreference = 'SilentlyContinue' }
    $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
            [System.Exception]::new($problem), 'assume', 'NotSpecified', $null))
}

# Uses what was assumed before, if it is fresh, with no process: the file is data, and nothing in it is evaluated. False if
# there is anything to think about.
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

        # Nobody else's to read, on Unix; so it is the user's own, if it can be read by anyone but root.
        if ([IO.Path]::DirectorySeparatorChar -eq '/') {
            if ([int] [IO.File]::GetUnixFileMode($file.FullName) -band 63) { return $false }
            if ([Environment]::IsPrivilegedProcess -and $ExecutionContext.InvokeProvider.Item.Get($file.FullName, $true, $true).UnixStat.UserId) { return $false }
        }
        foreach ($made in 'config', 'credentials') {
            $made = [IO.FileInfo] [IO.Path]::Combine($userHome, '.aws', $made)
            if ($made.Exists -and $made.LinkType) { $made = $made.ResolveLinkTarget($true) } # as below
            if ($made.Exists -and $made.LastWriteTimeUtc -ge $file.LastWriteTimeUtc) { return $false }
        }

        # A whole file: all of the names in their order, but for the two that the file does not have.
        $names = 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CREDENTIAL_EXPIRATION', 'AWS_REGION',
        'AWS_DEFAULT_REGION', 'AWS_ACCOUNT_ID', 'ASSUME_PROFILE', 'AWSUME_PROFILE', 'ASSUME_EXPIRES', 'ASSUME_PREVIOUS', 'ASSUME_RESTORE',
        'AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN', 'AWS_SESSION_EXPIRATION', 'AWS_CREDENTIAL_SCOPE',
        'AWS_VAULT', 'AWS_SSO_PROFILE'
        $lines = [IO.File]::ReadAllText($file.FullName).Split([char] 10)
        if ($lines.Count -ne 19 -or $lines[18] -or $lines[0] -cnotmatch '^expires\t(\d{1,15})\t(\d{1,15})\t\d\d:\d\d\t(.+)\z') { return $false }
        $end = [long] $Matches[1]
        $aws = if ($before['AWS_ENDPOINT_URL_STS']) { $before['AWS_ENDPOINT_URL_STS'] } else { $before['AWS_ENDPOINT_URL'] }
        if ($Matches[3] -cne "$userHome $aws") { return $false }
        if ([long] $Matches[2] -gt $now -or $end - $now -le 900) { return $false }
        $after = @{}
        $at = 1
        foreach ($name in $names) {
            if ($name -cin 'ASSUME_PREVIOUS', 'ASSUME_RESTORE') { continue }
            $fields = $lines[$at++].Split([char] 9)
            if ($fields[0] -cne $name -or $fields.Count -gt 2) { return $false }
            $after[$name] = if ($fields.Count -eq 2) { $fields[1] } else { [NullString]::Value }
        }
        if ($after['ASSUME_PROFILE'] -cne $Wanted -or $after['ASSUME_EXPIRES'] -cne "$end") { return $false }

        # What was there before the first assume is kept already, or it was nothing.
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

# The time that is left, in ticks of a ten-millionth of a second; nothing if that is not known. Neither this nor what comes
# next calls a method, which constrained language mode would forbid.
function global:__assume_left {
    [System.Diagnostics.DebuggerHidden()]
    param()
    if ($env:ASSUME_EXPIRES -cnotmatch '^[0-9]{1,11}\z') { return }
    10000000 * [long] $env:ASSUME_EXPIRES - ([datetime]::UtcNow - [datetime] '1970-01-01').Ticks
}

# For a prompt: the profile and the minutes that are left, with no process; red when it is nearly over.
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

# TAB. PowerShell asks for the parameter ($command, $parameter, $word, $ast, $bound) or, after a word like `-t`, as for
# a program ($word, $ast, $position). The same answer serves both; nothing that a name holds is evaluated.
& {
    $complete = {
        Set-StrictMode -Off
        $ErrorActionPreference = 'SilentlyContinue' # with Stop, 5.1 would take what the program says for a failure
        $full = $ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage'
        $typed, $ast = if ($args.Count -eq 3) { $args[0, 1] } else { $args[2, 3] }

        # The word at the cursor and those before it, without quotes.
        $word = $typed -replace '^(["''\u2018-\u201e])(.*?)\1?$', '$2'
        $words = @(foreach ($element in $ast.CommandElements) {
                if ($element.StringConstantType) { $element.Value } else { $element.Extent.Text }
            })
        $end = if ($typed) { [array]::LastIndexOf($words, $word) } else { $words.Count }
        if ($end -lt 1) { $end = $words.Count - 1 } # `a,b`: they are one element, and the word is `b`
        $before = @(for ($at = 1; $at -lt $end; $at++) { $words[$at] })

        # Profiles from the list that the program keeps, without a process, if it is of the AWS files as they are now.
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
                    # A link has a time of its own. 5.1 cannot follow it: that throws, and the program is asked.
                    if ($file.Exists -and $file.LinkType) { $file = $file.ResolveLinkTarget($true) }
                    if ($file.LastWriteTimeUtc -gt $list.LastWriteTimeUtc) { $file }
                }
                $read = if (-not $newer) { [IO.File]::ReadAllLines($list.FullName) }
                if ("$($read[0])`t".StartsWith("$config`t$credentials`t", 'Ordinal')) { $lines = $read }
            } catch { $lines = $null }
        }

        if ($null -eq $lines) {
            # Before 7.3 an empty word is lost on its way to a program, unless it is spelt like this.
            $last = if ($word -or "$PSNativeCommandArgumentPassing" -notin '', 'Legacy') { $word } else { '""' }
            $status, $encoding = $global:LASTEXITCODE, [Console]::OutputEncoding
            try { [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new() } catch { } # not allowed, or no console
            $cli = Get-Command -Name assume -CommandType ExternalScript, Application -TotalCount 1
            if ($cli) { $lines = @() | & $cli '--complete=powershell/1' '--' @before "$last" 2>$null }
            try { [Console]::OutputEncoding = $encoding } catch { }
            $global:LASTEXITCODE = $status
        }

        if ("$(@($lines)[0])" -cmatch '^\t(.*)\t(offset|files)$') {
            $place = $Matches[1]
            if ($full -and $Matches[2] -ceq 'offset') {
                # The command that begins at this word, as if it stood alone.
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
            # In the list are also its first line, what may stand first only, and what may stand after `use` only.
            if ($read -and $kind -and $kind -cne $(if ($isFirst) { 'command' } else { 'use' })) { continue }
            # What PowerShell would not leave as it is goes into quotes; any of five characters would end them.
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

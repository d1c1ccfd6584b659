
# >>> assume >>>
# region generated: version
# assume 0.1.0 for PowerShell 7 and Windows PowerShell 5.1, protocol 1
# endregion
# Switches AWS profiles in this shell. Printed by `assume init powershell`. Loading it starts no process; it defines functions
# and one completion. DebuggerHidden keeps secrets out of the trace of Set-PSDebug.

$global:__assume_last = '' # the profile that the last `assume off` has left

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
    $leaving = $env:ASSUME_PROFILE
    # After `assume off`, `-` is the profile from before it.
    $at = [int] ($Words.Count -and $Words[0] -ceq 'use')
    if ($Words.Count -gt $at -and $Words[$at] -ceq '-' -and -not $env:ASSUME_PREVIOUS -and
        $global:__assume_last -cnotin '', "$leaving" -and $global:__assume_last -cnotmatch '^-') {
        $Words = @('use', $global:__assume_last) + @(for ($at++; $at -lt $Words.Count; $at++) { $Words[$at] })
    }
    $quiet = $Words.Count -eq 2 -and $Words[1] -ceq '--quiet'
    if ($full -and ($quiet -or $Words.Count -eq 1) -and (__assume_session $Words[0] $quiet)) {
        if (${function:__assume_note}) { __assume_note $Words }
        return
    }
    # region generated: passthrough commands
    $passthrough = 'cache', 'demo', 'doctor', 'exec', 'export', 'help', 'init', 'list', 'login', 'plan', 'status',
        'version', 'whoami', '--help', '-h', '--version'
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
        if ($Words[0] -ceq 'exec') {
            $text = try { $MyInvocation.Statement } catch { } # older than PowerShell 7.4
            if (-not $text) { $text = $MyInvocation.Line -replace "^.{$([Math]::Max(0, $MyInvocation.OffsetInLine - 1))}" }
            $Words = @(__assume_dashes $Words $text)
        }
        # These commands only print or run something: they get the terminal, and their exit status is the result.
        if ($MyInvocation.ExpectingInput) { $input | __assume_call $cli $full $Words } else { __assume_call $cli $full $Words }
    } else {
        # All or nothing: a complete change and status 0, or no change.
        $text = @(__assume_call $cli $full (@('--eval=powershell/1', '--') + $Words)) -join "`n"
        # A command to run, chosen in the picker's menu, or newer than this script: what it prints is not for the shell. Its words
        # are in quotes, and none is a secret.
        $isRun = $text -cmatch '^& \(Microsoft\.PowerShell\.Core\\Get-Command -Name ''assume'' [^\n]*\z'
        $isNothing = -not $text -and $Words.Count -and $Words[0] -ceq 'off' # the only one with nothing to change
        if ($LASTEXITCODE -eq 0 -and $isRun) { if ($full) { . ([scriptblock]::Create($text)) } else { Invoke-Expression $text } }
        elseif ($LASTEXITCODE -eq 0 -and -not $isNothing -and -not (__assume_apply $text $full)) {
            $global:LASTEXITCODE = 1
            $problem = 'the program "assume" on the PATH is not this one, so nothing was changed'
        }
        if ($LASTEXITCODE -eq 0 -and $text -cmatch '^\$\{env:' -and ${function:__assume_note}) { __assume_note $Words }
    }
    if ($LASTEXITCODE -in 126, 127 -and (__assume_clear $Words $full)) { $global:LASTEXITCODE = 0 }
    if ($LASTEXITCODE -eq 0 -and $leaving -and $Words.Count -and $Words[0] -ceq 'off') { $global:__assume_last = $leaving }
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

# The words of an `exec` with the first `--`, which PowerShell drops: without a profile before it, the command would be taken for
# one. The words before it are counted, if each stands for one word: `-r:x` is two, and @list any number.
function global:__assume_dashes {
    [System.Diagnostics.DebuggerHidden()]
    param($Typed, $Text)
    $quoted, $gap = "`"[^`"]*`"|'[^']*'", '(?:\s|`\r?\n)+'
    $plain = '(?!-\S*:)[^\s"''`(){};|&<>@,]+'
    if ("$Text" -cnotmatch "^(?:[&.]\s*)?\S+((?:$gap(?:$quoted|$plain))+?)$gap--(?=\s|\z)") { return $Typed }
    $before = @($Matches[1] -replace $quoted, 'x' -split $gap -ne '').Count
    for ($at = 0; $at -le $Typed.Count; $at++) {
        if ($at -eq $before) { '--' }
        if ($at -lt $Typed.Count) { $Typed[$at] }
    }
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

# Makes the change that a text describes, of which each line is `${env:NAME} = 'VALUE'`, `= (-join [char[]](CODES))` or `= $null`.
# False if there is anything else, and then nothing has changed. No value is in a script block, since these may be logged.
function global:__assume_apply {
    [System.Diagnostics.DebuggerHidden()]
    param($Text, $IsFull)
    $line = '^\$\{env:(A(?:WS|SSUME|WSUME)_[A-Z0-9_]+)\} = ' +
        "(?:\`$null|'(?<plain>(?:[^']|'')*)'|\(-join \[char\[\]\]\((?<codes>[0-9]+(?:,[0-9]+)*)\)\))\z"
    $changes = @{}
    foreach ($each in $Text -split "`n") {
        if ($each -cnotmatch $line) { return $false }
        $changes[$Matches[1]] = if ($Matches['codes']) { -join [char[]] [int[]] ($Matches['codes'] -split ',') }
        elseif ($null -ne $Matches['plain']) { $Matches['plain'] -replace "''", "'" }
    }
    foreach ($name in @($changes.Keys)) { __assume_set $name $changes[$name] $IsFull }
    $true
}

# Sets a variable, or removes it. Constrained language mode forbids the method.
function global:__assume_set {
    [System.Diagnostics.DebuggerHidden()]
    param($Name, $Value, $IsFull)
    if (-not $IsFull) { Invoke-Expression "`${env:$Name} = `$Value" }
    elseif ($null -eq $Value) { [Environment]::SetEnvironmentVariable($Name, [NullString]::Value) }
    else { [Environment]::SetEnvironmentVariable($Name, $Value) }
}

# If the program is gone, and these are the words of `assume off`: clears what the program would have, and names what only the
# program could restore. False otherwise.
function global:__assume_clear {
    [System.Diagnostics.DebuggerHidden()]
    param($Typed, $IsFull)
    if ("$Typed" -cnotin 'off', 'off --quiet' -or -not "$env:ASSUME_PROFILE$env:ASSUME_RESTORE") { return $false }
    # region generated: managed variables
    $names = 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CREDENTIAL_EXPIRATION',
        'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ACCOUNT_ID', 'ASSUME_PROFILE', 'AWSUME_PROFILE',
        'ASSUME_ROLE', 'ASSUME_COLOR', 'ASSUME_EXPIRES', 'ASSUME_PREVIOUS', 'ASSUME_RESTORE',
        'ASSUME_WITHHELD', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN',
        'AWS_SESSION_EXPIRATION', 'AWS_CREDENTIAL_SCOPE', 'AWS_VAULT', 'AWS_SSO_PROFILE'
    # endregion
    $lost = @(foreach ($name in $names) { if ($env:ASSUME_RESTORE -cmatch "[{,]`"${name}`":") { $name } }) -join ', '
    if (-not $lost -and $env:ASSUME_RESTORE -cne '{}') { $lost = 'the earlier AWS_* variables' }
    $own = foreach ($pair in "$env:ASSUME_ENDPOINTS" -split '\|') {
        $name, $value = $pair -split '=', 2
        if ($name -cmatch (__assume_destinations) -and (Get-Content -LiteralPath "env:$name" -ErrorAction Ignore) -ceq $value) { $name }
    }
    foreach ($name in $names + 'ASSUME_ENDPOINTS' + @($own)) { if ($name) { __assume_set $name $null $IsFull } }
    $result = if ($lost) { "Credentials cleared, but $lost could not be restored" } else { 'Credentials cleared; environment restored' }
    if ($lost -or "$Typed" -ceq 'off') { Write-Warning "assume: The program `"assume`" could not be run. $result." }
    $true
}

# Applies the session file of a profile, without starting a process, if all that it was made from is still in force. The file
# is data; nothing in it is evaluated. False means that this fast path does not apply. So does any error: this PowerShell may
# lack a method.
function global:__assume_session {
    [System.Diagnostics.DebuggerHidden()]
    param([string] $Wanted, [bool] $IsQuiet)
    try {
        $before = __assume_environment
        $session = __assume_read $Wanted $before
        if (-not $session -or -not (__assume_verify $session $before)) { return $false }
    } catch { return $false }
    __assume_change $session $before
    __assume_record $session
    if (-not $IsQuiet -and -not [Console]::IsErrorRedirected) { __assume_announce $session }
    return $true
}

# What a session file holds, if it is complete and the user's own.
function global:__assume_read {
    [System.Diagnostics.DebuggerHidden()]
    param([string] $Wanted, $Before)
    if ($Wanted -cnotmatch '^(?!-|(use|off|\.+)\z)[a-zA-Z0-9_.@+=:-]+\z') { return }
    $folder = $Before['XDG_RUNTIME_DIR']
    $isRuntime = $folder -and (__assume_absolute $folder) -and [IO.Directory]::Exists("$folder/assume/sessions")
    if (-not $isRuntime) { $folder = $Before['XDG_CACHE_HOME'] }
    if (-not $folder) { $folder = "$($Before['HOME'])/.cache" }
    $folder = "$folder/assume/sessions"
    $file = "$folder/$Wanted"
    if (-not (__assume_absolute $Before['HOME']) -or -not (__assume_absolute $folder)) { return }
    $info = [IO.FileInfo] $file
    if (-not $info.Exists -or -not $info.Length) { return } # a FIFO has no length, and to read it could take forever
    # Nothing of a file is used that isn't complete, or that has another name anywhere.
    $head = 'assume\t3\t([1-9][0-9]{9})\t([1-9][0-9]{9})\t[0-9]+\t([0-9a-f]+)\t' +
        '((?:config|credentials|config\+credentials)(?:\+token)?(?:\+settings)?)\t([^\t\n]+)\n'
    $name = 'A(?:WS|SSUME|WSUME)_[A-Z0-9_]+'
    $lines = "(?:(?<name>(?!ASSUME_(?:PREVIOUS|RESTORE)\t)$name)\t(?<value>[^\t\n]*)\n)+unset(?:\t(?<gone>$name))+\nend\n"
    $found = [regex]::Match([IO.File]::ReadAllText($file), "\A$head$lines\z")
    if (-not $found.Success) { return }
    $groups = $found.Groups
    $generation = "$folder/%$($groups[3].Value)"
    if (-not (__assume_private $file $generation $folder)) { return }
    $session = @{
        Profile = $Wanted; End = $groups[1].Value; Since = $groups[2].Value; Place = $groups[5].Value
        Generation = $generation; Files = $groups[4].Value; Values = @{}; Own = @(if ($Before['ASSUME_ENDPOINTS']) { __assume_own $Before })
        Removed = @(foreach ($each in $groups['gone'].Captures) { $each.Value })
    }
    $names, $values = $groups['name'].Captures, $groups['value'].Captures
    for ($at = 0; $at -lt $names.Count; $at++) { $session.Values[$names[$at].Value] = $values[$at].Value }
    $session
}

# Whether all that a session was made from is still in force: the time, the user's variables, and the files.
function global:__assume_verify {
    [System.Diagnostics.DebuggerHidden()]
    param($Session, $Before)
    $now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
    $end, $since, $values = [long] $Session.End, [long] $Session.Since, $Session.Values
    if ($since -gt $now -or $end -le $now + 900 -or $end -gt $since + 129600) { return $false }
    if ($values['ASSUME_PROFILE'] -cne $Session.Profile -or $values['ASSUME_EXPIRES'] -cne $Session.End) { return $false }

    # region generated: variables that rule out session files
    $unset = @('AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_LOGIN_CACHE_DIRECTORY',
        'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT',
        'ASSUME_DEBUG')
    # endregion
    # And what the session sets. Either ASSUME_RESTORE holds the values from before the first assume, or there were none.
    if (-not $Before.Contains('ASSUME_RESTORE')) { $unset += @('ASSUME_PREVIOUS') + $values.Keys + $Session.Removed }
    elseif ($values.Contains('ASSUME_ENDPOINTS')) { $unset += @($values.Keys) -cmatch (__assume_destinations) }
    foreach ($name in $unset) { if ($Before.Contains($name) -and $name -cnotin $Session.Own) { return $false } }
    $place = $Before['HOME']
    foreach ($name in '', '_STS', '_SSO', '_SSO_OIDC', '_SIGNIN') {
        $name = "AWS_ENDPOINT_URL$name"
        $place += if ($name -cin $Session.Own) { ' ' } else { " $($Before[$name])" }
    }
    if ($place -cne $Session.Place) { return $false }

    $paths, $settings = (__assume_paths $Before), $Before['XDG_CONFIG_HOME']
    $onWindows = [IO.Path]::DirectorySeparatorChar -eq [char] 92 # PowerShell 5.1 has no $IsWindows
    if ($onWindows -and $Before['APPDATA'] -and (__assume_absolute $Before['APPDATA'])) { $settings = $Before['APPDATA'] }
    if (-not $settings -or -not (__assume_absolute $settings)) { $settings = [IO.Path]::Combine($Before['HOME'], '.config') }
    $paths.settings = [IO.Path]::Combine($settings, 'assume', 'config')
    __assume_same $Session.Generation $Session.Files $paths
}

# Whether files are what they were when a generation was made: at the same real paths, neither newer nor older, of the same
# size. Those that aren't among them must still be missing. A token can be anywhere, so $Paths doesn't have it.
function global:__assume_same {
    [System.Diagnostics.DebuggerHidden()]
    param([string] $Generation, [string] $Files, $Paths)
    $lines = [IO.File]::ReadAllText("$Generation/files.tsv").Split([char] 10)
    $names = @(foreach ($line in $lines) { $line.Split([char] 9)[0] }) -join '+'
    if ($names -cne ("$Files+end+" -replace '^none\+')) { return $false }
    $plain = [Collections.Hashtable]::new() # by exact path, what isn't a link: the files share most folders on their way
    foreach ($line in $lines) {
        $name, $path, $real, $ticks, $size, $rest = $line.Split([char] 9)
        if (-not $path) { break }
        if ($Paths.Contains($name) -and $Paths[$name] -cne $path) { return $false }
        for ($at = $path; $at -and -not $plain.Contains($at); $at = [IO.Path]::GetDirectoryName($at)) {
            if ([int] [IO.File]::GetAttributes($at) -band 1024) { $path = __assume_real $path; break } # ReparsePoint
            $plain[$at] = $true
        }
        if ($path -cne $real) { return $false }
        $file = [IO.FileInfo] $real
        if ($file.LastWriteTimeUtc.Ticks -ne $ticks -or $file.Length -ne $size) { return $false }
        [IO.File]::OpenRead($real).Dispose() # throws if the user can't read it
    }
    foreach ($name in $Paths.Keys) {
        if ("+$Files+" -cnotmatch "\+$name\+" -and [int] ([IO.FileInfo] $Paths[$name]).Attributes -ne -1) { return $false }
    }
    return $true
}

# The lines of the file that the program keeps for completion, if nobody else can write it, and the AWS files are those that it
# was made from. Nothing in it is evaluated.
function global:__assume_listed {
    [System.Diagnostics.DebuggerHidden()]
    param()
    $before = __assume_environment
    $paths = __assume_paths $before
    if ($before.Contains('AWS_CONFIG_FILE')) { $paths.config = $before['AWS_CONFIG_FILE'] }
    if ($before.Contains('AWS_SHARED_CREDENTIALS_FILE')) { $paths.credentials = $before['AWS_SHARED_CREDENTIALS_FILE'] }
    $folder = if ($before['XDG_CACHE_HOME']) { $before['XDG_CACHE_HOME'] } else { "$($before['HOME'])/.cache" }
    $file = "$folder/assume/profiles.tsv"
    $info = [IO.FileInfo] $file
    if (-not (__assume_absolute $folder) -or -not $info.Exists -or -not $info.Length) { return }
    $lines = [IO.File]::ReadAllLines($file)
    $config, $credentials, $name, $files, $rest = $lines[0].Split([char] 9)
    if ($config -cne $paths.config -or $credentials -cne $paths.credentials -or $name -cnotmatch '^[0-9a-f]+\z') { return }
    $generation = "$folder/assume/%$name"
    if (-not (__assume_private $file $generation "$folder/assume")) { return }
    if (__assume_same $generation $files $paths) { , $lines }
}

# Where the AWS files are, if no variable names others.
function global:__assume_paths {
    [System.Diagnostics.DebuggerHidden()]
    param($Before)
    $aws = [IO.Path]::Combine($Before['HOME'], '.aws')
    @{ config = [IO.Path]::Combine($aws, 'config'); credentials = [IO.Path]::Combine($aws, 'credentials') }
}

# A path without links: the one nearest to the root is replaced until there is none. Nothing if that can't be seen, as before
# PowerShell 7.2.
function global:__assume_real {
    [System.Diagnostics.DebuggerHidden()]
    param([string] $Path)
    foreach ($times in 1..40) {
        $link = $null
        for ($at = $Path; $at; $at = [IO.Path]::GetDirectoryName($at)) {
            if ([int] [IO.File]::GetAttributes($at) -band 1024) { $link = [IO.FileInfo] $at } # ReparsePoint
        }
        if (-not $link) { return $Path }
        $target = $link.LinkTarget
        # Behind a name, `..` can lead out of another link.
        if (-not $target -or $target -match '[^./\\]+[/\\]+\.\.([/\\]|\z)') { return }
        $target = [IO.Path]::Combine([IO.Path]::GetDirectoryName($link.FullName), $target)
        $Path = [IO.Path]::GetFullPath($target) + $Path.Substring($link.FullName.Length)
    }
}

# Whether nobody but the user has access to these, if the first one is a file and inside of the others. Only root can read
# another user's private file.
function global:__assume_private {
    [System.Diagnostics.DebuggerHidden()]
    param()
    if ([IO.Path]::DirectorySeparatorChar -ne '/') { return $true }
    foreach ($path in $args) { if ([int] [IO.File]::GetUnixFileMode($path) -band 63) { return $false } }
    [Environment]::IsPrivilegedProcess -eq $false -or
        -not $ExecutionContext.InvokeProvider.Item.Get($args[0], $true, $true).UnixStat.UserId
}

# Whether a path is the same in every folder.
function global:__assume_absolute {
    [System.Diagnostics.DebuggerHidden()]
    param([string] $Path)
    $Path -match $(if ([IO.Path]::DirectorySeparatorChar -eq '/') { '^/' } else { '^([a-z]:)?[/\\]' })
}

# The environment, as a copy in which HOME is always set. A call of a function takes longer than most of what they do here.
function global:__assume_environment {
    [System.Diagnostics.DebuggerHidden()]
    param()
    $variables = [Environment]::GetEnvironmentVariables()
    if ($null -eq $variables['HOME']) { $variables['HOME'] = $HOME }
    $variables
}

# The variables that assume itself has set for an earlier profile's endpoints. One with another value is the user's.
function global:__assume_own {
    [System.Diagnostics.DebuggerHidden()]
    param($Before)
    foreach ($pair in $Before['ASSUME_ENDPOINTS'].Split([char] '|')) {
        $name, $value = $pair.Split([char[]] '=', 2)
        if ($name -cmatch (__assume_destinations) -and $value -ceq $Before[$name] -and $Before.Contains($name)) { $name }
    }
}

# Matches the names of the variables that say where AWS clients send requests, and that assume sets for a profile.
function global:__assume_destinations {
    [System.Diagnostics.DebuggerHidden()]
    param()
    '^AWS_(ENDPOINT_URL(_[A-Z0-9_]+)?|IGNORE_CONFIGURED_ENDPOINT_URLS|USE_(FIPS|DUALSTACK)_ENDPOINT|CA_BUNDLE' +
        '|ACCOUNT_ID_ENDPOINT_MODE|STS_REGIONAL_ENDPOINTS)\z'
}

# Sets and removes the variables. $null would set an empty one.
function global:__assume_change {
    [System.Diagnostics.DebuggerHidden()]
    param($Session, $Before)
    $removed, $values = (@('ASSUME_ENDPOINTS') + $Session.Own + $Session.Removed), $Session.Values
    if (-not $Before.Contains('ASSUME_RESTORE')) { $values['ASSUME_RESTORE'] = '{}' }
    if ($Before['ASSUME_PROFILE'] -cne $Session.Profile) {
        if ($Before.Contains('ASSUME_PROFILE')) { $values['ASSUME_PREVIOUS'] = $Before['ASSUME_PROFILE'] }
        else { $removed += 'ASSUME_PREVIOUS' }
    }
    foreach ($name in $removed) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
    foreach ($name in $values.Keys) { [Environment]::SetEnvironmentVariable($name, $values[$name]) }
}

# Appends this use of a profile to the history that the program keeps, if there is one that nobody else has access to.
function global:__assume_record {
    [System.Diagnostics.DebuggerHidden()]
    param($Session)
    try {
        $folder = $env:XDG_STATE_HOME
        if (-not $folder -or -not (__assume_absolute $folder)) { $folder = "$(if ($env:HOME) { $env:HOME } else { $HOME })/.local/state" }
        $file = [IO.FileInfo] "$folder/assume/history"
        # ReparsePoint: a link.
        if (-not $file.Exists -or [int] $file.Attributes -band 1024 -or -not (__assume_private $file.FullName)) { return }
        # To write to a FIFO could take forever.
        if ([IO.Path]::DirectorySeparatorChar -eq '/') {
            $kind = $ExecutionContext.InvokeProvider.Item.Get($file.FullName, $true, $true).UnixStat.ItemType
            if ("$kind" -cnotin '', 'File') { return }
        }
        [IO.File]::AppendAllText($file.FullName, "$([DateTimeOffset]::UtcNow.ToUnixTimeSeconds())`t$($Session.Profile)`n")
    } catch { } # such as a read-only file
}

# Says what has changed: the same line as the program. More than 15 minutes are left.
function global:__assume_announce {
    [System.Diagnostics.DebuggerHidden()]
    param($Session)
    $locale = "$(@($env:LC_ALL, $env:LC_CTYPE, $env:LANG) -ne '' -ne $null | Select-Object -First 1)"
    $mark = if ($locale -match 'utf-?8') { [char] 0x2713 } else { 'ok' }
    $left = [long] $Session.End - [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
    $hours, $minutes = (($left - $left % 3600) / 3600), (($left % 3600 - $left % 60) / 60)
    $time = @($(if ($hours) { "${hours}h" }), $(if ($minutes) { "${minutes}m" })) -ne $null -join ' '
    $who = @($env:ASSUME_ROLE, $env:AWS_ACCOUNT_ID) -ne $null -ne '' -join ' @ '
    $parts = "$mark $(__assume_paint $Session.Profile)", $who, $env:AWS_REGION, (__assume_route), "$time left"
    [Console]::Error.Write("$($parts -ne $null -ne '' -join '  ')`n")
}

# Where requests go, without what may be secret in a URL. An endpoint for all services comes before those of some.
function global:__assume_route {
    [System.Diagnostics.DebuggerHidden()]
    param()
    $routes = @("$env:ASSUME_ENDPOINTS".Split([char] '|') -cmatch '^AWS_ENDPOINT_URL[_=]')
    if (-not $routes.Count) { return }
    $every = @($routes -cmatch '^AWS_ENDPOINT_URL=')
    $more = if (-not $every.Count -and $routes.Count -gt 1) { " and $($routes.Count - 1) more" }
    $null = @($every + $routes)[0] -cmatch '^AWS_ENDPOINT_URL_?([^=]*)=(?:.*?://)?(?:[^/?#]*@)?([^/?#]*)'
    "$($Matches[1].ToLowerInvariant()) at $($Matches[2])$more".Trim()
}

# A profile's name in its color: black or bright white letters on it. Without colors, `!` marks production.
function global:__assume_paint {
    [System.Diagnostics.DebuggerHidden()]
    param([string] $Name)
    if ($env:NO_COLOR -or $env:TERM -ceq 'dumb') { return $(if ($env:ASSUME_COLOR -ceq 'red') { "! $Name" } else { $Name }) }
    $sgr = switch -CaseSensitive ($env:ASSUME_COLOR) {
        'red' { '97;41' }
        'yellow' { '30;43' }
        'green' { '30;42' }
        'blue' { '97;44' }
        'magenta' { '97;45' }
        'cyan' { '30;46' }
    }
    if ($sgr) { "$([char] 27)[${sgr}m$Name$([char] 27)[39;49m" } else { $Name }
}

# The time left, in ticks of 100 ns; nothing if it is unknown. Neither this function nor the next one calls a method, which
# constrained language mode would forbid.
function global:__assume_left {
    [System.Diagnostics.DebuggerHidden()]
    param()
    if ($env:ASSUME_EXPIRES -cnotmatch '^[0-9]{1,11}\z') { return }
    10000000 * [long] $env:ASSUME_EXPIRES - ([datetime]::UtcNow - [datetime] '1970-01-01').Ticks
}

# A name in which what shows nothing, or turns the direction of the rest, is replaced by its code, as the program does.
function global:__assume_reveal {
    [System.Diagnostics.DebuggerHidden()]
    param([string] $Name)
    # region generated: invisible characters
    $invisible = '[\u00ad-\u00ad\u034f-\u034f\u061c-\u061c\u115f-\u1160\u17b4-\u17b5\u180e-\u180e' +
        '\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164-\u3164\ufeff-\ufeff\uffa0-\uffa0' +
        '\ufff0-\ufffb]|\ud82f[\udca0-\udca3]|\ud834[\udd73-\udd7a]|\udb40[\udc00-\udc7f]'
    # endregion
    $parts = foreach ($part in $Name -csplit "($invisible)") {
        if ($part -cnotmatch $invisible) { $part; continue }
        $units = [int[]] [char[]] $part
        if ($units.Count -eq 2) { $units = , (65536 + ($units[0] - 55296) * 1024 + $units[1] - 56320) }
        '\u{{{0:x}}}' -f $units[0]
    }
    $parts -join ''
}

# For a prompt: the profile in its color and the minutes left, without starting a process.
function global:assume_prompt {
    [System.Diagnostics.DebuggerHidden()]
    param()
    $text = $env:ASSUME_PROFILE -replace '[\x00-\x1f\x7f-\x9f]'
    if (-not $text) { return }
    if ($text -match '[^\x00-\x7f]') { $text = __assume_reveal $text }
    $text = __assume_paint $text
    $left = __assume_left
    if ($null -eq $left) { return $text }
    $time = if ($left -gt 0) { "$(($left - $left % 600000000) / 600000000)m" } else { 'expired' }
    if ($left -lt 6000000000 -and -not $env:NO_COLOR -and $env:TERM -cne 'dumb') { $time = "$([char] 27)[30;43m$time$([char] 27)[39;49m" }
    "$text $time"
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

        # Profiles come from a file that the program keeps, without a process.
        $lines = $read = $null
        $isFirst = $before.Count -eq 0
        if ($full -and $word -notmatch '^-' -and
            ($isFirst -or ($before.Count -eq 1 -and $before[0] -cin 'use', 'exec', 'export', 'login', 'plan'))) {
            try { $lines = $read = __assume_listed } catch { $lines = $null }
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

        # A third field: the header line, or the kind of a candidate. Some kinds are valid only as the first word, or only later.
        $third = if (-not $read) { '(\t.*)?' } elseif ($isFirst) { '(\tcommand)?' } else { '(\tuse)?' }
        $blank = $null
        $found = @($lines) -match "^$([regex]::Escape($word))[^\t]*(\t[^\t]*$third)?`$"
        if (-not $found.Count -and $word -match '^(--[^=]*=)?(.+)$') {
            # Else, profiles whose name contains the word, or whose account number does.
            $flag, $typed = [regex]::Escape($Matches[1]), [regex]::Escape($Matches[2])
            $number = if ($Matches[2] -cmatch '^[0-9]+\z') { "|[^\t]*\t(?=[0-9]{12}( |\t|`$))[0-9]*$typed" }
            if ($third -cne '(\tuse)?') { $third = '' }
            $found = @($lines) -match "^$flag([^\t]*$typed[^\t]*\t$number)[^\t]*$third`$"
            # Complete, the default of PSReadLine on Unix, would insert what they have in common, which wasn't typed. It inserts
            # none of several, so a blank does no harm.
            try {
                $tab = @([Microsoft.PowerShell.PSConsoleReadLine]::GetKeyHandlers([string[]] 'Tab'))[0]
                if ($found.Count -gt 1 -and -not $flag -and $tab.Function -ceq 'Complete') { $blank = ' ' }
            } catch { } # there is no PSReadLine, or an older one
        }
        foreach ($line in @($found -notmatch '\t.*\t') + @($found -match '\t.*\t')) { # profiles first
            $name, $description, $kind = $line.Split([char] 9)
            # A name that PowerShell would change is quoted. Five characters end a quoted string.
            $text = if ($name -match '^(-|(--)?[\p{L}\p{N}_./+=:%][\p{L}\p{N}_./+=:%@-]*)$') { $name }
            else { "'$($name -replace "['\u2018-\u201b]", '$0$0')'" }
            if (-not $description) { $description = $name }
            if (-not $full) { $text }
            else {
                [System.Management.Automation.CompletionResult]::new("$blank$text", "$blank$name", 'ParameterValue', $description)
            }
            $blank = $null
        }
    }
    Register-ArgumentCompleter -CommandName assume -ParameterName Words -ScriptBlock $complete
    Register-ArgumentCompleter -CommandName assume -Native -ScriptBlock $complete
}
# <<< assume <<<

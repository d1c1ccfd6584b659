
# >>> assume >>>
# assume for PowerShell 7 and Windows PowerShell 5.1, protocol 1: puts AWS role credentials into this shell.
# Printed by `assume init powershell`. Loading it starts no process; it leaves a function and one completion behind.

# An alias would win over the function.
if (${alias:assume}) { Remove-Item -LiteralPath Alias:assume -Force }

# An advanced function, since after any other `$?` is true: `assume bad && terraform apply` would go on. `[string[]]`,
# since `-t 012345` would be a number. In constrained language mode methods are forbidden: there it takes the long way.
function global:assume {
    [System.Diagnostics.DebuggerHidden()] # Set-PSDebug -Trace would show secrets
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(ValueFromRemainingArguments, DontShow)] [string[]] $Words = @(),
        [Parameter(ValueFromPipeline, DontShow)] $InputObject
    )
    $PSNativeCommandUseErrorActionPreference = $false
    $global:LASTEXITCODE = 0
    $full = $ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage'
    # Get-Command takes 15 ms and more. Neither finds this function.
    $cli = if ($full) { $ExecutionContext.InvokeCommand.GetCommand('assume', 'ExternalScript, Application') }
    else { Get-Command -Name assume -CommandType ExternalScript, Application -TotalCount 1 -ErrorAction Ignore }

    if (-not $cli) {
        $global:LASTEXITCODE = 127
    } elseif ($Words.Count -and $Words[0] -cin 'init', 'list', 'export', 'demo', '--help', '-h', '--version') {
        # These only print or run something: the terminal and the status are theirs.
        if ($MyInvocation.ExpectingInput) { $input | & $cli @Words } else { & $cli @Words }
    } else {
        # All or nothing: a whole text (an array would run line by line) and status 0, or no change.
        $text = if ($full) {
            # Each word in quotes of its own: on Unix any other is a pattern of file names (`p*`, `~`) to PowerShell.
            $each = -join @(for ($at = 0; $at -lt $Words.Count; $at++) { " `"`$(`$Words[$at])`"" })
            . ([scriptblock]::Create("& `$cli '--eval=powershell/1' '--'$each"))
        } else { & $cli '--eval=powershell/1' '--' @Words }
        $text = "[System.Diagnostics.DebuggerHidden()] param()`n" + ($text -join "`n")
        if ($LASTEXITCODE -eq 0) { if ($full) { . ([scriptblock]::Create($text)) } else { Invoke-Expression $text } }
    }
    if ($LASTEXITCODE -eq 0) { return }

    $problem = if ($cli) { "assume ended with status $LASTEXITCODE" } else { 'the program "assume" is not on the PATH' }
    if (-not $full) { throw $problem }
    # The program has said what is wrong: it is not said twice.
    if ($cli -and $ErrorActionPreference -ne 'Stop') { $ErrorActionPreference = 'SilentlyContinue' }
    $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
            [System.Exception]::new($problem), 'assume', 'NotSpecified', $null))
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
        $lines = $null
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

        foreach ($line in @($lines) -match "^$([regex]::Escape($word))") {
            $name, $description, $kind = $line.Split([char] 9)
            if ($kind -and ($kind -cne 'command' -or -not $isFirst)) { continue } # also the first line of the list
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

# Runs scripts as `pwsh -File` does, each in a runspace of its own: with variables, functions, modules and options of its own.
# Descriptor 3 names a file for each: the script, the folder to run it in, and the whole environment, between NULs.
$handle = [Microsoft.Win32.SafeHandles.SafeFileHandle]::new([IntPtr] 3, $false)
$jobs = [IO.StreamReader]::new([IO.FileStream]::new($handle, 'Read', 1))
$ends = [Console]::OpenStandardOutput(), [Console]::OpenStandardError()
$encodings = [Console]::OutputEncoding, [Console]::InputEncoding
# `exit` gets here as an exception.
$settings = [Management.Automation.PSInvocationSettings] @{ ExposeFlowControlExceptions = $true }
while ($null -ne ($job = $jobs.ReadLine())) {
    $script, $folder, $environment = [IO.File]::ReadAllText($job).Split("`0")
    foreach ($name in @([Environment]::GetEnvironmentVariables().Keys)) {
        [Environment]::SetEnvironmentVariable($name, [NullString]::Value)
    }
    foreach ($each in $environment) {
        $name, $value = $each.Split('=', 2)
        [Environment]::SetEnvironmentVariable($name, $value)
    }
    [Environment]::CurrentDirectory = $folder
    [TimeZoneInfo]::ClearCachedData()
    $runspace = [RunspaceFactory]::CreateRunspace($Host, [InitialSessionState]::CreateDefault2())
    $runspace.Open()
    $null = $runspace.SessionStateProxy.Path.SetLocation([WildcardPattern]::Escape($folder))
    $shell = [PowerShell]::Create($runspace)
    $status = 0
    try {
        $problems = $null
        $ast = [Management.Automation.Language.Parser]::ParseFile($script, [ref] $null, [ref] $problems)
        if ($problems) { throw [Management.Automation.ParseException]::new($problems) }
        # Without a scope of its own, as -File does.
        $null = $shell.AddScript('. $args[0]', $false).AddArgument($ast.GetScriptBlock()).AddCommand('Out-Default')
        $shell.Commands.Commands[0].MergeMyResults('Error', 'Output')
        $null = $shell.Invoke($null, $settings)
    } catch {
        $problem = $_.Exception.InnerException ?? $_.Exception
        if ($problem -is [Management.Automation.ExitException]) { $status = $problem.Argument } else {
            $status = 1
            [Console]::Error.WriteLine(($problem.ErrorRecord | Out-String).TrimEnd())
        }
    }
    $shell.Dispose()
    $runspace.Dispose()
    if ([Console]::OutputEncoding -ne $encodings[0]) { [Console]::OutputEncoding = $encodings[0] }
    if ([Console]::InputEncoding -ne $encodings[1]) { [Console]::InputEncoding = $encodings[1] }
    foreach ($stream in $ends) {
        $stream.Write([Text.Encoding]::ASCII.GetBytes("@@end $status`n"))
        $stream.Flush()
    }
}

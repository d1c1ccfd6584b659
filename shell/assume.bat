
@rem # >>> assume >>>
@rem assume 0.1.0 for cmd.exe, protocol 1: puts AWS role credentials into this shell. Not tried in Windows yet.
@rem Printed by `assume init cmd`, to stand beside npm's assume.cmd, which it calls: cmd takes a .bat before a .cmd.
@rem No labels and no blocks of several lines: cmd may miss the ends of them in a file with LF.

@rem These only print or run something: the terminal and the status are theirs. No `call`, so it does not come back.
@for %%w in (init list plan exec export login cache doctor demo --help -h --version) do @if "%~1"=="%%w" assume.cmd %*

@rem All or nothing: what the program says, `set "NAME=VALUE"` a line, is kept aside until its last line has told the status.
@rem None of it is run, and values that would not survive this are refused.
@set __assume_names=AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_REGION AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_EXPIRES ASSUME_PREVIOUS ASSUME_RESTORE AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_VAULT AWS_SSO_PROFILE
@for %%n in (call %__assume_names%) do @set "__assume_%%n="
@set "__assume_status=1"
@set __assume_words=%*
@for /f "usebackq tokens=1* delims= " %%a in (`assume.cmd "--eval=cmd/1" -- %%__assume_words%% ^& call echo end status^=%%^^errorlevel%%`) do @set "__assume_%%~b"
@if not "%__assume_status%"=="0" set "__assume_call="
@if defined __assume_call set "__assume_status=run"
@if "%__assume_status%"=="0" for %%n in (%__assume_names%) do @call set "%%n=%%__assume_%%n%%" >nul
@if defined __assume_call call %__assume_call%
@if defined __assume_call set "__assume_status=%errorlevel%"
@for %%n in (call words %__assume_names% names) do @set "__assume_%%n="
@cmd /d /c exit %__assume_status%
@rem # <<< assume <<<

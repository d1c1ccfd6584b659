
@rem # >>> assume >>>
@rem region generated: version
@rem assume 0.1.0 for cmd.exe, protocol 1
@rem endregion
@rem Switches AWS profiles in this shell. Printed by `assume init cmd`. It must be beside npm's assume.cmd, which it calls: cmd
@rem prefers a .bat to a .cmd. Not tried on Windows yet. There are no labels and no blocks of several lines, because cmd may
@rem miss their ends in a file with LF.

@rem These commands only print or run something: they get the terminal, and their exit status is the result. Without `call`,
@rem assume.cmd does not return here.
@rem region generated: passthrough commands
@for %%w in (cache demo doctor exec export help init list login plan) do @if "%~1"=="%%w" assume.cmd %*
@for %%w in (status version whoami --help -h --version) do @if "%~1"=="%%w" assume.cmd %*
@rem endregion

@rem All or nothing: the program prints `set "NAME=VALUE"` lines. Their values are kept aside until the last line has given the
@rem exit status. Nothing in them is run, and the program refuses values that would not survive this.
@rem region generated: managed variables
@set __assume_names=AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
@set __assume_names=%__assume_names% AWS_CREDENTIAL_EXPIRATION AWS_REGION AWS_DEFAULT_REGION AWS_ACCOUNT_ID
@set __assume_names=%__assume_names% ASSUME_PROFILE AWSUME_PROFILE ASSUME_ROLE ASSUME_COLOR ASSUME_EXPIRES
@set __assume_names=%__assume_names% ASSUME_PREVIOUS ASSUME_RESTORE ASSUME_WITHHELD AWS_PROFILE AWS_DEFAULT_PROFILE
@set __assume_names=%__assume_names% AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_VAULT
@set __assume_names=%__assume_names% AWS_SSO_PROFILE
@rem endregion
@for %%n in (call more %__assume_names%) do @set "__assume_%%n="
@set "__assume_status=1."
@set __assume_words=assume.cmd "--eval=cmd/1" -- %*
@rem A dot follows each value, so that a variable that is to be removed differs from one that the program did not print.
@for /f "usebackq tokens=1* delims= " %%a in (`%%__assume_words%% ^& call echo end status^=%%^^errorlevel%%`) do @set "__assume_%%~b."
@set "__assume_status=%__assume_status:~0,-1%"
@rem 9009: there is no Node any more. `assume off` still clears the credentials.
@if "%__assume_status%"=="9009" if "%~1"=="off" set "__assume_status=gone"
@if "%__assume_status%"=="gone" for %%n in (%__assume_names% ASSUME_ENDPOINTS) do @set "%%n="
@if "%__assume_status%"=="gone" echo assume: Credentials cleared, but the earlier AWS_* variables could not be restored.>&2
@rem Only `assume off` has nothing to change.
@if "%__assume_status%"=="gone" set "__assume_status=0"
@if "%__assume_status%"=="0" if not defined __assume_call if not defined __assume_ASSUME_PROFILE set "__assume_status=none"
@if "%__assume_status%"=="none" if "%~1"=="off" set "__assume_status=0"
@if "%__assume_status%"=="none" echo assume: The program "assume" on the PATH is not this one, so nothing was changed.>&2
@if "%__assume_status%"=="none" set "__assume_status=1"
@if not "%__assume_status%"=="0" set "__assume_call="
@if defined __assume_call set "__assume_status=run"
@rem The program lists the variables of the change in `more`, since not all are managed.
@set __assume_names=%__assume_names% %__assume_more:~0,-1%
@if "%__assume_status%"=="0" for %%n in (%__assume_names%) do @if defined __assume_%%n call set "%%n=%%__assume_%%n:~0,-1%%" >nul
@if defined __assume_call call %__assume_call:~0,-1%
@if defined __assume_call set "__assume_status=%errorlevel%"
@for %%n in (call words %__assume_names% more names) do @set "__assume_%%n="
@cmd /d /c exit %__assume_status%
@rem # <<< assume <<<


# >>> assume >>>
# region generated: version
# assume 0.1.0 for xonsh 0.13 and newer, protocol 1
# endregion
# Switches AWS profiles in this shell. Printed by `assume init xonsh`. Loading it starts no process; it defines two aliases, a
# prompt field and a completer.


def __assume_load():
    import json
    import re
    import shutil
    import subprocess
    import sys
    import time

    from xonsh.built_ins import XSH
    from xonsh.completers.completer import add_one_completer
    from xonsh.completers.tools import RichCompletion, contextual_command_completer_for

    def call(words, **streams):
        """Runs the program, never this alias, with the current environment; None if it is not on the PATH."""
        env = XSH.env.detype()
        program = shutil.which("assume", path=env.get("PATH", ""))
        return program and subprocess.run([program, *words], env=env, **streams)

    # region generated: managed variables
    managed = """
        AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_REGION
        AWS_DEFAULT_REGION AWS_ACCOUNT_ID ASSUME_PROFILE AWSUME_PROFILE ASSUME_ROLE ASSUME_COLOR ASSUME_EXPIRES
        ASSUME_PREVIOUS ASSUME_RESTORE ASSUME_WITHHELD AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN
        AWS_SESSION_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_VAULT AWS_SSO_PROFILE
    """.split()
    # endregion

    def clear(args, stderr):
        """Does without the program what `assume off` can do so: clears, and names what only the program could restore."""
        env = XSH.env.detype()
        if args not in (["off"], ["off", "--quiet"]) or not {"ASSUME_PROFILE", "ASSUME_RESTORE"} & env.keys():
            return False
        restore = env.get("ASSUME_RESTORE", "")
        lost = ", ".join(name for name in managed if re.search(f'[{{,]"{name}":', restore))
        if not lost and restore != "{}":
            lost = "the earlier AWS_* variables"
        pairs = [pair.partition("=") for pair in env.get("ASSUME_ENDPOINTS", "").split("|")]
        own = [name for name, _, value in pairs if name.startswith("AWS_") and env.get(name) == value]
        for name in [*managed, "ASSUME_ENDPOINTS", *own]:
            XSH.env.pop(name, None)
        result = f"Credentials cleared, but {lost} could not be restored" if lost else "Credentials cleared; environment restored"
        if lost or args == ["off"]:
            print(f"assume: {result}.", file=stderr)
        return True

    last = None  # the profile that the last `assume off` has left

    def assume(args, stdin=None, stdout=None, stderr=None, spec=None):
        """Switches AWS profiles in this shell."""
        nonlocal last
        leaving = XSH.env.get("ASSUME_PROFILE", "")
        # After `assume off`, `-` is the profile from before it.
        previous = args[1:] if args[:1] == ["-"] else args[2:] if args[:2] == ["use", "-"] else None
        if previous is not None and last not in (None, leaving) and not XSH.env.get("ASSUME_PREVIOUS"):
            args = args if last.startswith("-") else ["use", last, *previous]
        # xonsh puts pipes between a command and the terminal, and copies their output. The program should see the terminal
        # itself, unless something else reads the output: $(...), !(...), a pipeline, or a redirection.
        shown = spec and spec.captured not in ("stdout", "object")
        out = None if shown and spec.captured_stdout else stdout
        streams = {"stdin": stdin, "stderr": None if shown and spec.captured_stderr else stderr}

        # These commands only print or run something: they get the terminal, and their exit status is the result.
        # region generated: passthrough commands
        passthrough = """
            cache demo doctor exec export help init list login plan status version whoami --help -h --version
        """.split()
        # endregion
        if args and args[0] in passthrough:
            answer = call(args, stdout=out, **streams)
        else:
            answer = call(["--eval=xonsh/1", "--", *args], stdout=subprocess.PIPE, **streams)
            # All or nothing: complete output and status 0, or no change. The output is data; nothing in it is evaluated.
            if answer and answer.returncode == 0:
                try:
                    changes = [json.loads(line) for line in answer.stdout.decode().split("\n") if line]
                except ValueError:
                    changes = [None]
                # Only `assume off` has nothing to change.
                if not all(isinstance(each, (dict, list)) for each in changes) or not (changes or args[:1] == ["off"]):
                    print(
                        'assume: The program "assume" on the PATH is not this one, so nothing was changed.', file=stderr
                    )
                    return 1
                if changes and isinstance(changes[0], list):
                    answer = call(changes[0][1:], stdout=out, **streams)
                else:
                    for name, value in (each for change in changes for each in change.items()):
                        if value is None:
                            XSH.env.pop(name, None)
                        else:
                            XSH.env[name] = value
                    if args[:1] == ["off"] and leaving:
                        last = leaving
        if answer is None:
            print('assume: The program "assume" is not on the PATH.', file=stderr)
        if (answer is None or answer.returncode in (126, 127)) and clear(args, stderr):
            last = leaving
            return 0
        if answer is None:
            return 127
        return answer.returncode if answer.returncode >= 0 else 128 - answer.returncode

    def prompt():
        """The profile and the minutes left, for a prompt: $PROMPT = '{assume_prompt} ' + $PROMPT"""
        env = XSH.env
        name = re.sub(r"[\x00-\x1f\x7f-\x9f]", "", env.get("ASSUME_PROFILE", ""))
        # What shows nothing, or turns the direction of the rest, is replaced by its code, as the program does.
        # region generated: invisible characters
        invisible = (
            r"[\u00ad-\u00ad\u034f-\u034f\u061c-\u061c\u115f-\u1160\u17b4-\u17b5\u180e-\u180e"
            r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164-\u3164\ufeff-\ufeff\uffa0-\uffa0"
            r"\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
        )
        # endregion
        name = re.sub(invisible, lambda found: f"\\u{{{ord(found[0]):x}}}", name)
        expires = env.get("ASSUME_EXPIRES", "")
        plain = bool(env.get("NO_COLOR")) or env.get("TERM") == "dumb"
        color = env.get("ASSUME_COLOR", "")
        # Black or bright white letters on the color, as SGR codes. Without colors, `!` marks production.
        colors = {
            "red": "97;41", "yellow": "30;43", "green": "30;42", "blue": "97;44", "magenta": "97;45", "cyan": "30;46"
        }  # fmt: skip
        if not name:
            return ""
        if plain:
            name = f"! {name}" if color == "red" else name
        elif color in colors:
            name = f"\033[{colors[color]}m{name}\033[39;49m"
        if not re.fullmatch("[0-9]+", expires):
            return name
        left = int(expires) - int(time.time())
        text = f"{left // 60}m" if left > 0 else "expired"
        return f"{name} {text}" if plain or left >= 600 else f"{name} \033[30;43m{text}\033[39;49m"

    def literal(word, quoted):
        """A word, quoted for the command line. xonsh expands $ and ~ even in quotes, but nothing in an expression."""
        if not quoted and re.fullmatch(r"[\w.:@%+=,/-]+", word) and not word.startswith(("=", "@")):
            return word
        return f"@({word!r})" if "$" in word or "~" in word else repr(word)

    @contextual_command_completer_for("assume")
    def complete(context):
        """Completes with the program's candidates. Nothing in them is evaluated."""
        words = [arg.value for arg in context.args[1 : context.arg_index]] + [context.prefix]
        answer = call(
            ["--complete=xonsh/1", "--", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        lines = answer.stdout.decode().split("\n")[:-1] if answer else []
        if lines and lines[0].startswith("\t"):
            return None  # a command or a path: xonsh's other completers handle these
        return {
            RichCompletion(
                literal(value, context.opening_quote),
                prefix_len=len(context.raw_prefix),
                display=value,
                description=description,
                append_closing_quote=False,
                append_space=True,
            )
            for value, description, *_ in (line.split("\t") for line in lines)
            if value.startswith(context.prefix)
        }

    XSH.aliases["assume"] = assume
    XSH.aliases["assume_prompt"] = lambda args, stdin, stdout: print(prompt(), end="", file=stdout)
    # xonsh reads color names in braces in the value of a field.
    XSH.env["PROMPT_FIELDS"]["assume_prompt"] = lambda: prompt().replace("{", "{{").replace("}", "}}")
    add_one_completer("assume", complete, "start")


__assume_load()
del __assume_load
# <<< assume <<<

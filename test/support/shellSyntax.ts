import type { OtherName } from './shells';

/** How a shell of another kind says what the tests of the function's contract need. */
export interface ShellSyntax {
  /** A word of any value, in a call. */
  readonly quote: (word: string) => string;
  readonly set: (name: string, value: string) => string;
  /** Runs a line, whatever comes of it, and prints `status=` and what it is. */
  readonly attempt: (line: string) => string;
  /** A line, and one that follows only if the first ended well. */
  readonly both: (line: string, next: string) => string;
  /** Runs the lines of another file. */
  readonly source: (file: string) => string;
  /** Prints the names of all kinds that there are after some lines. */
  readonly names: (lines: string) => string;
  /** Something of the user's that is called `assume`. */
  readonly ours: string;
  /** What a user may have in an rc file, and what the function must not mind. */
  readonly settings: Readonly<Record<string, string>>;
  /** Takes in what `assume export PROFILE` prints. */
  readonly take: (profile: string) => string;
  /** Shows in the prompt what `assume_prompt` gives, as the script says. */
  readonly prompt: string;
  /** The keys that take the only candidate there is. */
  readonly tab: string;
  /** What TAB shows of several candidates; xonsh tells the description of the one that is chosen. */
  readonly listed: RegExp;
}

const doubled = (word: string) => `'${word.replaceAll("'", "''")}'`;

export const SHELL_SYNTAX: Record<OtherName, ShellSyntax> = {
  nu: {
    quote: JSON.stringify,
    set: (name, value) => `$env.${name} = ${JSON.stringify(value)}`,
    attempt: (line) => `try { ${line}; print status=0 } catch { print $"status=($env.LAST_EXIT_CODE)" }`,
    both: (line, next) => `${line}; ${next}`,
    source: (file) => `source ${JSON.stringify(file)}`,
    names: (lines) =>
      `${lines}\nprint ...([(scope commands) (scope modules) (scope variables) (scope aliases)] | each { get name } | flatten)`,
    ours: 'def assume [] { print never }',
    settings: {
      'an alias of that name': 'alias assume = echo never',
      'errors that are shown': '$env.config.display_errors.exit_code = true',
    },
    take: (profile) =>
      `^assume export ${profile} --format nushell | lines | each { from json } | reduce {|one, all| $all | merge $one } | load-env`,
    prompt: '$env.PROMPT_COMMAND_RIGHT = {|| assume_prompt }',
    tab: '\t',
    listed: /p02@corp +role 1/,
  },
  elvish: {
    quote: doubled,
    set: (name, value) => `set-env ${name} ${doubled(value)}`,
    attempt: (line) => `try {
  ${line}; echo status=0
} catch e {
  var reason = $e[reason]
  if (has-key $reason exit-status) {
    echo status=$reason[exit-status]
  } else {
    echo status=(+ 128 $reason[signal-number])
  }
}`,
    both: (line, next) => `${line}; ${next}`,
    source: (file) => `eval (slurp < ${doubled(file)})`,
    names: (lines) => `eval ${doubled(lines)} &on-end={|names| keys $names | to-lines }`,
    ours: 'fn assume {|@words| echo never }',
    settings: {
      'functions like builtins': ['eval', 'slurp', 'set-env', 'unset-env', 'has-external', 'has-value', 'ns', 'not']
        .map((each) => `fn ${each} {|@any &ns=x| fail never }`)
        .join('\n'),
    },
    take: (profile) => `eval (e:assume export ${profile} --format elvish | slurp)`,
    prompt: 'set edit:rprompt = { assume_prompt }',
    tab: '\t\r',
    listed: /p02@corp +role 1/,
  },
  xonsh: {
    quote: (word) => `@(${JSON.stringify(word)})`,
    set: (name, value) => `$${name} = ${JSON.stringify(value)}`,
    attempt: (line) => `result = ![${line}]\nprint(f'status={result.rtn}', flush=True)`,
    both: (line, next) => `${line} and ${next}`,
    source: (file) => `source ${JSON.stringify(file)}`,
    names: (lines) => `${lines}\nprint(*globals(), *aliases, *$PROMPT_FIELDS, sep='\\n')`,
    ours: "aliases['assume'] = lambda args: print('never')",
    settings: {
      'a strict shell': '$RAISE_SUBPROC_ERROR = True\n$XONSH_SHOW_TRACEBACK = True',
      'no threads': '$THREAD_SUBPROCS = False',
      'a shell that captures always': '$XONSH_CAPTURE_ALWAYS = True',
      'an environment that follows': '$UPDATE_OS_ENVIRON = True',
      'names like builtins': 'def print(*any): raise Exception\njson = re = sys = time = None',
    },
    take: (profile) => `import json
for line in $(assume export ${profile} --format xonsh).splitlines():
    for name, value in json.loads(line).items():
        if value is None:
            \${...}.pop(name, None)
        else:
            \${...}[name] = value`,
    prompt: "$RIGHT_PROMPT = '{assume_prompt}'",
    tab: '\t',
    listed: /p02@corp/,
  },
};

import type { OtherName } from './shells';

/** The syntax of a non-POSIX shell that the script contract needs. */
export interface ShellSyntax {
  /** Quotes a word of any value in a call. */
  readonly quote: (word: string) => string;
  readonly set: (name: string, value: string) => string;
  /** Runs a line, even if it fails, and prints `status=` and its status. */
  readonly attempt: (line: string) => string;
  /** Runs a line, and the next one only if the first succeeds. */
  readonly both: (line: string, next: string) => string;
  /** Runs the lines of another file. */
  readonly source: (file: string) => string;
  /** Runs some lines, then prints all names: variables, functions, aliases and so on. */
  readonly names: (lines: string) => string;
  /** Defines something else named `assume`. */
  readonly taken: string;
  /** Settings in an rc file that must not affect the shell integration. */
  readonly settings: Readonly<Record<string, string>>;
  /** Evaluates the output of `assume export PROFILE`. */
  readonly take: (profile: string) => string;
  /** Shows `assume_prompt` in the prompt, as the script's comment suggests. */
  readonly prompt: string;
  /** The keys that accept the only candidate. */
  readonly tab: string;
  /** What TAB shows for several candidates. xonsh shows only the description of the selected one. */
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
    taken: 'def assume [] { print never }',
    settings: {
      'an alias of the same name': 'alias assume = echo never',
      'visible errors': '$env.config.display_errors.exit_code = true',
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
    taken: 'fn assume {|@words| echo never }',
    settings: {
      'functions named like builtins': [
        'eval',
        'slurp',
        'set-env',
        'unset-env',
        'has-external',
        'has-value',
        'ns',
        'not',
      ]
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
    taken: "aliases['assume'] = lambda args: print('never')",
    settings: {
      'a strict shell': '$RAISE_SUBPROC_ERROR = True\n$XONSH_SHOW_TRACEBACK = True',
      'no threads': '$THREAD_SUBPROCS = False',
      'everything captured': '$XONSH_CAPTURE_ALWAYS = True',
      'an environment that is kept in sync': '$UPDATE_OS_ENVIRON = True',
      'names of builtins': 'def print(*any): raise Exception\njson = re = sys = time = None',
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

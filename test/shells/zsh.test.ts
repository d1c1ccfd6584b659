import { describeFunction } from '../support/posix';

const BUILTINS = 'export local eval command return unset printf read set emulate setopt continue typeset'.split(' ');

describeFunction('zsh', {
  'no settings': '',
  'set -eu, pipefail': 'setopt err_exit no_unset pipe_fail',
  'ksh arrays, word splitting, globbing of values': 'setopt ksh_arrays sh_word_split glob_subst',
  'rc_quotes, csh_junkie_quotes': 'setopt rc_quotes csh_junkie_quotes',
  err_return: 'setopt err_return',
  'warn_create_global, warn_nested_var, all_export':
    'setopt warn_create_global all_export; setopt warn_nested_var 2>/dev/null || :',
  no_global_export: 'setopt no_global_export 2>/dev/null || :',
  'posix builtins and aliases': 'setopt posix_builtins posix_aliases posix_identifiers posix_strings',
  'noclobber, noglob, nomatch, null_glob': 'setopt no_clobber no_glob csh_null_glob',
  'extended_glob, ksh_glob, sh_glob, magic_equal_subst': 'setopt extended_glob ksh_glob sh_glob magic_equal_subst',
  ignore_braces: 'setopt ignore_braces',
  'an odd IFS': "IFS='aeis_/-= '",
  'emulate sh': 'emulate sh',
  'emulate ksh': 'emulate ksh',
  'aliases named like builtins': BUILTINS.map((name) => `alias ${name}='/bin/false'`).join('\n'),
  'functions named like builtins': BUILTINS.map((name) => `function ${name}() { /bin/false; }`).join('\n'),
  "granted's alias": "alias assume='. assume'",
  'a function named assume': 'function assume() { /bin/false; }',
  'global aliases': [
    "alias -g -- --help='--help 2>&1 | cat' -h='-h 2>&1 | cat' -v=-V",
    "alias -g list='| less' init='| less' G='| grep' L='| less' NUL='>/dev/null' unset=nothing",
  ].join('\n'),
});

import { describeScriptContract } from '../support/scriptContract';

const BUILTINS = 'export local eval command return unset printf read set emulate setopt continue typeset'.split(' ');

describeScriptContract(
  'zsh',
  {
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
    'suffix aliases': 'alias -s prod=rm bad=rm list=rm',
    'emulate csh': 'emulate csh',
    'emulate -R sh': 'emulate -R sh',
    'emulate -R ksh': 'emulate -R ksh',
    'emulate -R csh': 'emulate -R csh',
    'everything that corrects, changes folders or expands prompts':
      'setopt auto_cd auto_pushd correct_all prompt_subst path_dirs no_equals no_function_argzero',
    'numbers read otherwise': 'setopt c_bases octal_zeroes c_precedences',
    'ksh_typeset, typeset_silent, bsd_echo, glob_assign': 'setopt ksh_typeset typeset_silent bsd_echo glob_assign',
    'no hashing': 'setopt no_hash_cmds no_hash_dirs no_hash_list_all',
    'job control, print_exit_value':
      'setopt print_exit_value no_check_jobs 2>/dev/null; setopt monitor 2>/dev/null || :',
    'traps of all kinds': 'TRAPZERR() { :; }; TRAPDEBUG() { :; }; setopt local_traps debug_before_cmd',
    'local options of a function': 'setopt local_options local_patterns local_loops 2>/dev/null || :',
    'a locale without letters': 'LC_ALL=C',
    'no_multibyte, an IFS of digits': "setopt no_multibyte; IFS='0123456789:'",
    'a handler of unknown commands': 'command_not_found_handler() { echo handled; return 0; }',
    'functions named like tests': 'function [ test true { return 1; }',
  },
  {
    'an array': 'AWS_REGION=(one two)',
    'an associative array': 'typeset -A AWS_PROFILE; AWS_PROFILE=(x y)',
    'an integer': 'typeset -i AWS_ACCOUNT_ID=1',
    'a float': 'typeset -F AWS_ACCOUNT_ID=1',
    'a variable in capitals': 'typeset -u AWS_REGION=eu',
    'a variable in small letters': 'typeset -lx AWS_ACCESS_KEY_ID=AKIA',
    'a variable of a width': 'typeset -L 4 AWS_REGION=eu',
    'a tied variable': 'typeset -T AWS_REGION aws_region',
    'a read-only variable': 'typeset -rx AWS_PROFILE=old',
    'a read-only variable that is not set': 'setopt posix_builtins; readonly AWS_CREDENTIAL_SCOPE',
  },
);

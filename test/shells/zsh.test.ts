import { describeScriptContract, scriptFile } from '../support/scriptContract';
import { writeSession } from '../support/sessionFiles';
import { describeShell, run } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';

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
    'a variable in small letters that is not set': 'setopt typeset_to_unset; typeset -l AWS_SECRET_ACCESS_KEY',
    'an integer that is not set': 'setopt typeset_to_unset; typeset -i AWS_REGION',
    'a variable without duplicates': 'typeset -U AWS_REGION',
    'a tied variable': 'typeset -T AWS_REGION aws_region',
    'a read-only variable': 'typeset -rx AWS_PROFILE=old',
    'a read-only variable that is not set': 'setopt posix_builtins; readonly AWS_CREDENTIAL_SCOPE',
  },
  {
    'a DEBUG trap': `trap 'print -r -- "+ $ZSH_DEBUG_CMD"' DEBUG`,
    'a DEBUG trap that prints on stderr': `trap 'print -r -- "+ $ZSH_DEBUG_CMD" >&2' DEBUG`,
    'a trap function': 'TRAPDEBUG() { print -r -- "+ $ZSH_DEBUG_CMD" }; setopt debug_before_cmd',
    'functions -t': 'functions -t assume; set -x',
    'functions -t for every function': 'functions -t ${(k)functions}; set -x',
    'functions -T for every function':
      'functions -T ${(k)functions} 2>/dev/null || functions -t ${(k)functions}; set -x',
    'set -x': 'set -x',
  },
);

describeShell('zsh', 'a private variable of the function that runs assume', () => {
  let stub: Stub;
  beforeEach(() => {
    stub = makeStub();
  });
  afterEach(() => stub.remove());

  const inFunction = async (declaration: string, call: string) => {
    const { stdout, stderr } = await run(
      'zsh',
      `zmodload zsh/param/private 2>/dev/null || { print old; exit; }
. '${scriptFile('zsh')}'
f() { ${declaration}; assume ${call}; print "status=$?"; }
f
env`,
      { env: stub.env },
    );
    return { seen: stdout.match(/^(old$|status=|AWS_|ASSUME_).*/gm) ?? [], stderr };
  };

  const NAMES = ['AWS_SECRET_ACCESS_KEY', 'AWS_SSO_PROFILE', 'ASSUME_ENDPOINTS', 'AWS_ENDPOINT_URL_S3'];
  test.each(NAMES)('changes nothing: %s', async (name) => {
    writeSession(stub, {
      values: { ASSUME_ENDPOINTS: 'AWS_ENDPOINT_URL_S3=http://s3', AWS_ENDPOINT_URL_S3: 'http://s3' },
    });
    stub.write(
      'other',
      `\\builtin export AWS_SECRET_ACCESS_KEY='s'
\\builtin export AWS_ENDPOINT_URL_S3='http://s3'
\\builtin export ASSUME_ENDPOINTS='AWS_ENDPOINT_URL_S3=http://s3'
\\builtin unset -v AWS_SSO_PROFILE
`,
    );
    stub.does('cat "$here/other"');
    for (const declaration of [`private ${name}=mine`, `private ${name}`, `setopt posix_builtins; private ${name}`]) {
      for (const call of ['prod', 'other']) {
        const { seen, stderr } = await inFunction(declaration, call);
        if (seen[0] === 'old') return;
        expect({ seen, stderr }).toEqual({
          seen: ['status=1'],
          stderr: `assume: ${name} is private to a function that runs assume, so nothing was changed.\n`,
        });
      }
    }
  });

  test('does not matter if no change concerns it', async () => {
    writeSession(stub);
    const { seen } = await inFunction('private AWS_PAGER=less', 'prod');
    if (seen[0] !== 'old') expect(seen).toContain('ASSUME_PROFILE=prod');
    expect(stub.calls()).toEqual([]);
  });
});

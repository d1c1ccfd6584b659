import { describeScriptContract } from '../support/scriptContract';

const BUILTINS = 'export local eval command return unset printf read set continue complete shopt'.split(' ');

describeScriptContract(
  'bash',
  {
    'no settings': '',
    'set -euo pipefail': 'set -euo pipefail',
    'set -o posix': 'set -o posix',
    'set -euo pipefail, posix': 'set -o posix -euo pipefail',
    'noclobber, noglob, allexport': 'set -o noclobber -o noglob -o allexport',
    'an odd IFS': "IFS='aeis_/-= '",
    'an empty IFS': "IFS=''",
    'odd shopts':
      'shopt -s extglob nullglob failglob dotglob nocaseglob nocasematch localvar_inherit localvar_unset lastpipe inherit_errexit xpg_echo',
    'the oldest compatibility': 'shopt -s compat31',
    'aliases named like builtins': `shopt -s expand_aliases\n${BUILTINS.map((name) => `alias ${name}='/bin/false'`).join('\n')}`,
    'functions named like builtins': BUILTINS.map((name) => `function ${name}() { /bin/false; }`).join('\n'),
    "granted's alias": "shopt -s expand_aliases\nalias assume='. assume'",
    'a function named assume': 'assume() { /bin/false; }',
    traps: "trap ': err' ERR; trap ': debug' DEBUG; set -o errtrace -o functrace",
    'a trap that ends the shell on errors': "trap 'exit 9' ERR; set -o errtrace",
    'job control, no hashing, no braces, physical': 'set -o monitor -o physical +o hashall +o braceexpand',
    'set -k': 'set -o keyword',
    'history and its expansion': 'set -o history -o histexpand',
    'other levels of compatibility': 'BASH_COMPAT=4.2',
    POSIXLY_CORRECT: 'POSIXLY_CORRECT=1',
    'an IFS of digits': "IFS='0123456789:'",
    'a locale without letters': 'LC_ALL=C',
    'TMOUT, GLOBIGNORE, CDPATH': "TMOUT=1 GLOBIGNORE='*' CDPATH=/tmp",
    'a handler of unknown commands': 'command_not_found_handle() { echo handled; return 0; }',
    'functions named like tests': '[() { return 1; }; true() { return 1; }; test() { return 1; }',
    'strict mode': "set -Eeuo pipefail; IFS=$'\\n\\t'; shopt -s inherit_errexit; trap 'echo failed >&2' ERR",
  },
  {
    'an array': 'AWS_REGION=(one two)',
    'an associative array': 'declare -A AWS_PROFILE=([x]=y [0]=z)',
    'an integer': 'declare -i AWS_ACCOUNT_ID=1',
    'a variable in capitals': 'declare -u AWS_REGION=eu',
    'a variable in small letters': 'declare -lx AWS_ACCESS_KEY_ID=AKIA',
    'a read-only variable': 'declare -rx AWS_PROFILE=old',
    'a read-only variable that is not set': 'declare -r AWS_PROFILE',
    'a nameref': 'declare -n AWS_PROFILE=PATH',
  },
);

import { describeFunction } from '../support/posix';

const BUILTINS = 'export local eval command return unset printf read set continue complete shopt'.split(' ');

describeFunction('bash', {
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
});

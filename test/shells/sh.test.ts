import { describeFunction } from '../support/posix';
import { SH_NAMES } from '../support/shells';

const SPECIAL = 'break continue eval exec exit export readonly return set shift unset'.split(' ');
const REGULAR = 'alias command echo false printf read test true type umask unalias'.split(' ');

for (const shell of SH_NAMES) {
  describeFunction(shell, {
    'no settings': '',
    'set -eu': 'set -eu',
    'noclobber, noglob, allexport': 'set -C -f -a',
    'an odd IFS': "IFS='aeis_/-= #0'",
    'an empty IFS': "IFS=''",
    'aliases named like builtins': [...SPECIAL, ...REGULAR].map((name) => `alias ${name}='/bin/false'`).join('\n'),
    'functions named like builtins': REGULAR.map((name) => `${name}() { /bin/false; }`).join('\n'),
    "granted's alias": "alias assume='. assume'",
    'a function named assume': 'assume() { /bin/false; }',
    traps: "trap ': int' INT; trap ': exit' EXIT",
  });
}

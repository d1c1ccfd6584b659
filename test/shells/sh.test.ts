import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeScriptContract, scriptFile } from '../support/scriptContract';
import { describeShell, type Environment, runProgram, SH_NAMES } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { type ToolName, testWith } from '../support/tools';

const SPECIAL = 'break continue eval exec exit export readonly return set shift unset'.split(' ');
const REGULAR = 'alias command echo false printf read test true type umask unalias'.split(' ');

/** Lines that make a managed variable impossible to set correctly, in the shells that have such attributes. */
const ODD: Readonly<Record<string, string>> = {
  'an integer': 'typeset -i AWS_ACCOUNT_ID=1',
  'an integer that is not set': 'typeset -i AWS_REGION',
  'a variable in capitals that is not set': 'typeset -u AWS_SECRET_ACCESS_KEY',
  'a variable in small letters that is not set': 'typeset -l AWS_SECRET_ACCESS_KEY',
  'a variable of a width': 'typeset -L4 AWS_REGION',
  'a variable of the width of a number': 'typeset -L5 AWS_SECRET_ACCESS_KEY',
  'a variable of a width, from the right': 'typeset -R5 AWS_SECRET_ACCESS_KEY',
  'a variable of a width with zeros': 'typeset -Z5 AWS_SECRET_ACCESS_KEY',
  'a variable of a width without zeros': 'typeset -LZ5 AWS_SECRET_ACCESS_KEY',
  'a variable of the width of its next value': 'typeset -L AWS_SECRET_ACCESS_KEY',
  'a nameref': 'typeset -n AWS_PROFILE=PATH',
  'a nameref to another managed variable': 'typeset -n AWS_REGION=AWS_PROFILE',
  'an array': 'set -A AWS_REGION one two',
};

/** Lines that make the shell show each command before it runs. */
const XTRACE = { 'set -x': 'set -x' };
const TRACES: Partial<Record<(typeof SH_NAMES)[number], Readonly<Record<string, string>>>> = {
  ksh: {
    ...XTRACE,
    'a DEBUG trap': `trap 'echo "+ \${.sh.command}"' DEBUG`,
    'a DEBUG trap that prints on stderr': `trap 'echo "+ \${.sh.command}" >&2' DEBUG`,
    'typeset -ft': 'typeset -ft assume; set -x',
  },
  mksh: { ...XTRACE, 'typeset -ft': 'typeset -ft assume; set -x' },
};

for (const shell of SH_NAMES) {
  const settings = {
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
  };
  const odd = shell === 'ksh' ? { ...ODD, 'a nameref without a target': 'typeset -n AWS_REGION' } : ODD;
  describeScriptContract(shell, settings, ['ksh', 'mksh'].includes(shell) ? odd : {}, TRACES[shell] ?? XTRACE);
}

/** Shells that can read the time without a process. */
const CLOCKS = ['ksh', 'mksh', 'busybox'];

for (const shell of SH_NAMES)
  describeShell(shell, `the prompt of ${shell}`, () => {
    let stub: Stub;
    beforeEach(() => {
      stub = makeStub();
    });
    afterEach(() => stub.remove());

    const hasClock = CLOCKS.includes(shell);
    const soon = (text: string) => (hasClock ? `prod \x1b[30;43m${text}\x1b[39;49m` : 'prod');
    const left = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds);
    const prompt = async (env: Environment, before = '') => {
      const path = stub.write('prompt.sh', `${before}\n. '${scriptFile(shell)}'\nPATH=/nonexistent\nassume_prompt\n`);
      const args = shell === 'busybox' ? ['ash', '-eu', path] : ['-eu', path];
      const { status, stdout, stderr } = await runProgram(shell, args, { env: { ...stub.env, ...env } });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      return stdout;
    };

    test('is empty, or shows the profile and the minutes left, black on yellow below ten', async () => {
      expect(await prompt({ ASSUME_EXPIRES: left(600) })).toBe('');
      expect(await prompt({ ASSUME_PROFILE: 'prod' })).toBe('prod');
      expect(await prompt({ ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: left(3630) })).toBe(hasClock ? 'prod 60m' : 'prod');
      expect(await prompt({ ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: left(590) })).toBe(soon('9m'));
      expect(await prompt({ ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: left(30) })).toBe(soon('0m'));
      expect(await prompt({ ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: left(-1) })).toBe(soon('expired'));
    });

    test('shows what can not be seen of a name as its code', async () => {
      const odd = 'a\u200bé\u202e開\u00ad\u2060 b';
      expect(await prompt({ ASSUME_PROFILE: odd })).toBe('a\\u{200b}é\\u{202e}開\\u{ad}\\u{2060} b');
    });

    test('shows the profile in its color, and marks production where there are none', async () => {
      const time = hasClock ? ' 60m' : '';
      const shown = (more: Environment) => prompt({ ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: left(3630), ...more });
      expect(await shown({ ASSUME_COLOR: 'red' })).toBe(`\x1b[97;41mprod\x1b[39;49m${time}`);
      expect(await shown({ ASSUME_COLOR: 'cyan' })).toBe(`\x1b[30;46mprod\x1b[39;49m${time}`);
      expect(await shown({ ASSUME_COLOR: '$(touch pwned)' })).toBe(`prod${time}`);
      expect(await shown({ ASSUME_COLOR: 'red', NO_COLOR: '1' })).toBe(`! prod${time}`);
      expect(await shown({ ASSUME_COLOR: 'blue', NO_COLOR: '1' })).toBe(`prod${time}`);
    });

    test('runs no program, whatever KSH_VERSION says', async () => {
      for (const KSH_VERSION of ['x', '@(#)MIRBSD KSH R59', 'Version AJM 93u+m/1.0.4']) {
        expect(await prompt({ ASSUME_PROFILE: 'prod', KSH_VERSION })).toBe('prod');
      }
    });

    test('has no color with NO_COLOR or on a dumb terminal', async () => {
      const over = { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: left(-1) };
      const plain = hasClock ? 'prod expired' : 'prod';
      expect(await prompt({ ...over, NO_COLOR: '1' })).toBe(plain);
      expect(await prompt({ ...over, TERM: 'dumb' })).toBe(plain);
      expect(await prompt({ ...over, NO_COLOR: '' })).toBe(soon('expired'));
    });

    test('evaluates nothing, and removes control characters', async () => {
      const name = 'a\x1b[2J\nb\x7f $(touch pwned) `id` \\n %s 開発';
      expect(await prompt({ ASSUME_PROFILE: name })).toBe('a[2Jb $(touch pwned) `id` \\n %s 開発');
      for (const expires of ['x[$(touch pwned)]', '0x10', '09', '', '-5', '1 + 1', '99999999999999999999']) {
        expect(await prompt({ ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: expires })).toMatch(/prod( |$)/);
      }
      expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
    });

    test('works with any options, aliases and functions', async () => {
      const hostile = [
        "set -C -f; IFS='aeiou 0m'",
        ...SPECIAL.map((name) => `alias ${name}=/bin/false`),
        ...REGULAR.filter((name) => name !== 'command').map((name) => `${name}() { /bin/false; }`),
      ].join('\n');
      expect(await prompt({ ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: left(590) }, hostile)).toBe(soon('9m'));
    });
  });

/** Other shells with a POSIX mode. bash and zsh have better scripts of their own. */
const ALSO: readonly (readonly [program: ToolName, ...flags: string[]])[] = [
  ['bash', '--posix'],
  ['zsh', '--emulate', 'sh'],
  ['yash', '-o', 'posix'],
];

for (const [program, ...flags] of ALSO) {
  testWith(program)(
    `${[program, ...flags].join(' ')} can use the sh script, and changes completely or not at all`,
    async () => {
      const stub = makeStub();
      try {
        stub.write('answer', "\\export AWS_REGION='it'\\''s'\n\\unset -v AWS_PROFILE\n");
        stub.does('case $3 in bad) echo half; exit 3 ;; esac; case $1 in list) exit 5 ;; esac; cat "$here/answer"');
        const report = 'echo "$? ${AWS_REGION-} ${AWS_PROFILE-}"';
        const load = `. '${scriptFile('dash')}'`;
        const lines = [load, load, 'assume bad', report, 'assume list', report, 'assume prod', report];
        const path = stub.write('script.sh', [...lines, 'readonly AWS_PROFILE=mine', 'assume prod', report].join('\n'));
        const env = { ...stub.env, AWS_REGION: 'old', AWS_PROFILE: 'old' };
        expect(await runProgram(program, [...flags, path], { env })).toEqual({
          status: 0,
          stdout: "3 old old\n5 old old\n0 it's \n1 it's mine\n",
          stderr: 'assume: AWS_PROFILE is read-only in this shell, so nothing was changed.\n',
        });
      } finally {
        stub.remove();
      }
    },
  );
}

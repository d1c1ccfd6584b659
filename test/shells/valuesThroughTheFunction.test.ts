import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from '../../src/shells/render';
import { findShell, type Shell } from '../../src/shells/table';
import { scriptOf } from '../support/demo';
import { hostileValues } from '../support/hostileValues';
import { type AnyShell, describeShell, run, SH_NAMES, SHELL_NAMES } from '../support/shells';
import { makeStub } from '../support/stub';

const values = hostileValues().map((value, at) => [`AWS_HOSTILE_${at}`, value] as const);

/** How many variables change at once. */
const GROUP = 40;

/** Writes the variables that a child inherits, not the shell's own view of them. */
const DUMP = `
  const names = Object.keys(process.env).filter((name) => name.startsWith('AWS_HOSTILE_'));
  require('node:fs').writeFileSync(process.argv[2], JSON.stringify(Object.fromEntries(names.map((name) => [name, process.env[name]]))));
`;

const shown = (value: string | undefined) => JSON.stringify(value)?.slice(0, 60);

const CONSTRAINED = "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'";
const SETUPS: readonly (readonly [title: string, shell: AnyShell, before: string])[] = [
  ...[...SHELL_NAMES, ...SH_NAMES, 'tcsh' as const].map((shell) => [shell, shell, ''] as const),
  ['bash as sh in strict mode', 'bash', 'set -o posix -euo pipefail'],
  ['bash with odd options', 'bash', 'shopt -s nocasematch extglob nullglob; set -f -a; IFS="aws\'="'],
  ['zsh as ksh in strict mode', 'zsh', 'emulate ksh; set -eu'],
  [
    'zsh with odd options',
    'zsh',
    'setopt rc_quotes csh_junkie_quotes glob_subst extended_glob sh_word_split ksh_arrays',
  ],
  ['PowerShell in constrained language mode', 'pwsh', CONSTRAINED],
];

for (const [title, shell, before] of SETUPS) {
  const { dialect } = findShell(shell) as Shell;
  const accepted = values.filter(([, value]) => !dialect.refuses?.characters.test(value));

  describeShell(shell, `an assume in ${title}`, () => {
    test(`passes ${accepted.length} hostile values to a child byte for byte, and removes them silently`, async () => {
      const stub = makeStub();
      try {
        const groups = Array.from({ length: Math.ceil(accepted.length / GROUP) }, (_, at) =>
          accepted.slice(at * GROUP, (at + 1) * GROUP),
        );
        for (const [at, group] of groups.entries()) {
          stub.write(`set${at}`, render(group, dialect));
          const removal = group.map(([name]) => [name, null] as const);
          stub.write(`remove${at}`, render(removal, dialect));
        }
        stub.does('cat "$here/$3"');
        const file = stub.write('dump.js', DUMP).replaceAll("'", shell === 'pwsh' ? "''" : "'\\''");
        const dump = `${shell === 'pwsh' ? '& node' : 'node'} '${file}'`;
        const all = (word: string) => groups.map((_, at) => `assume ${word}${at}`);
        const lines = [...all('set'), `${dump} full`, ...all('remove'), `${dump} empty`, ...all('remove')];
        const script = [scriptOf(shell), before, ...lines, ''].join('\n');
        const result = await run(shell, script, { cwd: stub.home, env: stub.env });
        expect({ ...result, stdout: result.stdout.slice(0, 500), stderr: result.stderr.slice(0, 500) }).toEqual({
          status: 0,
          stdout: '',
          stderr: '',
        });
        const full = JSON.parse(readFileSync(join(stub.home, 'full'), 'utf8'));
        const wrong = accepted.filter(([name, value]) => full[name] !== value);
        expect(wrong.map(([name, value]) => `${shown(value)} became ${shown(full[name])}`)).toEqual([]);
        expect(JSON.parse(readFileSync(join(stub.home, 'empty'), 'utf8'))).toEqual({});
      } finally {
        stub.remove();
      }
    });
  });
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sh } from '../../src/shells/dialects';
import { render } from '../../src/shells/render';
import { runProgram } from '../support/shells';
import { describeWith, type ToolName } from '../support/tools';
import { expectRead, HOSTILE } from './corpus';

/** Every shell that claims to be POSIX's. */
const SHELLS: readonly (readonly [program: ToolName, ...flags: string[]])[] = [
  ['dash', '-eu'],
  ['bash', '--posix', '-eu'],
  ['zsh', '--emulate', 'sh', '-eu'],
  ['busybox', 'ash', '-eu'],
  ['ksh', '-eu'],
  ['mksh', '-eu'],
  ['yash', '-eu'],
];

const all = Object.fromEntries(HOSTILE.map((value, at) => [`HOSTILE_${at}`, value]));
const DUMP = `
  const names = Object.keys(process.env).filter((name) => name.startsWith('HOSTILE_'));
  require('node:fs').writeFileSync(process.argv[2], JSON.stringify(Object.fromEntries(names.map((name) => [name, process.env[name]]))));
`;

for (const [program, ...flags] of SHELLS) {
  describeWith(program, `the dialect of sh, in ${program}`, () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'assume-sh-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const runScript = (script: string) => {
      writeFileSync(join(folder, 'script'), script);
      return runProgram(program, [...flags, join(folder, 'script')], {
        env: { NODE: process.execPath, HERE: folder },
      });
    };
    const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
    const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

    test(`${HOSTILE.length} hostile values reach a child byte for byte, and go again, whatever aliases there are`, async () => {
      put('dump.js', DUMP);
      put('set', render(Object.entries(all), sh));
      put(
        'unset',
        render(
          Object.keys(all).map((name) => [name, null]),
          sh,
        ),
      );
      const script = `alias export='echo hijacked' unset='echo hijacked'
first=$(cat "$HERE/set"); eval "$first"; "$NODE" "$HERE/dump.js" "$HERE/full"
second=$(cat "$HERE/unset"); eval "$second"; "$NODE" "$HERE/dump.js" "$HERE/empty"
eval "$second"
`;
      expect(await runScript(script)).toEqual({ status: 0, stdout: '', stderr: '' });
      expectRead(read('full'), all);
      expect(read('empty')).toEqual({});
    });

    test('a program is run, never a function of that name, with its words as they are and its own status', async () => {
      const words = ['', 'two words', "it's", '-x', '--', '$(id)', 'a\nb', 'c\\', '開発環境', '*'];
      put('words.js', 'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7;');
      const call = sh.run(['node', join(folder, 'words.js'), ...words]);
      const script = `node() { echo never; }\nPATH=$(dirname "$NODE"):$PATH\n${call}\n`;
      expect(await runScript(script)).toEqual({ status: 7, stdout: `${JSON.stringify(words)}\n`, stderr: '' });
    });
  });
}

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keys } from '../plan/planFixtures';
import { scriptOf } from '../support/demo';
import { describeShell, run, SHELL_NAMES } from '../support/shells';

const MAIN = join(__dirname, '../../dist/main.js');

let home: string;
let env: Record<string, string>;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'assume exec-'));
  for (const folder of ['.aws', 'bin']) mkdirSync(join(home, folder));
  writeFileSync(join(home, '.aws/config'), `[profile prod]\n${keys('AKIAPROD')}`);
  writeFileSync(join(home, 'bin/assume'), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
  writeFileSync(join(home, 'bin/show'), `#!${process.execPath}\nconsole.log(JSON.stringify(process.argv.slice(2)));\n`);
  for (const program of ['assume', 'show']) chmodSync(join(home, 'bin', program), 0o700);
  writeFileSync(join(home, 'file.txt'), '');
  env = { HOME: home, PATH: `${join(home, 'bin')}:${process.env.PATH}` };
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Words as typed, all read alike by the four shells, and as they arrive. */
const TYPED = `'' ' ' 'a b' 'say "hi"' '$HOME' '$(id)' ';' '&&' '*' '*.txt' '~' '[f]ile.txt' '#' '{a,b}' '@x' é -la --help -- x -- -x`;
const ARRIVES = [
  '',
  ' ',
  'a b',
  'say "hi"',
  '$HOME',
  '$(id)',
  ';',
  '&&',
  '*',
  '*.txt',
  '~',
  '[f]ile.txt',
  '#',
  '{a,b}',
  '@x',
  'é',
  '-la',
  '--help',
  '--',
  'x',
  '--',
  '-x',
];

for (const shell of SHELL_NAMES) {
  describeShell(shell, `assume exec in ${shell}`, () => {
    const script = (lines: string) => run(shell, `${scriptOf(shell)}\n${lines}\n`, { env, cwd: home });
    const lines = async (text: string) =>
      (await script(text)).stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));

    test('words arrive as typed, with and without --, a -- of the command included', async () => {
      const { stdout, stderr } = await script(`assume exec prod -- show ${TYPED}\nassume exec prod show ${TYPED}`);
      expect(stderr).toBe('');
      expect(
        stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ).toEqual([ARRIVES, ARRIVES]);
    });

    test('our flags can stand before and after the profile; those after the command are its own', async () => {
      expect(
        await lines(
          'assume exec -r eu-west-1 prod show -auto --region x\nassume exec prod --region x -- show -o --region y',
        ),
      ).toEqual([
        ['-auto', '--region', 'x'],
        ['-o', '--region', 'y'],
      ]);
    });

    test('a failure stops what follows &&', async () => {
      const { stdout } = await script(
        'assume exec prod -- sh -c "exit 3" && show went-on\nassume exec prod -- true && show followed',
      );
      expect(stdout).toBe('["followed"]\n');
    });

    test('stdin and stdout are the pipes that the shell makes', async () => {
      expect((await script('echo x | assume exec prod cat | cat')).stdout).toBe('x\n');
    });
  });
}

describeShell('pwsh', 'how PowerShell passes words on', () => {
  const script = (lines: string) => run('pwsh', `${scriptOf('pwsh')}\n${lines}\n`, { env, cwd: home });

  test('numbers stay as typed, and words joined by commas are one word', async () => {
    const { stdout } = await script(
      `$list = 'p', 'q'\nassume exec prod -- show 012345 1kb 1e3 0x10 1.50 Key=a,Value=b 'it''s' "" @list`,
    );
    expect(JSON.parse(stdout)).toEqual(['012345', '1kb', '1e3', '0x10', '1.50', 'Key=a,Value=b', "it's", '', 'p', 'q']);
  });

  test("a flag that PowerShell takes as its own starts nothing; after -- it is the command's", async () => {
    const { stdout, stderr } = await script(
      'assume exec prod show -v -d\n"status=$LASTEXITCODE"\nassume exec prod show -o x\nassume exec prod -- show -v -d -o x -ErrorAction',
    );
    expect(stdout).toBe('status=2\n["-v","-d","-o","x","-ErrorAction"]\n');
    // PowerShell wraps its errors at the width of the terminal, and colors each line.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colors themselves
    const text = stderr.replace(/\u001b\[[\d;]*m/g, '').replace(/\s*\n[\s|]*/g, ' ');
    expect(text).toMatch(/PowerShell took -Verbose, -Debug for itself\. Use: assume exec <profile> -- <command>/);
    expect(text).toMatch(/'o' is ambiguous/);
  });
});

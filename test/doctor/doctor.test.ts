import { chmodSync, mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { version } from '../../package.json';
import type { Report, ShellReport } from '../../src/doctor/types';
import { type Home, makeHome, rcOf, scriptOf } from '../install/home';
import { describeShell, runProgram } from '../support/shells';
import { testEachWith, testWith, which } from '../support/tools';

let home: Home;
beforeEach(() => {
  home = makeHome();
  mkdirSync(join(home.home, '.local/share/fish/generated_completions'), { recursive: true });
  // A login shell has the PATH of /etc/profile first.
  home.write('.profile', `PATH="$HOME/bin:$PATH"\n[ -z "\${BASH_VERSION-}" ] || . "$HOME/.bashrc"\n`);
});
afterEach(() => home.remove());

const installed = async (name: string, path: string) => {
  const program = join(home.home, 'bin/assume');
  const result = await runProgram(program, ['init', name, '--install'], { env: { ...home.env, PATH: path } });
  expect(result).toMatchObject({ status: 0, stdout: '' });
};

/** A PATH with these shells, by links, and what they need; so that one is looked at where one is tested. */
function only(...shells: string[]): string {
  const bin = join(home.home, 'shells');
  mkdirSync(bin, { recursive: true });
  for (const name of shells) symlinkSync(which(name) ?? name, join(bin, name));
  symlinkSync(process.execPath, join(bin, 'node'));
  // PowerShell that was installed as a .NET tool starts it.
  const dotnet = which('dotnet');
  if (dotnet) symlinkSync(dotnet, join(bin, 'dotnet'));
  return [join(home.home, 'bin'), bin].join(delimiter);
}

async function examined(path: string | undefined = home.env.PATH, more: Record<string, string> = {}) {
  const env = { ...home.env, PATH: path, ...more };
  const { status, stdout, stderr } = await runProgram(
    process.execPath,
    [join(__dirname, '../../dist/main.js'), 'doctor', '--json'],
    { env },
  );
  expect(stderr).toBe('');
  const report: Report = JSON.parse(stdout);
  const of = (name: string) => report.shells.find(({ shell }) => shell === name) as ShellReport;
  const problems = [...report.shells.flatMap(({ remarks }) => remarks), ...report.remarks].filter(
    ({ isProblem }) => isProblem,
  );
  expect(status).toBe(problems.length === 0 ? 0 : 1);
  return { report, of, problems, texts: problems.map(({ text }) => text) };
}

const WORDS = { bash: 'bash', zsh: 'zsh', fish: 'fish', pwsh: 'powershell' } as const;

describe.each(Object.entries(WORDS) as ['bash' | 'zsh' | 'fish' | 'pwsh', 'bash' | 'zsh' | 'fish' | 'powershell'][])(
  'assume doctor about %s',
  (program, name) => {
    describeShell(program, 'asks the shell itself', () => {
      test('that has no function: how to install it, and nothing is wrong', async () => {
        const { of, problems } = await examined(only(program));
        expect([of(name), problems]).toEqual([
          expect.objectContaining({ shell: name, state: 'not installed', places: [], remarks: [] }),
          [],
        ]);
      });

      test('that has it installed: by which line', async () => {
        const path = only(program);
        home.write(rcOf(name), '# mine\n');
        await installed(name, path);
        const { of, problems } = await examined(path);
        const place =
          name === 'fish'
            ? { file: join(home.home, '.config/fish/conf.d/assume.fish'), line: 1, kind: 'script', version }
            : { file: join(home.home, rcOf(name)), line: 3, kind: 'line', version };
        expect([of(name).state, of(name).places, of(name).remarks, problems]).toEqual(['ready', [place], [], []]);
      });

      test('that has it by hand: file and line, and nothing is wrong; of an older version: it is', async () => {
        const path = only(program);
        home.write(rcOf(name), `# mine\n${scriptOf(name)}`);
        const { of, problems } = await examined(path);
        expect([of(name).state, of(name).places, problems]).toEqual([
          'ready',
          [{ file: join(home.home, rcOf(name)), line: 3, kind: 'by hand', version }],
          [],
        ]);
        expect(of(name).remarks).toEqual([
          {
            text: `${name} has the function of ${version} from ${join(home.home, rcOf(name))}:3, where nothing renews it.`,
            isProblem: false,
            hint: [`assume init ${name} --install`, 'puts it where later versions renew it'],
          },
        ]);
        home.write(rcOf(name), scriptOf(name).replace(` ${version} for`, ' 0.0.9 for'));
        const older = await examined(path);
        expect(older.texts).toEqual([
          `${name} has the function of 0.0.9 from ${join(home.home, rcOf(name))}:2; this is ${version}.`,
        ]);
        expect(older.problems[0]?.hint).toEqual([`assume init ${name} --install`, 'renews it']);
        expect(older.of(name).state).toBe('needs attention');

        // What comes behind the function, between markers of its own, is no function.
        home.write(rcOf(name), `${scriptOf(name)}\n# >>> assume >>>\n# assume, continued\n# more\n# <<< assume <<<\n`);
        const continued = await examined(path);
        expect([continued.of(name).places.length, continued.texts]).toEqual([1, []]);
      });

      test('that has it from elsewhere, of a newer version: nothing is wrong', async () => {
        const ending = name === 'powershell' ? '.ps1' : '';
        home.write(`elsewhere${ending}`, scriptOf(name).replace(` ${version} for`, ' 99.0.0 for'));
        home.write(rcOf(name), `. "$HOME/elsewhere${ending}"\n`);
        const { of, problems } = await examined(only(program));
        expect(problems).toEqual([]);
        expect(of(name)).toMatchObject({
          state: 'ready',
          remarks: [{ text: expect.stringMatching(/ has the function of 99\.0\.0 from .*elsewhere/) }],
        });
      });

      test('whose rc file never ends: what the files say, in time', async () => {
        const path = only(program, 'sleep');
        home.write(rcOf(name), name === 'powershell' ? 'Start-Sleep 60\n' : 'sleep 60\n');
        await installed(name, path);
        const { of, problems } = await examined(path);
        expect(problems).toEqual([]);
        expect(of(name)).toMatchObject({
          state: 'installed',
          remarks: [{ text: expect.stringMatching(/did not answer within five seconds/), isProblem: false }],
        });
      });

      test('that makes it anew at each start: nothing is wrong, and the better way is told', async () => {
        const make = {
          bash: 'eval "$(assume init bash)"',
          zsh: 'eval "$(assume init zsh)"',
          fish: 'assume init fish | source',
        };
        home.write(
          rcOf(name),
          name === 'powershell' ? 'assume init powershell | Out-String | Invoke-Expression' : make[name],
        );
        const { of, problems } = await examined(only(program, 'sh'));
        expect([of(name).state, problems]).toEqual(['ready', []]);
        expect(of(name).remarks).toEqual([
          {
            text: `${name} makes the function anew whenever it starts, by a program.`,
            isProblem: false,
            hint: [`assume init ${name} --install`, 'does without'],
          },
        ]);
      });

      test('that prints and leaves running what it likes is understood', async () => {
        const path = only(program, 'sleep');
        const noise = name === 'powershell' ? "'<assume'; 'noise'" : 'sleep 60 &\necho "<assume noise"';
        home.write(rcOf(name), `${noise}\n`);
        await installed(name, path);
        const { of, problems } = await examined(path);
        expect([of(name).state, of(name).remarks, problems]).toEqual(['ready', [], []]);
      });

      test('whose script is gone, or whose line is not reached: what to do', async () => {
        const path = only(program);
        await installed(name, path);
        if (name === 'fish') return; // its script is its line
        const early = name === 'powershell' ? 'return' : 'return 0';
        home.write(rcOf(name), `${early}\n${home.read(rcOf(name))}`);
        const unread = await examined(path);
        expect(unread.texts).toEqual([expect.stringMatching(/ has no function assume, though .*:2 tells of it: /)]);
        home.write(rcOf(name), home.read(rcOf(name)).replace(`${early}\n`, ''));
        await runProgram('rm', ['-r', join(home.home, '.local/share/assume')]);
        const { texts, problems } = await examined(path);
        expect(texts).toEqual([expect.stringMatching(/:1 reads a script that is not there\.$/)]);
        expect(problems[0]?.hint?.[0]).toBe(`assume init ${name} --install`);
      });
    });
  },
);

describe('what stands in the way', () => {
  const ROWS: [string, 'bash' | 'zsh' | 'pwsh' | 'fish', string, RegExp][] = [
    [
      'granted’s alias',
      'bash',
      'alias assume=". assume"',
      /^In bash, assume is an alias, '\. assume', as granted makes it \(.*\.bashrc:4\)\.$/,
    ],
    [
      'granted’s alias',
      'zsh',
      'alias assume=". assume"',
      /^In zsh, assume is an alias, \. assume, as granted makes it \(.*\.zshrc:4\)\.$/,
    ],
    ['another alias', 'pwsh', 'Set-Alias assume Get-Date', /^In powershell, assume is an alias, Get-Date \(.*:4\)\.$/],
    [
      'granted’s alias',
      'fish',
      'alias assume="source x/assume.fish"',
      /^In fish, assume is a function that is not ours, from /,
    ],
    [
      'a function of somebody else’s',
      'bash',
      'assume() { :; }',
      /^In bash, assume is a function that is not ours, from .*\.bashrc\.$/,
    ],
    [
      'a function of somebody else’s',
      'zsh',
      'unalias assume; function assume { : }',
      /^In zsh, assume is a function that is not ours, from .*\.zshrc\.$/,
    ],
    [
      'a function of somebody else’s',
      'pwsh',
      'function global:assume { }',
      /^In powershell, assume is a function that is not ours, from .*\.ps1\.$/,
    ],
  ];

  testEachWith(ROWS, ([, program]) => program)(
    '%s in %s is told, and how to be rid of it',
    async (_what, program, line, told) => {
      const path = only(program);
      const name = WORDS[program];
      await installed(name, path);
      home.write(rcOf(name), `${name === 'fish' ? '' : home.read(rcOf(name))}${line}\n`);
      const { texts, problems } = await examined(path);
      expect(texts).toEqual([expect.stringMatching(told)]);
      expect(problems[0]?.hint?.[0]).toMatch(/^(unalias|type) assume$/);
    },
  );

  testWith('bash')('a login shell of bash that reads another file', async () => {
    const path = only('bash');
    await installed('bash', path);
    home.write('.bash_profile', 'PATH=$HOME/bin:$PATH\n');
    const { texts, problems } = await examined(path);
    expect(texts).toEqual([
      expect.stringMatching(/^a login shell of bash has no function assume, though .*\.bashrc:1 /),
    ]);
    expect(problems[0]?.hint?.[0]).toBe('assume init bash --install');
    await installed('bash', path);
    expect((await examined(path)).texts).toEqual([]);
  });

  testWith('zsh')('another program of that name before ours, or behind it', async () => {
    home.write('other/assume', '#!/bin/sh\necho Granted v0.38.0\n', 0o755);
    const other = join(home.home, 'other');
    const path = only('zsh');
    const behind = await examined(`${path}${delimiter}${other}`);
    expect([behind.texts, behind.report.programs]).toEqual([
      [],
      [{ path: join(home.home, 'bin/assume'), version }, { path: join(other, 'assume') }],
    ]);
    const { texts, problems } = await examined(`${other}${delimiter}${path}`);
    expect(texts).toEqual([
      `${other}/assume, the first "assume" on the PATH, is another program; ${home.home}/bin/assume stands behind it.`,
    ]);
    expect(problems[0]?.hint).toEqual(['which -a assume', `shows both; let ${home.home}/bin stand before ${other}`]);
  });

  testWith('zsh')('a shell that loses the folder of the program', async () => {
    home.write('.zshrc', 'PATH=/usr/bin\n');
    const path = only('zsh');
    await installed('zsh', path);
    expect((await examined(path)).texts).toEqual([
      `There is no program "assume" on the PATH of zsh; here it is ${home.home}/bin/assume.`,
    ]);
  });

  testWith('zsh')('a block without an end', async () => {
    home.write('.zshrc', '# >>> assume >>>\n');
    expect((await examined(only('zsh'))).texts).toEqual([
      expect.stringMatching(/\.zshrc:1: after "# >>> assume >>>" there is no /),
    ]);
  });
});

describe('what else can be wrong', () => {
  test('a line of the AWS files: file and line', async () => {
    home.write('.aws/config', '[profile a]\nregion = eu-west-1\nnonsense\n');
    expect((await examined(only())).texts).toEqual([expect.stringMatching(/\.aws\/config:3/)]);
  });

  test('a cache that others can read', async () => {
    home.write('.cache/assume/sessions/prod', '');
    chmodSync(join(home.home, '.cache/assume'), 0o755);
    chmodSync(join(home.home, '.cache/assume/sessions'), 0o700);
    const { problems } = await examined(only());
    expect(problems.map(({ hint }) => hint?.[0])).toEqual([expect.stringMatching(/^chmod 700 .*assume/)]);
  });

  test('a clock that is behind the files', async () => {
    const file = home.write('.aws/config', '');
    utimesSync(file, Date.now() / 1000 + 3600, Date.now() / 1000 + 3600);
    expect((await examined(only())).texts).toEqual([expect.stringMatching(/was changed in the future/)]);
  });
});

testWith(['bash', 'zsh'])('a person reads a table, then what is wrong, each with what to type', async () => {
  home.write('.zshrc', scriptOf('zsh').replace(` ${version} for`, ' 0.0.9 for'));
  const path = only('bash', 'zsh');
  const { status, stdout, stderr } = await runProgram(
    process.execPath,
    [join(__dirname, '../../dist/main.js'), 'doctor'],
    {
      env: { ...home.env, PATH: path },
    },
  );
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toBe(`assume ${version}, Node ${process.versions.node}

bash  not installed           assume init bash --install
zsh   needs attention  0.0.9  ~/.zshrc:2 (by hand)

On the PATH: ~/bin/assume (${version})

Wrong: zsh has the function of 0.0.9 from ~/.zshrc:2; this is ${version}.
assume init zsh --install   renews it

There are no profiles, neither in ~/.aws/config nor in ~/.aws/credentials.
aws configure   makes the first one
`);
});

import { chmodSync, mkdirSync, readdirSync, symlinkSync, utimesSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { version } from '../../package.json';
import { note, problem, type Report, type ShellReport, verdictOf } from '../../src/doctor/doctorReport';
import { type Home, makeHome, rcOf, scriptOf } from '../install/homeFixture';
import { describeShell, runProgram } from '../support/shells';
import { openTerminal } from '../support/terminal';
import { testEachWith, testWith, which } from '../support/tools';

let home: Home;
beforeEach(() => {
  home = makeHome();
  mkdirSync(join(home.home, '.local/share/fish/generated_completions'), { recursive: true });
  // In a login shell, the PATH of /etc/profile comes first.
  home.write('.profile', `PATH="$HOME/bin:$PATH"\n[ -z "\${BASH_VERSION-}" ] || . "$HOME/.bashrc"\n`);
});
afterEach(() => home.remove());

const install = async (name: string, path: string) => {
  const program = join(home.home, 'bin/assume');
  const result = await runProgram(program, ['init', name, '--install'], { env: { ...home.env, PATH: path } });
  expect(result).toMatchObject({ status: 0, stdout: '' });
};

/** Programs that a program needs on the PATH: where PowerShell is a .NET tool, it starts `dotnet`. */
const NEEDS: Readonly<Record<string, readonly string[]>> = { pwsh: ['dotnet'] };

/** A PATH with links to these programs only, so that doctor inspects just the shells under test. */
function pathWith(...programs: string[]): string {
  const bin = join(home.home, 'shells');
  mkdirSync(bin, { recursive: true });
  const needed = programs.flatMap((name) => NEEDS[name] ?? []).filter(which);
  for (const name of [...programs, ...needed, 'node'])
    symlinkSync(name === 'node' ? process.execPath : (which(name) ?? name), join(bin, name));
  return [join(home.home, 'bin'), bin].join(delimiter);
}

async function examine(path: string | undefined = home.env.PATH, more: Record<string, string> = {}) {
  const env = { ...home.env, PATH: path, ...more };
  const { status, stdout, stderr } = await runProgram(
    process.execPath,
    [join(__dirname, '../../dist/main.js'), 'doctor', '--json'],
    { env },
  );
  expect(stderr).toBe('');
  const report: Report = JSON.parse(stdout);
  const of = (name: string) => report.shells.find(({ shell }) => shell === name) as ShellReport;
  const problems = [...report.shells.flatMap(({ notes }) => notes), ...report.notes].filter(
    ({ isProblem }) => isProblem,
  );
  expect(status).toBe(problems.length === 0 ? 0 : 1);
  return { report, of, problems, texts: problems.map(({ text }) => text) };
}

const READY: ShellReport = { shell: 'zsh', program: '/bin/zsh', state: 'ready', locations: [], notes: [] };

const NAMES = { bash: 'bash', zsh: 'zsh', fish: 'fish', pwsh: 'powershell' } as const;

describe.each(Object.entries(NAMES) as ['bash' | 'zsh' | 'fish' | 'pwsh', 'bash' | 'zsh' | 'fish' | 'powershell'][])(
  'assume doctor about %s',
  (program, name) => {
    describeShell(program, 'asks the shell itself', () => {
      test('says how to install it, without a problem, if it is not installed', async () => {
        const { of, problems } = await examine(pathWith(program));
        expect([of(name), problems]).toEqual([
          expect.objectContaining({ shell: name, state: 'not installed', locations: [], notes: [] }),
          [],
        ]);
      });

      test('names the line that loads it, if it is installed', async () => {
        const path = pathWith(program);
        home.write(rcOf(name), '# mine\n');
        await install(name, path);
        const { of, problems } = await examine(path);
        const installation =
          name === 'fish'
            ? { file: join(home.home, '.config/fish/conf.d/assume.fish'), line: 1, kind: 'script', version }
            : { file: join(home.home, rcOf(name)), line: 3, kind: 'line', version };
        expect([of(name).state, of(name).locations, of(name).notes, problems]).toEqual([
          'ready',
          [installation],
          [],
          [],
        ]);
      });

      test('pasted by hand: names file and line, and is a problem only if it is an older version', async () => {
        const path = pathWith(program);
        home.write(rcOf(name), `# mine\n${scriptOf(name)}`);
        const { of, problems } = await examine(path);
        expect([of(name).state, of(name).locations, problems]).toEqual([
          'ready',
          [{ file: join(home.home, rcOf(name)), line: 3, kind: 'by hand', version }],
          [],
        ]);
        expect(of(name).notes).toEqual([
          {
            text: `${name} loads assume ${version} from ${join(home.home, rcOf(name))}:3, pasted by hand, so upgrades won't update it.`,
            isProblem: false,
            hint: [`assume init ${name} --install`, 'Replace it'],
          },
        ]);
        home.write(rcOf(name), scriptOf(name).replace(` ${version} for`, ' 0.0.9 for'));
        const older = await examine(path);
        expect(older.texts).toEqual([
          `${name} loads assume 0.0.9 from ${join(home.home, rcOf(name))}:2; this is ${version}.`,
        ]);
        expect(older.problems[0]?.hint).toEqual([`assume init ${name} --install`, 'Upgrade it']);
        expect(older.of(name).state).toBe('needs attention');

        // The second part, between its own markers, is no installation.
        home.write(rcOf(name), `${scriptOf(name)}\n# >>> assume >>>\n# assume, continued\n# more\n# <<< assume <<<\n`);
        const continued = await examine(path);
        expect([continued.of(name).locations.length, continued.texts]).toEqual([1, []]);
      });

      test('loaded from another file, in a newer version: no problem', async () => {
        const ending = name === 'powershell' ? '.ps1' : '';
        home.write(`elsewhere${ending}`, scriptOf(name).replace(` ${version} for`, ' 99.0.0 for'));
        home.write(rcOf(name), `. "$HOME/elsewhere${ending}"\n`);
        const { of, problems } = await examine(pathWith(program));
        expect(problems).toEqual([]);
        expect(of(name)).toMatchObject({
          state: 'ready',
          notes: [{ text: expect.stringMatching(/ loads assume 99\.0\.0 from .*elsewhere/) }],
        });
      });

      test('reports what the files say, within its time limit, if an rc file never ends', async () => {
        const path = pathWith(program, 'sleep');
        home.write(rcOf(name), name === 'powershell' ? 'Start-Sleep 60\n' : 'sleep 60\n');
        await install(name, path);
        const { of, problems } = await examine(path);
        expect(problems).toEqual([]);
        expect(of(name)).toMatchObject({
          state: 'installed',
          notes: [{ text: expect.stringMatching(/didn't answer within ten seconds/), isProblem: false }],
        });
      });

      test('suggests a better way, without a problem, if a program loads it at every start', async () => {
        const make = {
          bash: 'eval "$(assume init bash)"',
          zsh: 'eval "$(assume init zsh)"',
          fish: 'assume init fish | source',
        };
        home.write(
          rcOf(name),
          name === 'powershell' ? 'assume init powershell | Out-String | Invoke-Expression' : make[name],
        );
        const { of, problems } = await examine(pathWith(program, 'sh'));
        expect([of(name).state, problems]).toEqual(['ready', []]);
        expect(of(name).notes).toEqual([
          {
            text: `${name} runs a program at every start to load assume.`,
            isProblem: false,
            hint: [`assume init ${name} --install`, 'Load it from a file'],
          },
        ]);
      });

      test('understands a shell whose rc file prints text and leaves a program running', async () => {
        const path = pathWith(program, 'sleep');
        const noise = name === 'powershell' ? "'<assume'; 'noise'" : 'sleep 60 &\necho "<assume noise"';
        home.write(rcOf(name), `${noise}\n`);
        await install(name, path);
        const { of, problems } = await examine(path);
        expect([of(name).state, of(name).notes, problems]).toEqual(['ready', [], []]);
      });

      test('says what to do about a missing script, or a line that isn’t reached', async () => {
        const path = pathWith(program);
        await install(name, path);
        if (name === 'fish') return; // It reads the script without a line.
        const early = name === 'powershell' ? 'return' : 'return 0';
        home.write(rcOf(name), `${early}\n${home.read(rcOf(name))}`);
        const unread = await examine(path);
        expect(unread.texts).toEqual([
          expect.stringMatching(/^\w+ doesn't load assume: it doesn't read .*:2, or stops before that line\.$/),
        ]);
        home.write(rcOf(name), home.read(rcOf(name)).replace(`${early}\n`, ''));
        await runProgram('rm', ['-r', join(home.home, '.local/share/assume')]);
        const { texts, problems } = await examine(path);
        expect(texts).toEqual([expect.stringMatching(/:1 reads a script that doesn't exist\.$/)]);
        expect(problems[0]?.hint?.[0]).toBe(`assume init ${name} --install`);
      });
    });
  },
);

describe('something else named assume', () => {
  const ROWS: [string, 'bash' | 'zsh' | 'pwsh' | 'fish', string, RegExp][] = [
    [
      'granted’s alias for its own script',
      'bash',
      'alias assume=". /opt/homebrew/bin/assume"',
      /^In bash, assume is an alias for '\. \/opt\/homebrew\/bin\/assume', as Granted defines it \(.*\.bashrc:4\)\.$/,
    ],
    [
      'granted’s alias for its own script',
      'zsh',
      'alias assume=". /opt/homebrew/bin/assume"',
      /^In zsh, assume is an alias for \. \/opt\/homebrew\/bin\/assume, as Granted defines it \(.*\.zshrc:4\)\.$/,
    ],
    [
      'another alias',
      'pwsh',
      'Set-Alias assume Get-Date',
      /^In powershell, assume is an alias for Get-Date \(.*:4\)\.$/,
    ],
    [
      'granted’s alias',
      'fish',
      'alias assume="source x/assume.fish"',
      /^In fish, assume is an alias for source x\/assume\.fish, as Granted defines it \(.*config\.fish:1\)\.$/,
    ],
    [
      'another function',
      'fish',
      'function assume; end',
      /^In fish, assume is another function, defined in .*config\.fish\.$/,
    ],
    ['another function', 'bash', 'assume() { :; }', /^In bash, assume is another function, defined in .*\.bashrc\.$/],
    [
      'another function',
      'zsh',
      'unalias assume; function assume { : }',
      /^In zsh, assume is another function, defined in .*\.zshrc\.$/,
    ],
    [
      'another function',
      'pwsh',
      'function global:assume { }',
      /^In powershell, assume is another function, defined in .*\.ps1\.$/,
    ],
  ];

  testEachWith(ROWS, ([, program]) => program)(
    '%s in %s is a problem, with the command that shows or removes it',
    async (_what, program, line, text) => {
      const path = pathWith(program);
      const name = NAMES[program];
      await install(name, path);
      home.write(rcOf(name), `${name === 'fish' ? '' : home.read(rcOf(name))}${line}\n`);
      const { texts, problems } = await examine(path);
      expect(texts).toEqual([expect.stringMatching(text)]);
      expect(problems[0]?.hint?.[0]).toMatch(
        name === 'powershell' ? /^(Remove-Item Alias:|Get-Command )assume$/ : /^((unalias|type) assume|exec fish)$/,
      );
    },
  );

  testWith(['bash', 'zsh'])('granted’s alias is no problem where it leads to the shell integration', async () => {
    const path = pathWith('bash', 'zsh');
    for (const name of ['bash', 'zsh'] as const) {
      await install(name, path);
      home.write(rcOf(name), `${home.read(rcOf(name))}alias assume=". assume"\n`);
    }
    const { of, texts } = await examine(path);
    expect(texts).toEqual([]);
    expect(['bash', 'zsh'].map((name) => [of(name).state, of(name).notes])).toEqual(
      [
        ["'. assume'", '.bashrc'],
        ['. assume', '.zshrc'],
      ].map(([alias, file]) => [
        'ready',
        [
          {
            text: expect.stringMatching(
              `assume is an alias for ${alias}, as Granted .*/${file}:4.. It works, but more`,
            ),
            isProblem: false,
            hint: ['unalias assume', 'Delete the line that defines it, then run'],
          },
        ],
      ]),
    );
    // Before the line, the script drops it.
    home.write('.zshrc', `alias assume=". assume"\n${home.read('.zshrc').replace('alias assume=". assume"\n', '')}`);
    expect((await examine(path)).of('zsh')).toMatchObject({ state: 'ready', notes: [] });
  });

  testWith('bash')('login bash that reads another file', async () => {
    const path = pathWith('bash');
    await install('bash', path);
    home.write('.bash_profile', 'PATH=$HOME/bin:$PATH\n');
    const { texts, problems } = await examine(path);
    expect(texts).toEqual([
      expect.stringMatching(/^Login bash doesn't load assume: login shells don't read .*\.bashrc:1\.$/),
    ]);
    expect(problems[0]?.hint?.[0]).toBe('assume init bash --install');
    await install('bash', path);
    expect((await examine(path)).texts).toEqual([]);
  });

  testWith('zsh')('another program before this one on the PATH is a problem; after it, it isn’t', async () => {
    home.write('other/assume', '#!/bin/sh\necho Granted v0.38.0\n', 0o755);
    const other = join(home.home, 'other');
    const path = pathWith('zsh');
    const after = await examine(`${path}${delimiter}${other}`);
    expect([after.texts, after.report.programs]).toEqual([
      [],
      [{ path: join(home.home, 'bin/assume'), version }, { path: join(other, 'assume') }],
    ]);
    const { texts, problems } = await examine(`${other}${delimiter}${path}`);
    expect(texts).toEqual([
      `The first assume on the PATH is another program, ${other}/assume. It hides ${home.home}/bin/assume: put ${home.home}/bin before ${other}.`,
    ]);
    expect(problems[0]?.hint).toEqual(['which -a assume', 'List all']);
    home.write('other/assume', '#!/bin/sh\nGRANTED_OUTPUT=$(assumego "$@")\n', 0o755);
    expect((await examine(`${other}${delimiter}${path}`)).texts).toEqual([
      `The first assume on the PATH is Granted's, ${other}/assume. It hides ${home.home}/bin/assume: put ${home.home}/bin before ${other}.`,
    ]);
  });

  testWith('zsh')('a shell whose PATH lacks the program’s folder', async () => {
    home.write('.zshrc', 'PATH=/usr/bin\n');
    const path = pathWith('zsh');
    await install('zsh', path);
    expect((await examine(path)).texts).toEqual([
      `assume isn't on the PATH of zsh: add ${home.home}/bin, where it is installed.`,
    ]);
  });

  testWith('zsh')('a block without an end', async () => {
    home.write('.zshrc', '# >>> assume >>>\n. x # assume init zsh --install\n');
    expect((await examine(pathWith('zsh'))).texts).toEqual([
      expect.stringMatching(/\.zshrc:1: "# >>> assume >>>" has no matching /),
    ]);
  });
});

describe('assume doctor also reports', () => {
  test('settings that mean nothing, and profiles that only `assume use` reaches, as notes', async () => {
    const settings = home.write('.config/assume/config', '[assume]\nproduktion = x\nbrowser = firefox\n[other]\n');
    const config = home.write(
      '.aws/config',
      '[profile status]\nassume_color = purple\n[profile prod]\nassume_color = None\n[profile whoami]\nassume_color = RED\n',
    );
    const { report, problems } = await examine(pathWith());
    expect([problems, report.notes.slice(1)]).toEqual([
      [],
      [
        { text: `Unknown setting "produktion" (${settings}:2).`, isProblem: false },
        { text: `Unknown section [other] (${settings}:4); only [assume] is read.`, isProblem: false },
        {
          text: `Unknown assume_color "purple" of profile "status" (${config}:2). Use one of: red, yellow, green, blue, magenta, cyan, none.`,
          isProblem: false,
        },
        {
          text: 'Profiles named like a command: status, whoami.',
          isProblem: false,
          hint: ['assume use status', 'Switch to one'],
        },
      ],
    ]);
  });

  test('settings that can’t be read, as a problem', async () => {
    const settings = home.write('.config/assume/config', 'production = x\n');
    home.write('.aws/config', '[profile prod]\n');
    expect((await examine(pathWith())).texts).toEqual([
      `${settings}:1: not in any section. Put it under a [section] header. The default settings are used.`,
    ]);
  });

  test.each<[string, Partial<Report>, string]>([
    ['two problems', { notes: [problem('a'), problem('b'), note('c')] }, '2 problems found.'],
    ['nothing installed', {}, 'No problems found, but no shell has assume yet. Run: assume init --install'],
    ['a shell that has it', { shells: [READY] }, 'No problems found.'],
  ])('a verdict, as the last line: %s', (_title, report, verdict) => {
    expect(verdictOf({ shells: [], notes: [], ...report })).toBe(verdict);
  });

  test('an invalid line in the AWS files, with file and line', async () => {
    home.write('.aws/config', '[profile a]\nregion = eu-west-1\nnonsense\n');
    expect((await examine(pathWith())).texts).toEqual([expect.stringMatching(/\.aws\/config:3/)]);
  });

  test('profiles named like a command, and how to reach them', async () => {
    home.write('.aws/config', '[profile list]\n[profile prod]\n[profile login]\n[profile constructor]\n');
    const { report, problems } = await examine(pathWith());
    expect(problems).toEqual([]);
    expect(report.notes).toContainEqual({
      text: 'Profiles named like a command: list, login.',
      isProblem: false,
      hint: ['assume use list', 'Switch to one'],
    });
  });

  test.each(['', './h'])('HOME=%j, once, and starts no shell with it', async (HOME) => {
    const path = pathWith();
    for (const name of ['bash', 'zsh', 'fish', 'assume']) {
      const file = join(home.home, 'shells', name);
      home.write(join('shells', name), `#!/bin/sh\n: >'${file}.started'\n`);
      chmodSync(file, 0o755);
    }
    const { report, texts } = await examine(path, { HOME });
    expect(texts).toEqual([expect.stringMatching(/^Can't find your home folder: HOME is /)]);
    expect([report.shells, report.programs]).toEqual([[], []]);
    expect(readdirSync(join(home.home, 'shells')).filter((name) => name.endsWith('.started'))).toEqual([]);
  });

  test('a cache that other users can read', async () => {
    home.write('.cache/assume/sessions/prod', '');
    chmodSync(join(home.home, '.cache/assume'), 0o755);
    chmodSync(join(home.home, '.cache/assume/sessions'), 0o700);
    const { problems } = await examine(pathWith());
    expect(problems.map(({ hint }) => hint?.[0])).toEqual([expect.stringMatching(/^chmod 700 .*assume/)]);
  });

  test('other tools that switch profiles, and what replaces what; that is no problem', async () => {
    home.write('.awsume/config.yaml', '');
    home.write('.aws/config', '[profile sso]\ncredential_process = aws-sso process --arn x\n');
    const { report, problems } = await examine(pathWith());
    expect(problems).toEqual([]);
    expect(report.otherTools.map(({ name, found }) => [name, found])).toEqual([
      ['awsume', [{ file: join(home.home, '.awsume') }]],
      ['aws-sso-cli', [{ file: join(home.home, '.aws/config'), line: 2 }]],
    ]);
    expect(report.otherTools[0]?.replacements).toContainEqual({ theirs: 'awsume -u', ours: 'assume off' });
  });

  test('a clock that is behind the AWS files', async () => {
    const file = home.write('.aws/config', '');
    utimesSync(file, Date.now() / 1000 + 3600, Date.now() / 1000 + 3600);
    expect((await examine(pathWith())).texts).toEqual([expect.stringMatching(/was modified in the future/)]);
  });
});

testWith(['bash', 'zsh'])('the text is a table, then the findings, each with the next step', async () => {
  home.write('.zshrc', scriptOf('zsh').replace(` ${version} for`, ' 0.0.9 for'));
  home.write('.Leapp/Leapp-lock.json', '');
  const path = pathWith('bash', 'zsh');
  const { status, stdout, stderr } = await runProgram(
    process.execPath,
    [join(__dirname, '../../dist/main.js'), 'doctor'],
    {
      env: { ...home.env, PATH: path },
    },
  );
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toBe(`assume ${version}, Node ${process.versions.node}

SHELL  STATE            VERSION  INSTALLED IN
bash   not installed             assume init bash --install
zsh    needs attention  0.0.9    ~/.zshrc:2 (pasted)

On the PATH: ~/bin/assume (${version})

Problem: zsh loads assume 0.0.9 from ~/.zshrc:2; this is ${version}.
Upgrade it: assume init zsh --install

No profiles found in ~/.aws/config or ~/.aws/credentials.
Create one: aws configure

Moving from Leapp (~/.Leapp):
LEAPP                               ASSUME
leapp session start                 assume PROFILE
leapp session stop                  assume off
leapp session list                  assume list
leapp session current               assume status
leapp session generate ID           assume export PROFILE --format process
leapp session export-env-variables  assume export PROFILE
leapp integration login             assume login PROFILE
leapp session add                   aws configure

To a bug report, attach this and what the failing command prints with ASSUME_DEBUG=1 set.

1 problem found.
`);
});

testWith(['bash', 'zsh'])('the tables fit a terminal of 40 columns', async () => {
  home.write('.zshrc', scriptOf('zsh').replace(` ${version} for`, ' 0.0.9 for'));
  home.write('.Leapp/Leapp-lock.json', '');
  const env = { ...home.env, PATH: pathWith('bash', 'zsh'), LANG: 'C.UTF-8' };
  const args = [join(__dirname, '../../dist/main.js'), 'doctor'];
  const terminal = openTerminal({ file: process.execPath, args, env, cols: 40, rows: 60 });
  try {
    expect(await terminal.ended).toBe(1);
    const lines = terminal.screen().split('\n');
    const from = (line: string, count: number) => lines.slice(lines.indexOf(line), lines.indexOf(line) + count);
    expect(from('SHELL  STATE            INSTALLED IN', 3)).toEqual([
      'SHELL  STATE            INSTALLED IN',
      'bash   not installed    assume i…install',
      'zsh    needs attention  ~/.zshrc…pasted)',
    ]);
    expect(from('Moving from Leapp (~/.Leapp):', 7)).toEqual([
      'Moving from Leapp (~/.Leapp):',
      'LEAPP                ASSUME',
      'leapp session start  assume PROFILE',
      'leapp session stop   assume off',
      'leapp session list   assume list',
      'leapp ses…n current  assume status',
      'leapp ses…nerate ID  assume ex…t process',
    ]);
  } finally {
    await terminal.close();
  }
});

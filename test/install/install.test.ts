import { chmodSync, linkSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findBlocks } from '../../src/install/blocks';
import { install, uninstall } from '../../src/install/install';
import { type Home, INSTALLED, LINED, makeHome, type Name, rcOf, scriptOf, shellNamed } from './homeFixture';

const TIMES = 20;

const LINES = '# mine\nexport EDITOR=vi\n';
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

/** How to make a file of each kind. */
const KINDS: Readonly<Record<string, (home: Home, path: string) => void>> = {
  missing: () => {},
  empty: ({ write }, path) => write(path, ''),
  ordinary: ({ write }, path) => write(path, LINES),
  'without a final line ending': ({ write }, path) => write(path, LINES.trimEnd()),
  'a single line ending': ({ write }, path) => write(path, '\n'),
  'CR LF': ({ write }, path) => write(path, LINES.replaceAll('\n', '\r\n')),
  'CR LF without a final line ending': ({ write }, path) => write(path, LINES.replaceAll('\n', '\r\n').trimEnd()),
  'UTF-8 with a byte order mark': ({ write }, path) => write(path, `\uFEFF${LINES}# 開発環境`),
  'another 8-bit encoding': ({ write }, path) => write(path, Buffer.from([0x23, 0xfc, 0xff, 0x80, 0x00, 0x0d, 0x0a])),
  'UTF-16': ({ write }, path) => write(path, utf16('# für mich\n')),
  'UTF-16 with CR LF and no final line ending': ({ write }, path) => write(path, utf16('# für mich\r\n$a = "\uD800"')),
  'big-endian UTF-16': ({ write }, path) => write(path, utf16('# für mich\r\n').swap16()),
  'private (mode 0600)': ({ write, home }, path) => {
    write(path, LINES);
    chmodSync(join(home, path), 0o600);
  },
  'world-readable with odd mode bits': ({ write, home }, path) => {
    write(path, LINES);
    chmodSync(join(home, path), 0o1775);
  },
  'a relative link': ({ write, home }, path) => {
    write('dotfiles/rc', LINES);
    link(home, `${'../'.repeat(path.split('/').length - 1)}dotfiles/rc`, path);
  },
  'a chain of links': ({ write, home }, path) => {
    write('dotfiles/real/rc', LINES);
    symlinkSync('real/rc', join(home, 'dotfiles/rc'));
    link(home, join(home, 'dotfiles/rc'), path);
  },
  'a relative link in a linked folder': ({ write, home }, path) => {
    write('dotfiles/rc', LINES);
    const [top = '', ...rest] = path.split('/');
    if (rest.length === 0) return link(home, 'dotfiles/rc', path);
    link(home, '../'.repeat(rest.length).concat('rc'), ['dotfiles', 'top', ...rest].join('/'));
    symlinkSync('dotfiles/top', join(home, top));
  },
  'a dangling link': ({ home }, path) => link(home, join(home, 'dotfiles/nowhere/rc'), path),
};

function link(home: string, target: string, path: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  symlinkSync(target, join(home, path));
}

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const change = (name: Name, how: 'install' | 'uninstall') =>
  how === 'install'
    ? install(shellNamed(name), () => scriptOf(name), home.withoutShells)
    : uninstall(shellNamed(name), () => scriptOf(name), home.withoutShells);

const identity = (path: string) => {
  const { ino, mtimeNs } = statSync(join(home.home, path), { bigint: true });
  return [ino, mtimeNs];
};

describe.each(INSTALLED)(
  '%s: installing and uninstalling twenty times restores every byte of an rc file that is',
  (name) => {
    test.each(Object.entries(KINDS))('%s', async (_kind, make) => {
      make(home, rcOf(name));
      const before = home.files();
      for (let time = 0; time < TIMES; time++) {
        expect((await change(name, 'install')).changed).not.toEqual([]);
        const installed = home.files();
        if (LINED.includes(name)) {
          expect(home.read(rcOf(name)).replaceAll('\0', '')).toContain(`# assume init ${name} --install`);
          const installedIdentity = identity(rcOf(name));
          expect((await change(name, 'install')).changed).toEqual([]);
          expect(identity(rcOf(name))).toEqual(installedIdentity);
        }
        expect(home.files()).toEqual(installed);
        expect((await change(name, 'uninstall')).changed).not.toEqual([]);
        expect(home.files()).toEqual(before);
        expect((await change(name, 'uninstall')).changed).toEqual([]);
      }
    });
  },
);

describe.each(INSTALLED)('%s: a copy pasted by hand', (name) => {
  const older = scriptOf(name).replace(/ assume \d\S+ for /, ' assume for ');

  test.each([
    ['once', LINES, [scriptOf(name)], ''],
    ['twice', LINES, [scriptOf(name), scriptOf(name)], ''],
    ['twice, in two versions, after an unfinished line', LINES.trimEnd(), [older, scriptOf(name)], ''],
    ['from an older version, with lines after it', LINES, [older], 'export LESS=R\n'],
    ['with CR LF, as PowerShell does on Windows', LINES.replaceAll('\n', '\r\n'), [older.replaceAll('\n', '\r\n')], ''],
  ])('%s: is removed, and nothing else is', async (_how, own, blocks, after) => {
    home.write(rcOf(name), own + blocks.join('') + after);
    expect((await change(name, 'uninstall')).changed).toHaveLength(1);
    expect(home.read(rcOf(name))).toBe(own + after);
  });

  test.each([
    ['once', [scriptOf(name)]],
    ['twice', [older, scriptOf(name)]],
  ])('%s, in the middle: is replaced by the line in the same position', async (_how, blocks) => {
    home.write(rcOf(name), `${LINES}${blocks.join('')}export LESS=R\n`);
    await change(name, 'install');
    const text = home.read(rcOf(name));
    expect(findBlocks(text, rcOf(name))).toHaveLength(LINED.includes(name) ? 1 : 0);
    if (LINED.includes(name)) expect(text.split('\n').slice(2, 4)).toEqual(['', '# >>> assume >>>']);
    expect(text).not.toContain('protocol 1');
    await change(name, 'uninstall');
    expect(home.read(rcOf(name))).toBe(`${LINES}export LESS=R\n`);
  });

  test('without its end: the error names file and line, and nothing changes', async () => {
    home.write(rcOf(name), `${LINES}${older.replace(/# <<< assume <<<\n/, '')}`);
    const before = home.files();
    for (const how of ['install', 'uninstall'] as const) {
      await expect(change(name, how)).rejects.toMatchObject({
        message: expect.stringContaining(`${rcOf(name)}:4: "# >>> assume >>>" has no matching "# <<< assume <<<".`),
        exitCode: 3,
      });
      expect(home.files()).toEqual(before);
    }
  });
});

describe.each(LINED)('%s: what is not ours', (name) => {
  const HERE = "cat >x <<'EOF'\n# >>> assume >>>\nmine\n# <<< assume <<<\nEOF\n";

  test('stays, in a here-document with the two marker lines', async () => {
    home.write(rcOf(name), HERE);
    await change(name, 'install');
    expect(home.read(rcOf(name)).startsWith(HERE)).toBe(true);
    await change(name, 'uninstall');
    expect(home.read(rcOf(name))).toBe(HERE);
    expect(Object.keys(home.files())).toEqual([rcOf(name)]);
  });

  test.each(['install', 'uninstall'] as const)('in a pasted block is in a backup after %s', async (how) => {
    const pasted = `${LINES}${scriptOf(name).replace(/\n# <<< /, '\nalias mine=1\n# <<< ')}`;
    home.write(rcOf(name), pasted, 0o640);
    const { backups } = await change(name, how);
    expect(backups).toEqual([join(home.home, `${rcOf(name)}.assume-backup`)]);
    expect(home.files()[`${rcOf(name)}.assume-backup`]).toBe(`640 ${Buffer.from(pasted).toString('latin1')}`);
    expect(home.read(rcOf(name))).not.toContain('alias mine');
  });

  test('an earlier backup stays; the same one is made once', async () => {
    const paste = (line: string) =>
      home.write(rcOf(name), LINES + scriptOf(name).replace(/\n# <<< /, `\n${line}\n# <<< `));
    for (const line of ['one', 'two', 'one', 'two']) {
      paste(line);
      await change(name, 'install');
    }
    const backup = join(home.home, `${rcOf(name)}.assume-backup`);
    expect(Object.keys(home.files()).filter((file) => file.includes('backup'))).toEqual([
      `${rcOf(name)}.assume-backup`,
      `${rcOf(name)}.assume-backup-2`,
    ]);
    expect(readFileSync(backup, 'utf8')).toContain('\none\n');
  });

  test('a file with another name (hard link) keeps it, with a backup', async () => {
    const file = home.write(rcOf(name), LINES.repeat(20), 0o640);
    linkSync(file, join(home.home, 'dotfile'));
    const before = identity(rcOf(name))[0];
    await change(name, 'install');
    expect(home.read('dotfile')).toBe(home.read(rcOf(name)));
    expect(home.read('dotfile')).toContain(`# assume init ${name} --install`);
    const { backups, deleted } = await change(name, 'uninstall');
    expect(home.read('dotfile')).toBe(LINES.repeat(20));
    expect([identity(rcOf(name))[0], statSync(file).mode & 0o777, statSync(file).nlink]).toEqual([before, 0o640, 2]);
    expect([backups.length, deleted.includes(file)]).toEqual([1, false]);
    expect(home.read(`${rcOf(name)}.assume-backup`)).toBe(LINES.repeat(20));
  });
});

describe.each(LINED)('%s: the line', (name) => {
  test('has the line endings of its file, and removing it never joins two lines', async () => {
    home.write(rcOf(name), '# mine\r\n');
    await change(name, 'install');
    const [mine, gap, ...lines] = home.read(rcOf(name)).split('\n');
    // To bash, a CR alone is an unknown command.
    expect([mine, gap]).toEqual(['# mine\r', '']);
    expect(lines.map((line) => line.slice(-1))).toEqual(['\r', '\r', '\r', '']);
    home.write(rcOf(name), `# mine\n${lines.join('\n')}# more\n`);
    await change(name, 'uninstall');
    expect(home.read(rcOf(name))).toBe('# mine\n# more\n');
  });

  test('names the script relative to the home folder', async () => {
    await change(name, 'install');
    expect(home.read(rcOf(name))).not.toContain(home.home);
  });
});

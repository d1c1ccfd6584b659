import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND_SPECS } from '../src/argv/commandManifest';
import { SHELLS } from '../src/shells/table';

const ROOT = join(__dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('what is made from the commands is as the build makes it', () => {
  const made = (name: string, module = 'manifest') => {
    const script = `import * as made from './scripts/${module}.mjs'; process.stdout.write(await made.${name}());`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };

  test('src/commands/index.ts', () => {
    expect(read('src/commands/index.ts')).toBe(made('commandIndex'));
  });

  test('oclif.manifest.json', () => {
    expect(read('oclif.manifest.json')).toBe(made('manifest'));
  });

  test('src/completion/regions.json', () => {
    expect(read('src/completion/regions.json')).toBe(made('regions', 'regions'));
  });

  test('summaries of commands and flags are at most 60 characters, without a full stop', () => {
    for (const [id, { summary, flags }] of Object.entries(COMMAND_SPECS)) {
      const texts = [summary, ...Object.values(flags).map((flag) => flag.summary)];
      expect([id, texts]).toEqual([id, texts.map(() => expect.stringMatching(/^[A-Z].{0,58}[^.\n]$/))]);
    }
  });

  test('no command has a short flag that PowerShell takes for its own', () => {
    for (const { flags } of Object.values(COMMAND_SPECS)) {
      for (const { char, name: flag } of Object.values(flags))
        expect([flag, char ?? '-']).toEqual([flag, expect.not.stringMatching(/[cdeiopvw]/i)]);
    }
  });
});

describe.each(SHELLS.map(({ script }) => `shell/${script}`))('%s', (file) => {
  test('exists', () => {
    expect(existsSync(join(ROOT, file))).toBe(true);
  });

  test('has no CR and ends with a line end: it is appended to a file of the user', () => {
    expect(read(file)).not.toContain('\r');
    expect(read(file)).toMatch(/[^\n]\n$/);
  });
});

describe('what is published or committed', () => {
  const ignored = read('.gitignore')
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\*|\/$/g, ''));
  const isOurs = (name: string) => name !== '.git' && !ignored.some((end) => name === end || name.endsWith(`.${end}`));
  const filesIn = (folder: string): string[] =>
    readdirSync(join(ROOT, folder), { withFileTypes: true })
      .filter(({ name }) => isOurs(name))
      .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]));
  const files = filesIn('.');

  const holding = (pattern: RegExp) => files.filter((file) => pattern.test(read(file)));

  test('names no package registry: everybody has their own', () => {
    expect(files).toContain('package-lock.json');
    expect(holding(/https?:\/\/[\w.-]*(registry|artifactory|nexus|verdaccio)[\w.-]*/)).toEqual([]);
    expect(read('package-lock.json')).not.toMatch(/"resolved":\s*"http/);
  });

  test('names no folder of the machine it was made on', () => {
    expect(holding(new RegExp(`(?<![\\w.])/${'work'}/|/(?:root|Users)/`))).toEqual([]);
  });

  test('has no dependency at run time: everything is in the bundles', () => {
    const { dependencies, optionalDependencies, peerDependencies, scripts } = JSON.parse(read('package.json'));
    expect([dependencies, optionalDependencies, peerDependencies, scripts.postinstall]).toEqual(
      Array(4).fill(undefined),
    );
  });
});

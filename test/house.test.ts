import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SHELLS } from '../src/shells/table';
import { VERBS } from '../src/verbs';

const ROOT = join(__dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Every file of the source, as `src/plan/plan.ts`. */
const SOURCES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/${file.replaceAll('\\', '/')}`)
  .sort();

interface Import {
  readonly from: string;
  /** A file of ours, or the name of a package. */
  readonly to: string;
  readonly isType: boolean;
}

/** `import … from 'x'`, `export … from 'x'`, `import 'x'` and `import('x')`; a type in `typeof import('x')`. */
const IMPORTS =
  /^(?:import|export)\s+(type\s)?(?:[^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]|(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

const resolved = (from: string, to: string) => {
  if (!to.startsWith('.')) return to;
  const path = join(dirname(from), to).replaceAll('\\', '/');
  return [path, `${path}.ts`, `${path}/index.ts`].find((file) => SOURCES.includes(file)) ?? path;
};

/** With comments taken out: they may name anything. */
const code = (file: string) => read(file).replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

const importsOf = (file: string): Import[] =>
  [...code(file).matchAll(IMPORTS)].map(([, type, to, typeOf, later]) => ({
    from: file,
    to: resolved(file, to ?? later ?? ''),
    isType: Boolean(type ?? typeOf),
  }));

const ALL = SOURCES.flatMap(importsOf);
const told = ({ from, to }: Import) => `${from} -> ${to}`;

/** `src/plan/plan.ts` is part of plan, `src/main.ts` is main itself. */
const partOf = (file: string) => file.replace(/^src\//, '').replace(/\/.*|\.ts$/g, '');

/** From the top down. What stands in one line are siblings. */
const LAYERS = [
  ['main'],
  ['lanes', 'quick'],
  ['cli'],
  ['commands', 'direct', 'protocol'],
  ['doctor', 'tab'],
  ['cached', 'exec', 'export', 'install'],
  ['assume', 'demo'],
  ['remember', 'script', 'world'],
  ['session', 'explain'],
  ['plan', 'credentials', 'environment', 'shells', 'completion', 'terminal'],
  ['profiles'],
  ['compiled', 'parse'],
  ['files', 'folders', 'lock', 'verbs'],
  ['clock', 'device', 'ending', 'env', 'errors', 'owner', 'present', 'root', 'word'],
];
const layerOf = (file: string) => LAYERS.findIndex((parts) => parts.includes(partOf(file)));

describe('the house', () => {
  const inside = ALL.filter(({ to }) => SOURCES.includes(to) && partOf(to) !== undefined);
  const across = inside.filter(({ from, to }) => partOf(from) !== partOf(to));

  test('every part has its place', () => {
    expect(SOURCES.filter((file) => layerOf(file) < 0)).toEqual([]);
  });

  test('what is imported from a file of ours is there', () => {
    const missing = ALL.filter(({ to }) => to.startsWith('src/') && !to.endsWith('.json') && !SOURCES.includes(to));
    expect(missing.map(told)).toEqual([]);
    expect(inside.length).toBeGreaterThan(100); // the expression above still finds them
  });

  const height = ({ from, to }: Import) => layerOf(to) - layerOf(from);

  test('arrows go down', () => {
    expect(across.filter((each) => !each.isType && height(each) <= 0).map(told)).toEqual([]);
  });

  test('types go down, or sideways to a sibling', () => {
    expect(across.filter((each) => height(each) < 0).map(told)).toEqual([]);
  });

  test('what a person sees is up to those who speak with one', () => {
    const users = inside.filter(
      ({ from, to, isType }) => partOf(to) === 'terminal' && partOf(from) !== 'terminal' && !isType,
    );
    expect(
      users
        .map(({ from }) => partOf(from))
        .filter((part) => !['main', 'world', 'commands', 'explain', 'lanes', 'cli', 'demo'].includes(part)),
    ).toEqual([]);
  });

  test('the demo is a guest: only its command knows it', () => {
    const users = inside.filter(({ from, to }) => partOf(to) === 'demo' && partOf(from) !== 'demo');
    expect([...new Set(users.map(({ from }) => from))]).toEqual(['src/commands/demo.ts']);
  });

  test('there is no circle', () => {
    const values = inside.filter(({ isType }) => !isType);
    const next = new Map(SOURCES.map((file) => [file, values.filter(({ from }) => from === file).map(({ to }) => to)]));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file) || path.includes(file)) return;
      for (const to of next.get(file) ?? []) visit(to, [...path, file]);
      done.add(file);
    };
    for (const file of SOURCES) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe('only one knows', () => {
  const usersOf = (name: RegExp) => [...new Set(ALL.filter(({ to }) => name.test(to)).map(({ from }) => from))];
  /** But for the demo's home, which holds the text of other programs. */
  const naming = (pattern: RegExp) => SOURCES.filter((file) => file !== 'src/demo/home.ts' && pattern.test(code(file)));

  test('the clients and providers of AWS', () => {
    const users = usersOf(/^@aws-sdk\/|^@smithy\//).filter((file) => !file.startsWith('src/demo/'));
    expect(users.filter((file) => !/^src\/credentials\/(sources|sso)\//.test(file))).toEqual([
      'src/credentials/client.ts',
      'src/credentials/sts.ts',
    ]);
  });

  test('oclif', () => {
    const users = usersOf(/^@oclif\//);
    expect(users).toContain('src/cli.ts');
    expect(users.filter((file) => file !== 'src/cli.ts' && !file.startsWith('src/commands/'))).toEqual([]);
  });

  test('the exit status', () => {
    expect(naming(/process\.(exit\b|exitCode\s*=|reallyExit|abort|kill)/)).toEqual([
      'src/ending.ts',
      'src/exec/child.ts',
      'src/main.ts',
    ]);
  });

  test('stdout', () => {
    const writers = naming(/\bwrite(Sync)?\(\s*1\b|process\.stdout|console\.(log|info|debug|table|dir)\b/);
    expect(writers).toContain('src/lanes.ts');
    expect(writers.filter((file) => !/^src\/(main|lanes|commands\/\w+)\.ts$/.test(file))).toEqual([]);
  });

  test('the real world: plan, environment, shells and profiles touch neither files, network, clock nor process', () => {
    const PURE = ['plan', 'environment', 'shells', 'profiles'];
    const impure = ALL.filter(({ from, to }) => PURE.includes(partOf(from)) && /^node:/.test(to) && to !== 'node:os');
    expect(impure.map(told)).toEqual([]);
    expect(
      naming(/\bprocess\.|Date\.now|new Date\(\)|Math\.random|\bfetch\(/).filter((file) => PURE.includes(partOf(file))),
    ).toEqual([]);
  });

  test('modules of Node are named with node:', () => {
    const plain = ALL.filter(({ to }) =>
      /^(fs|os|path|util|crypto|http|https|net|tty|url|module|child_process)(\/|$)/.test(to),
    );
    expect(plain.map(told)).toEqual([]);
  });
});

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

  test('every command says in one line what it does, and none has a flag that PowerShell takes for its own', () => {
    for (const [name, { summary, flags }] of Object.entries(VERBS)) {
      expect([name, summary]).toEqual([name, expect.stringMatching(/^[A-Z][^\n]+[^.\n]$/)]);
      for (const { char, name: flag } of Object.values(flags))
        expect([flag, char ?? '-']).toEqual([flag, expect.not.stringMatching(/[cdeiopvw]/i)]);
    }
  });
});

describe.each(SHELLS.map(({ script }) => `shell/${script}`))('%s', (file) => {
  test('is there', () => {
    expect(existsSync(join(ROOT, file))).toBe(true);
  });

  test('has no CR and ends with a line end: it is appended to a file of the user', () => {
    expect(read(file)).not.toContain('\r');
    expect(read(file)).toMatch(/[^\n]\n$/);
  });
});

describe('what is published or committed', () => {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(ROOT, file)));

  const holding = (pattern: RegExp) => files.filter((file) => pattern.test(read(file)));

  test('names no package registry: everybody has their own', () => {
    expect(files).toContain('package-lock.json');
    expect(holding(/https?:\/\/[\w.-]*(registry|artifactory|nexus|verdaccio)[\w.-]*/)).toEqual([]);
    expect(read('package-lock.json')).not.toMatch(/"resolved":\s*"http/);
  });

  test('names no folder of the machine it was made on', () => {
    expect(holding(new RegExp(`(?<![\\w.])/${'work'}/|/(?:root|Users)/`))).toEqual([]);
  });

  test('has no file in src of more than 130 lines: what grows longer is two things', () => {
    const long = SOURCES.map((file) => [file, read(file).trimEnd().split('\n').length] as const);
    expect(long.filter(([, lines]) => lines > 130)).toEqual([]);
  });

  test('has no dependency at run time: everything is in the bundles', () => {
    const { dependencies, optionalDependencies, peerDependencies, scripts } = JSON.parse(read('package.json'));
    expect([dependencies, optionalDependencies, peerDependencies, scripts.postinstall]).toEqual(
      Array(4).fill(undefined),
    );
  });
});

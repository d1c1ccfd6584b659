import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Every source file, as `src/plan/plan.ts`. */
const SOURCES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/${file.replaceAll('\\', '/')}`)
  .sort();

interface Import {
  readonly from: string;
  /** A source file, or the name of a package. */
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

/** Without comments: they may name anything. */
const code = (file: string) => read(file).replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

const importsOf = (file: string): Import[] =>
  [...code(file).matchAll(IMPORTS)].map(([, type, to, typeOf, lazy]) => ({
    from: file,
    to: resolved(file, to ?? lazy ?? ''),
    isType: Boolean(type ?? typeOf),
  }));

const ALL = SOURCES.flatMap(importsOf);
const arrow = ({ from, to }: Import) => `${from} -> ${to}`;

/** `src/plan/plan.ts` is part of plan, `src/main.ts` is main itself. */
const partOf = (file: string) => file.replace(/^src\//, '').replace(/\/.*|\.ts$/g, '');

/** From the top down, with a word for what each layer is. CONTRIBUTING.md draws the same list. */
const LAYERS: readonly (readonly [word: string, ...parts: string[]])[] = [
  ['start', 'main'],
  ['dispatch', 'entry'],
  ['descriptions', 'commands'],
  ['diagnosis', 'doctor'],
  ['features', 'accounts', 'cache', 'demo', 'exec', 'explain', 'export', 'install', 'status'],
  ['pipeline', 'assume'],
  ['results', 'outcome'],
  ['effects', 'context'],
  ['reuse', 'sessions'],
  ['domain', 'credentials', 'environment', 'shells', 'completion', 'terminal'],
  ['planning', 'plan'],
  ['configuration', 'profiles'],
  ['grammar', 'argv'],
  ['matching', 'find'],
  ['system', 'platform'],
  ['basics', 'errors', 'util'],
];
const layerOf = (file: string) => LAYERS.findIndex(([, ...parts]) => parts.includes(partOf(file)));

describe('the layers', () => {
  const inside = ALL.filter(({ to }) => SOURCES.includes(to));
  const across = inside.filter(({ from, to }) => partOf(from) !== partOf(to));

  test('every source file belongs to one', () => {
    expect(SOURCES.filter((file) => layerOf(file) < 0)).toEqual([]);
  });

  test('are drawn in CONTRIBUTING.md, in this order', () => {
    const drawn = [...read('CONTRIBUTING.md').matchAll(/^ {4}(\w+) {2,}(\w[\w, ]*?)(?: {3,}.*)?$/gm)].map(
      ([, word, parts]) => [word, ...(parts ?? '').split(', ')],
    );
    expect(drawn.filter(([word]) => LAYERS.some(([layer]) => layer === word))).toEqual(LAYERS);
  });

  test('imports name files that exist', () => {
    const missing = ALL.filter(({ to }) => to.startsWith('src/') && !to.endsWith('.json') && !SOURCES.includes(to));
    expect(missing.map(arrow)).toEqual([]);
    expect(inside.length).toBeGreaterThan(100); // the expression above still finds them
  });

  const drop = ({ from, to }: Import) => layerOf(to) - layerOf(from);

  test('values are imported from lower layers only', () => {
    expect(across.filter((each) => !each.isType && drop(each) <= 0).map(arrow)).toEqual([]);
  });

  test('types are imported from lower layers, or from a neighbor', () => {
    const GENERAL = ['outcome', 'context'];
    const up = across.filter((each) => drop(each) < 0 && !GENERAL.includes(partOf(each.to)));
    expect(up.map(arrow)).toEqual([]);
  });

  test('only those who talk to a person use the terminal', () => {
    const users = inside.filter(
      ({ from, to, isType }) => partOf(to) === 'terminal' && partOf(from) !== 'terminal' && !isType,
    );
    const TALKERS = ['main', 'entry', 'context', 'cache', 'demo', 'doctor', 'explain', 'install', 'status'];
    expect(users.map(({ from }) => from).filter((file) => !TALKERS.includes(partOf(file)))).toEqual([]);
  });

  test('the demo is a guest: only its command and its handler are known', () => {
    const users = inside.filter(({ from, to }) => partOf(to) === 'demo' && partOf(from) !== 'demo');
    expect([...new Set(users.map(({ from }) => from))]).toEqual(['src/commands/demo.ts', 'src/entry/handlers.ts']);
  });

  test('imports never form a circle', () => {
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

describe('the files', () => {
  test('at most six lie loose in src', () => {
    const loose = SOURCES.filter((file) => dirname(file) === 'src');
    expect(loose.length).toBeLessThanOrEqual(6);
  });

  test('a base name occurs at most twice, but for types.ts', () => {
    const names = SOURCES.map((file) => basename(file)).filter((name) => name !== 'types.ts');
    expect(names.filter((name, index) => names.indexOf(name) !== index && names.lastIndexOf(name) !== index)).toEqual(
      [],
    );
  });

  test('are named in camelCase', () => {
    const names = SOURCES.flatMap((file) => file.replace(/\.ts$/, '').split('/'));
    expect(names.filter((name) => !/^[a-z][a-zA-Z0-9]*$/.test(name))).toEqual([]);
  });

  test('have at most 160 lines: what grows longer is two topics', () => {
    const long = SOURCES.map((file) => [file, read(file).trimEnd().split('\n').length] as const);
    expect(long.filter(([, lines]) => lines > 160)).toEqual([]);
  });
});

describe('only one part', () => {
  const usersOf = (name: RegExp) => [...new Set(ALL.filter(({ to }) => name.test(to)).map(({ from }) => from))];
  /** Apart from the demo, which holds the text of other programs. */
  const naming = (pattern: RegExp) =>
    SOURCES.filter((file) => !file.startsWith('src/demo/') && pattern.test(code(file)));

  test('uses the clients and providers of AWS: credentials', () => {
    const users = usersOf(/^@aws-sdk\/|^@smithy\//).filter((file) => !file.startsWith('src/demo/'));
    expect(users.filter((file) => !/^src\/credentials\/(network|sources|ssoSignIn)\//.test(file))).toEqual([
      'src/credentials/sts.ts',
      'src/credentials/stsClient.ts',
    ]);
  });

  test('uses oclif: the descriptions of commands, and the pages made from them', () => {
    const users = usersOf(/^@oclif\//);
    expect(users).toContain('src/entry/oclif.ts');
    expect(users.filter((file) => file !== 'src/entry/oclif.ts' && !file.startsWith('src/commands/'))).toEqual([]);
  });

  test('decides the exit status', () => {
    expect(naming(/process\.(exit\b|exitCode\s*=|reallyExit|abort|kill)/)).toEqual([
      'src/exec/runCommand.ts',
      'src/main.ts',
      'src/platform/processes.ts',
    ]);
  });

  test('writes to stdout: emit', () => {
    const writers = naming(/\bwrite(Sync)?\(\s*1\b|process\.stdout\.write|console\.(log|info|debug|table|dir)\b/);
    expect(writers).toEqual(['src/entry/emit.ts']);
  });

  test('knows the operating system: platform', () => {
    expect(naming(/process\.platform\b/).filter((file) => partOf(file) !== 'platform')).toEqual([]);
  });

  test('reads the process environment: main, which passes it on', () => {
    expect(naming(/process\.env\b/)).toEqual(['src/context.ts', 'src/main.ts']);
    // Loading the SDK needs a variable of its own to be set.
    expect(code('src/context.ts').match(/process\.env\b/g)).toHaveLength(1);
  });

  test('no parameter defaults to the real context', () => {
    expect(naming(/:\s*Context\s*=(?!>)/)).toEqual([]);
  });

  test('has effects: plan, environment, shells, profiles and argv touch no file, network, clock or process', () => {
    const PURE = ['plan', 'environment', 'shells', 'profiles', 'argv'];
    const impure = ALL.filter(({ from, to }) => PURE.includes(partOf(from)) && /^node:/.test(to) && to !== 'node:os');
    expect(impure.map(arrow)).toEqual([]);
    expect(
      naming(/\bprocess\.|Date\.now|new Date\(\)|Math\.random|\bfetch\(/).filter((file) => PURE.includes(partOf(file))),
    ).toEqual([]);
  });

  test('names the modules of Node without node: none', () => {
    const plain = ALL.filter(({ to }) =>
      /^(fs|os|path|util|crypto|http|https|net|tty|url|module|child_process)(\/|$)/.test(to),
    );
    expect(plain.map(arrow)).toEqual([]);
  });
});

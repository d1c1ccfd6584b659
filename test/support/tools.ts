import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * Every tool that a test needs besides Node, npm, sh and coreutils. A test looks its tools up here, with
 * {@link describeWith}, {@link testWith} or {@link program}, and never starts any other program.
 */
export interface Tool {
  /** What tests use it for. */
  readonly use: string;
  /** The Debian packages that contain it, separated by blanks. `.ci/run` installs them. */
  readonly debian?: string;
  /** How to get it if there is no Debian package. */
  readonly get?: string;
  /** Tests that need an optional tool are skipped even in CI. */
  readonly optional?: true;
  /** Returns the program's path, or undefined if it is missing. By default the first of that name on the PATH. */
  readonly find?: () => string | undefined;
}

// nushell comes from npm, in a package per platform. The launcher in node_modules/.bin is a Node program that would
// run between the shell and its terminal.
const NUSHELL = join(__dirname, '../../node_modules/@nushell', `${process.platform}-${process.arch}`, 'bin');
const folders = (process.env.PATH ?? '').split(delimiter);
if (!folders.includes(NUSHELL)) process.env.PATH = [...folders, NUSHELL].join(delimiter);

/** All executable files of a name on the PATH, in its order. */
const candidates = (name: string): string[] =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .filter((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

/** Returns the path of a program on the PATH, or undefined. */
export const which = (name: string): string | undefined => candidates(name)[0];

const imports = (python: string, module: string) => spawnSync(python, ['-c', `import ${module}`]).status === 0;

/** Debian's Python packages are for Debian's Python, and another Python may come first on the PATH. */
const pythonWith = (module: string) => () => candidates('python3').find((python) => imports(python, module));

/** The interpreter in the first line of a Python script. */
const interpreterOf = (script: string): string | undefined =>
  /^#!\s*(\S*python[\d.]*)\s*\n/.exec(readFileSync(script, 'latin1'))?.[1];

/** A Python script on the PATH whose interpreter has a module. */
const pythonScript = (name: string, module: string) => () =>
  candidates(name).find((script) => {
    const python = interpreterOf(script);
    return python !== undefined && imports(python, module);
  });

/** The interpreter itself, which may be behind a launcher, if its AWS CLI knows configured endpoints. */
function withEndpoints(python: string): string | undefined {
  const code =
    'import sys, awscli.clidriver; from botocore.configprovider import ConfiguredEndpointProvider; print(sys.executable)';
  const { status, stdout } = spawnSync(python, ['-c', code], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Containers often run as root without the right to mount. */
function mountsTmpfs(): string | undefined {
  const [mount, umount] = [which('mount'), which('umount')];
  if (!mount || !umount || process.getuid?.() !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'assume-mount-'));
  try {
    const mounted = spawnSync(mount, ['-t', 'tmpfs', '-o', 'size=4k', 'assume-test', folder]).status === 0;
    return mounted && spawnSync(umount, [folder]).status === 0 ? mount : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const shell = (debian: string): Tool => ({ use: 'its script, and end-to-end tests', debian });

const TABLE = {
  bash: shell('bash'),
  zsh: shell('zsh'),
  fish: shell('fish'),
  fish_indent: { use: 'the formatting of the fish scripts', debian: 'fish' },
  pwsh: {
    use: 'the PowerShell script, and end-to-end tests',
    get: 'dotnet tool install --global PowerShell --version 7.6.9',
  },
  dash: shell('dash'),
  ksh: shell('ksh93u+m'),
  mksh: shell('mksh'),
  busybox: shell('busybox'),
  yash: shell('yash'),
  tcsh: shell('tcsh'),
  nu: { use: 'its script, and end-to-end tests', get: 'npm ci' },
  elvish: shell('elvish'),
  xonsh: {
    use: 'its script, and end-to-end tests',
    debian: 'xonsh python3-prompt-toolkit',
    find: pythonScript('xonsh', 'prompt_toolkit'),
  },
  shellcheck: { use: 'lint of the bash and sh scripts', debian: 'shellcheck' },
  direnv: { use: 'its shell hook together with the shell integration', debian: 'direnv' },
  zoxide: { use: 'its shell hook together with the shell integration', debian: 'zoxide' },
  grep: { use: 'the output of a shell about its state', debian: 'grep' },
  diffutils: {
    use: 'comparing the state of a shell before and after',
    debian: 'diffutils',
    find: () => which('cmp') && which('diff'),
  },
  iconv: { use: 'the conversion of a file in UTF-16', debian: 'libc-bin' },
  ps: { use: 'when a process started, on systems without /proc', debian: 'procps' },
  python3: { use: 'signals, job control, and the syntax of the xonsh script', debian: 'python3' },
  // Debian's version 2, which can be imported. Version 1 lacks its configuration loader, and Amazon's own package has its
  // Python code in an executable.
  awscli: {
    use: 'the oracle for configuration, role chains and the shared cache',
    debian: 'awscli',
    find: pythonScript('aws', 'awscli.botocore'),
  },
  // Any version with endpoints in variables and files; Debian's has none before 2.13. The program is its Python.
  'awscli-endpoints': {
    use: 'the oracle for where requests go',
    get: 'pip install awscli',
    optional: true,
    find: () => candidates('python3').map(withEndpoints).find(Boolean),
  },
  // The AWS CLI's own code, as a package of its own: Debian 12's is older than endpoint_url.
  botocore: {
    use: "the hosts of AWS's services by the AWS CLI's rules",
    get: 'pip install botocore',
    optional: true,
    find: pythonWith('botocore.configprovider as c; c.ConfiguredEndpointProvider'),
  },
  'python3-dotenv': { use: 'a reader of exported files', debian: 'python3-dotenv', find: pythonWith('dotenv') },
  'python3-yaml': { use: 'a reader of exported files', debian: 'python3-yaml', find: pythonWith('yaml') },
  docker: { use: 'a reader of exported files', debian: 'docker.io', optional: true },
  kubectl: { use: 'a reader of exported files', get: 'https://kubernetes.io/docs/tasks/tools/', optional: true },
  tzdata: {
    use: "the user's time zone",
    debian: 'tzdata',
    find: () => ['/usr/share/zoneinfo/Asia/Tokyo'].find((file) => existsSync(file)),
  },
  root: {
    use: 'files of two users',
    get: 'run the tests as root',
    find: () => (process.getuid?.() === 0 ? 'root' : undefined),
  },
  tmpfs: { use: 'a full disk', get: 'run the tests as a root user that may mount', optional: true, find: mountsTmpfs },
  linux: {
    use: '/proc',
    get: 'run the tests on Linux',
    find: () => (process.platform === 'linux' ? 'linux' : undefined),
  },
} satisfies Record<string, Tool>;

export type ToolName = keyof typeof TABLE;
export const TOOLS: Readonly<Record<ToolName, Tool>> = TABLE;
export const TOOL_NAMES = Object.keys(TABLE) as readonly ToolName[];

/** How to get a tool, as a command or an address. */
export const howToGet = (name: ToolName): string => TOOLS[name].get ?? `apt-get install ${TOOLS[name].debian}`;

const found = new Map<ToolName, string | undefined>();

/** Returns the path of a tool, or undefined if it is missing. Each is looked up once per test file. */
export function find(name: ToolName): string | undefined {
  if (!found.has(name)) found.set(name, (TOOLS[name].find ?? (() => which(name)))());
  return found.get(name);
}

/**
 * Returns the path of a tool, in a test that runs only if the tool is available.
 * @throws Error if it is missing, which means that the test lacks a `describeWith` or `testWith`
 */
export function program(name: ToolName): string {
  const path = find(name);
  if (path === undefined) throw new Error(`${name} is missing: get it with ${howToGet(name)}`);
  return path;
}

/** Returns the Python that a Python tool runs on. */
export const pythonOf = (name: 'awscli' | 'xonsh'): string => interpreterOf(program(name)) ?? 'python3';

/** CI sets the variable, because a skipped test there would go unnoticed. */
const isRequired = (name: ToolName) => Boolean(process.env.ASSUME_REQUIRE_TOOLS) && !TOOLS[name].optional;

const missing = (needs: Needs): ToolName[] => [needs].flat().filter((name) => find(name) === undefined);

/** The end of a skipped test's title. The reporter reads it: {@link neededBy}. */
const marked = (title: string, tools: readonly ToolName[]) => `${title} [needs ${tools.join(', ')}]`;

/** Returns the tools that a skipped test needs, given its full title; none if it was skipped for another reason. */
export const neededBy = (title: string): ToolName[] => [
  ...new Set([...title.matchAll(/\[needs ([^\]]+)\]/g)].flatMap(([, names = '']) => names.split(', ') as ToolName[])),
];

function failure(tools: readonly ToolName[]): () => void {
  return () => {
    throw new Error(tools.map((name) => `${name} is missing, and CI requires it: ${howToGet(name)}`).join('\n'));
  };
}

export type Needs = ToolName | readonly ToolName[];

/** `describe` for tests that need tools. If one is missing, they are skipped with its name, or fail if CI requires it. */
export function describeWith(needs: Needs, title: string, tests: () => void): void {
  const without = missing(needs);
  const required = without.filter(isRequired);
  if (without.length === 0) describe(title, tests);
  else if (required.length > 0) describe(title, () => test(`needs ${required.join(', ')}`, failure(required)));
  else describe.skip(marked(title, without), tests);
}

type Each = typeof test.each;

/** `test` for a test that needs tools. If one is missing, it is skipped with its name, or fails if CI requires it. */
export function testWith(
  needs: Needs,
): Pick<typeof test, 'each'> & ((title: string, body: jest.ProvidesCallback) => void) {
  const without = missing(needs);
  const required = without.filter(isRequired);
  if (without.length === 0) return test;
  const instead = (title: string, body: jest.ProvidesCallback) =>
    required.length > 0 ? test(title, failure(required)) : test.skip(marked(title, without), body);
  const each = ((rows: readonly unknown[]) => (title: string, body: (...row: unknown[]) => unknown) =>
    required.length > 0 ? test(title, failure(required)) : test.skip.each(rows)(marked(title, without), body)) as Each;
  return Object.assign(instead, { each });
}

/** `test.each` for rows that need different tools. */
export const testEachWith =
  <Row extends readonly unknown[]>(rows: readonly Row[], needsOf: (row: Row) => Needs) =>
  (title: string, body: (...row: Row) => Promise<void>): void => {
    for (const row of rows)
      testWith(needsOf(row)).each([[...row]])(title, (...values) => body(...(values as unknown as Row)));
  };

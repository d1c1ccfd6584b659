// `npm run figures`: writes the counts of tests and the measurements into the pages that show them, from the results of
// `npm test -- --json --outputFile=build/testResults.json` and of `npm run bench`. What has no results stays as it is.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { SHELLS } from '../src/shells/table';
import { hostileValues } from '../test/support/hostileValues';
import { BENCH_RESULTS, type BenchResults } from './table';

const TEST_RESULTS = 'build/testResults.json';

/** Of jest's JSON report. */
interface TestResults {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const SHOWN: Readonly<Record<string, { readonly title: RegExp; readonly missing: string; readonly tested: string }>> = {
  bash: { tested: 'bash 5.2', title: /\bbash\b/, missing: 'nothing' },
  zsh: { tested: 'zsh 5.9', title: /\bzsh\b/, missing: 'nothing' },
  fish: { tested: 'fish 3.6', title: /\bfish\b/, missing: 'nothing' },
  powershell: { tested: 'PowerShell 7.6.9', title: /\b(pwsh|powershell)\b/i, missing: 'nothing' },
  sh: {
    tested: 'dash, ksh93, mksh, busybox ash',
    title: /\b(dash|ksh|mksh|busybox)\b/,
    missing: 'no session files, no TAB; in dash, no minutes in the prompt',
  },
  tcsh: {
    tested: 'tcsh 6.24',
    title: /\btcsh\b/,
    missing: 'no session files; TAB for plain names only; no minutes in the prompt',
  },
  nushell: { tested: 'nushell 0.108', title: /\bnu(shell)?\b/, missing: 'no session files, no `--auto-renew`' },
  elvish: { tested: 'elvish 0.19', title: /\belvish\b/, missing: 'no session files, no `--auto-renew`' },
  xonsh: { tested: 'xonsh 0.13', title: /\bxonsh\b/, missing: 'no session files, no `--auto-renew`' },
  cmd: { tested: 'never run in cmd: tests compare text', title: /\bcmd\b/, missing: 'no prompt, no TAB' },
};

const number = (count: number) => count.toLocaleString('en-US');

const table = (header: readonly string[], rows: readonly (readonly string[])[]) =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');

function testTable({ testResults }: TestResults): string {
  const passed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'passed'),
  );
  const values = hostileValues();
  const rows = SHELLS.flatMap(({ name, dialect }) => {
    const shown = SHOWN[name];
    if (!shown) return [];
    const refused = values.filter((value) => dialect.refuses?.characters.test(value)).length;
    const kept = number(values.length - refused);
    const tests = passed.filter(({ fullName }) => shown.title.test(fullName)).length;
    return [
      [
        `\`${name}\``,
        shown.tested,
        refused ? `${kept}; the other ${refused} are rejected` : kept,
        number(tests),
        shown.missing,
      ],
    ];
  });
  const header = ['`assume init`', 'tested in', 'hostile values', 'tests that name it', 'what is missing'];
  return `${table(header, rows)}\n${number(passed.length)} tests in all.\n`;
}

function speedTables({ nodes, shells }: BenchResults): string {
  const value = (here: number | undefined, unit: string) =>
    here === undefined ? '' : `${here.toFixed(unit === 'x' ? 2 : 1)} ${unit}`;
  const binary = (nodes[0]?.rows ?? []).map(({ what, unit }) => [
    what,
    ...nodes.map(({ rows }) => value(rows.find((row) => row.what === what)?.here, unit)),
  ]);
  const others = shells
    .filter(({ here }) => here !== undefined)
    .map(({ what, here, unit }) => [what, value(here, unit)]);
  return [
    table(['the program, in multiples of `node -e 0`', ...nodes.map(({ version }) => `Node ${version}`)], binary),
    table(['in a shell', ''], others),
  ].join('\n');
}

/** Replaces what stands between the marks of a region. @throws Error if the file has no such region */
function writeRegion(file: string, name: string, text: string): void {
  const region = new RegExp(`(<!-- generated: ${name} -->\n)[^]*?(\n<!-- end -->)`);
  const page = readFileSync(file, 'utf8');
  if (!region.test(page)) throw new Error(`${file} has no region "${name}"`);
  writeFileSync(
    file,
    page.replace(region, (_all, start, end) => `${start}\n${text}${end}`),
  );
}

const read = <Results>(file: string): Results | undefined =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;

const tests = read<TestResults>(TEST_RESULTS);
const speed = read<BenchResults>(BENCH_RESULTS);
if (tests) writeRegion('docs/shells.md', 'tests', testTable(tests));
if (speed) writeRegion('docs/performance.md', 'speed', speedTables(speed));

import { dirname } from 'node:path';
import { howToGet, neededBy, TOOL_NAMES, TOOLS, type ToolName } from './tools';

/** A test that did not run. */
export interface SkippedTest {
  /** Its file, relative to the test folder. */
  readonly file: string;
  /** The titles of its `describe` blocks and of the test, joined as the runner does. */
  readonly title: string;
}

const FEW = 3;

/** Where tests are, in a few words: their files, or their folders if there are many files. */
function whereabouts(tests: readonly SkippedTest[]): string {
  const files = [...new Set(tests.map(({ file }) => file))].sort();
  if (files.length <= FEW) return files.join(', ');
  const folders = [...new Set(files.map((file) => (dirname(file) === '.' ? file : `${dirname(file)}/`)))];
  return folders.length <= FEW ? folders.join(', ') : `${files.length} files`;
}

const count = (tests: readonly SkippedTest[]) => `${tests.length} ${tests.length === 1 ? 'test' : 'tests'}`;

/** The tests that are skipped for want of each tool; '' has those that were skipped for another reason. */
function byTool(skipped: readonly SkippedTest[]): Map<ToolName | '', SkippedTest[]> {
  const tests = new Map<ToolName | '', SkippedTest[]>([...TOOL_NAMES, '' as const].map((name) => [name, []]));
  for (const each of skipped) {
    const needs = neededBy(each.title);
    for (const name of needs.length > 0 ? needs : (['' as const] as const)) tests.get(name)?.push(each);
  }
  return tests;
}

/** How to get tools: one command for all Debian packages, then the others by name. */
function howToGetAll(names: readonly ToolName[]): string {
  const packages = new Set(names.flatMap((name) => TOOLS[name].debian?.split(' ') ?? []));
  const others = names.filter((name) => !TOOLS[name].debian).map((name) => `${name}: ${howToGet(name)}`);
  return [...(packages.size > 0 ? [`apt-get install ${[...packages].join(' ')}`] : []), ...others].join('; ');
}

/**
 * One line for the end of a test run: which tests were skipped, which tool they need, and how to get it. Undefined if none
 * was skipped.
 */
export function skippedLine(skipped: readonly SkippedTest[]): string | undefined {
  if (skipped.length === 0) return undefined;
  const needs = [...byTool(skipped)].filter(([, tests]) => tests.length > 0);
  const names = needs.map(([name]) => name).filter((name) => name !== '');
  const parts = needs.map(([name, tests]) => {
    if (name === '') return `nothing, but are marked as skipped (${tests.length} in ${whereabouts(tests)})`;
    return `${name} (${TOOLS[name].optional ? 'optional; ' : ''}${tests.length} in ${whereabouts(tests)})`;
  });
  const get = names.length > 0 ? ` Get them: ${howToGetAll(names)}` : '';
  return `Skipped ${count(skipped)}, listed in build/skippedTests.txt. They need: ${parts.join(', ')}.${get}`;
}

/** The full title of every skipped test, below the tools that it needs. */
export function skippedList(skipped: readonly SkippedTest[]): string {
  const sections = [...byTool(skipped)].flatMap(([name, tests]) =>
    tests.length === 0
      ? []
      : [
          `${name === '' ? 'skipped in the source' : `${name}: ${howToGet(name)}`}`,
          ...tests.map(({ file, title }) => `  ${file}: ${title}`),
        ],
  );
  return sections.map((line) => `${line}\n`).join('');
}

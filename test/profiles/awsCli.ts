import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Env } from '../../src/platform/env';
import type { Case, Reading } from './cases';

/** The interpreter that the first line of a Python script names, if the file is one. */
function interpreterOf(script: string): string | undefined {
  try {
    return /^#!\s*(\S*python[\d.]*)\s*\n/.exec(readFileSync(script, 'latin1'))?.[1];
  } catch {
    return undefined;
  }
}

/**
 * The Python of the AWS CLI v2 as Debian packages it, which has its configuration loader inside. Another `aws` may come
 * first on the PATH: version 1 has none, and Amazon's own package holds its Python locked up.
 */
function findPython(): string | undefined {
  const interpreters = (process.env.PATH ?? '').split(delimiter).map((folder) => interpreterOf(join(folder, 'aws')));
  return interpreters.find((python) => python && spawnSync(python, ['-c', 'import awscli.botocore']).status === 0);
}

const python = findPython();

/** `describe`, or a loud skip where there is no such AWS CLI; ASSUME_REQUIRE_SHELLS makes that a failure. */
export function describeWithAwsCli(title: string, tests: () => void): void {
  if (python) describe(title, tests);
  else if (process.env.ASSUME_REQUIRE_SHELLS) it(title, () => expect('the Debian package awscli').toBe('installed'));
  else {
    console.warn(`NOT TESTED: ${title}. Install the Debian package awscli.`);
    describe.skip(title, tests);
  }
}

const ask = <Answers>(args: readonly string[], question: unknown, env: Env = {}): Answers => {
  const { stdout, stderr, status } = spawnSync(python ?? 'python3', args, {
    input: JSON.stringify(question),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, PYTHONUTF8: '1', ...env },
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
};

/** What the AWS CLI reads in each pair of files, all in one process. */
export const askAwsCli = (cases: readonly Case[]): Reading[] => ask([join(__dirname, 'awsCli.py')], cases);

const EXPAND = `
import json, os, sys
print(json.dumps([os.path.expanduser(os.path.expandvars(path)) for path in json.load(sys.stdin)]))`;

/** What the Python functions that the AWS CLI calls make of paths. */
export const askPython = (paths: readonly string[], env: Env): string[] => ask(['-c', EXPAND], paths, env);

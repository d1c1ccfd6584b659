import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Env } from '../../src/platform/env';
import { pythonOf } from '../support/tools';
import type { Case, Reading } from './cases';

const ask = <Answers>(args: readonly string[], question: unknown, env: Env = {}): Answers => {
  const { stdout, stderr, status } = spawnSync(pythonOf('awscli'), args, {
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

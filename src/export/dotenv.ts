import { type Exported, unsayable, variables } from './types';

/**
 * What npm's dotenv, python-dotenv and compose-go read alike: CR becomes LF, python-dotenv replaces `${…}` between any
 * quotes, and only some of them take a backslash before a quote or another backslash for an escape.
 */
const ODD = /[\0\r]|\$\{/;
const BETWEEN_SINGLE = /^(?:[^'\\]|\\(?![\\']|$))*$/;
const BETWEEN_DOUBLE = /^[^"\\$`]*$/;

function quote(name: string, value: string): string {
  if (!ODD.test(value)) {
    if (BETWEEN_SINGLE.test(value)) return `'${value}'`;
    if (BETWEEN_DOUBLE.test(value)) return `"${value}"`;
  }
  throw unsayable(name, 'dotenv', 'its readers would not agree on what it holds');
}

/** A `.env` file, which is also a script for sh. */
export const dotenv = (exported: Exported): string =>
  variables(exported)
    .map(([name, value]) => `${name}=${quote(name, value)}\n`)
    .join('');

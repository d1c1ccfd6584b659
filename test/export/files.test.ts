import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { parse as parseYaml } from 'yaml';
import { plainEnvironment, runProgram } from '../support/shells';
import { describeWith, program, testWith } from '../support/tools';
import { expectRead, exporting, formatOf, HOSTILE, REAL, sayable, takes } from './corpus';
import { python } from './python';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assume export-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const save = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('json', () => {
  const { write } = formatOf('json');

  test('is one object of the variables that have a value, for any value', () => {
    expect(JSON.parse(write(exporting(REAL)))).toEqual(REAL);
    const all = sayable('json');
    expect(Object.keys(all)).toHaveLength(HOSTILE.length);
    expectRead(JSON.parse(write(exporting(all))), all);
  });
});

describe('dotenv', () => {
  const { write } = formatOf('dotenv');

  test('takes what AWS hands out, blanks, lines, quotes of one kind, and backslashes that nobody takes for an escape', () => {
    expect(write(exporting(REAL)).match(/^[A-Z_]+='[^']*'$/gm)).toHaveLength(Object.keys(REAL).length);
    for (const value of ['', ' a ', 'a\nb', "it's", 'say "x"', '$HOME', '$(id)', '`id`', 'a\\nb', '#', '=', '\t'])
      expect([value, takes(write, value)]).toEqual([value, true]);
  });

  test('refuses what its readers read in different ways', () => {
    for (const value of ['a\rb', '${HOME}', 'a\\\\b', 'ends with \\', "\\'", '\'"', "it's $HOME", "it's \\n", 'a\0b'])
      expect([value, takes(write, value)]).toEqual([value, false]);
  });

  test('is read alike by the npm package', () => {
    const all = sayable('dotenv');
    expect(Object.keys(all).length).toBeGreaterThan(HOSTILE.length / 3);
    expectRead(parseDotenv(write(exporting(all))), all);
    // Each for itself too: quotes of a later line must not be needed, nor do harm.
    for (const value of Object.values(all)) expectRead(parseDotenv(write(exporting({ A: value }))), { A: value });
  });

  describeWith('python3-dotenv', "with Python's dotenv", () => {
    test('is read alike by python-dotenv', async () => {
      const all = sayable('dotenv');
      const file = save('.env', write(exporting(all)));
      const script = 'import dotenv, json, sys; print(json.dumps(dotenv.dotenv_values(sys.argv[1], encoding="utf-8")))';
      expectRead(JSON.parse(await python(program('python3-dotenv'), script, [file])), all);
    });
  });

  /** compose-go's rules (its `dotenv/parser.go`), for there is no program of it here to ask. */
  const composeReads = (text: string) => {
    const read: Record<string, string> = {};
    for (let rest = text.replaceAll('\r\n', '\n'); rest !== ''; ) {
      const [start = '', name = '', quote = ''] = /^\s*(\w+)=(['"])/.exec(rest) ?? [];
      if (!quote) throw new Error('not quoted');
      let end = start.length;
      while (end < rest.length && (rest[end] !== quote || rest[end - 1] === '\\')) end += 1;
      const value = rest.slice(start.length, end);
      read[name] = quote === "'" ? value : value.replace(/[\\$][\s\S]?/g, 'EXPANDED');
      rest = rest.slice(end + 1).replace(/^\s+/, '');
    }
    return read;
  };

  test('is read alike by the rules of docker compose', () => {
    const all = sayable('dotenv');
    expectRead(composeReads(write(exporting(all))), all);
  });

  test('is read alike by sh', async () => {
    const all = sayable('dotenv');
    const file = save('.env', write(exporting(all)));
    const dump = 'require("fs").writeFileSync(process.argv[1], JSON.stringify(process.env))';
    const script = 'set -a; . "$1"; set +a; exec "$2" -e "$3" "$4"';
    const args = ['-c', script, 'sh', file, process.execPath, dump, join(folder, 'out')];
    expect(await runProgram('sh', args)).toMatchObject({ status: 0, stderr: '' });
    const read = Object.entries(JSON.parse(readFileSync(join(folder, 'out'), 'utf8')));
    expectRead(Object.fromEntries(read.filter(([name]) => name.startsWith('HOSTILE_'))), all);
  });
});

describe('k8s', () => {
  const { write } = formatOf('k8s');
  const decoded = (data: Record<string, string>) =>
    Object.fromEntries(Object.entries(data).map(([name, value]) => [name, Buffer.from(value, 'base64').toString()]));

  test('is a Secret, for any value', () => {
    const all = sayable('k8s');
    expect(Object.keys(all)).toHaveLength(HOSTILE.length);
    const { data, ...rest } = parseYaml(write(exporting(all)));
    expect(rest).toEqual({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'prod' }, type: 'Opaque' });
    expectRead(decoded(data), all);
  });

  test.each([
    ['prod', 'prod'],
    ['Team:EU/web@2', 'team-eu-web-2'],
    ['-odd-', 'odd'],
    ['123', '123'],
    ['null', 'null'],
    ['1e3', '1e3'],
    ['開発環境', 'aws-credentials'],
    ['a: b\n"c', 'a-b-c'],
    ['arn:aws:iam::123456789012:role/Admin', 'arn-aws-iam-123456789012-role-admin'],
    [`${'x'.repeat(62)}/y`, 'x'.repeat(62)],
    ['y'.repeat(300), 'y'.repeat(63)],
  ])('calls %j by a name of DNS-1123', (profile, name) => {
    const { metadata } = parseYaml(write(exporting(REAL, profile)));
    expect(metadata).toEqual({ name });
    expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
  });

  describeWith('python3-yaml', "with Python's yaml", () => {
    test('is read alike by PyYAML', async () => {
      const all = sayable('k8s');
      const profile = '1e3';
      const script = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))';
      const file = save('secret.yaml', write(exporting(all, profile)));
      const { data, metadata } = JSON.parse(await python(program('python3-yaml'), script, [file]));
      expect(metadata).toEqual({ name: profile });
      expectRead(decoded(data), all);
    });
  });

  testWith('kubectl')('is read alike by kubectl, where there is one', () => {
    const all = sayable('k8s');
    const file = save('secret.yaml', write(exporting(all, '1e3')));
    const args = ['label', '--local', '-f', file, '-o', 'json', 'a=b'];
    const { stdout, stderr } = spawnSync(program('kubectl'), args, {
      encoding: 'utf8',
      env: plainEnvironment({ HOME: folder }),
    });
    expect(stderr).toBe('');
    const { data, metadata } = JSON.parse(stdout);
    expect(metadata).toMatchObject({ name: '1e3' });
    expectRead(decoded(data), all);
  });
});

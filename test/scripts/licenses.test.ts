import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TERMS = 'Permission is hereby granted.\n\nTHE SOFTWARE IS PROVIDED "AS IS".';
const APACHE = 'Apache License\n\n  1. Definitions.\n\n  END OF TERMS AND CONDITIONS\n\n  APPENDIX: How to apply\n\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assume-licenses-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function addPackage(name: string, license: string, files: Record<string, string>): string {
  const path = join(folder, name);
  mkdirSync(path);
  const manifest = JSON.stringify({ name, version: '1.0.0', license });
  for (const [file, text] of Object.entries({ ...files, 'package.json': manifest }))
    writeFileSync(join(path, file), text);
  return path;
}

function licenseText(folders: readonly string[]): string {
  const program = `import { licenseText } from './scripts/licenses.mjs';
    process.stdout.write(licenseText(${JSON.stringify(folders)}));`;
  const args = ['--input-type=module', '-e', program];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: join(__dirname, '../..'),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

describe('the licenses of the bundled packages', () => {
  test('prints the same terms once, with the copyright lines of each package', () => {
    const one = addPackage('one', 'MIT', {
      LICENSE: `MIT License\n\nCopyright (c) 2020 Ada\nCopyright (c) 2021 Bo\n\n${TERMS}\n`,
    });
    const two = addPackage('two', 'MIT', {
      'license.md': `# The MIT License (MIT)\r\n\r\nCopyright Cy\r\n\r\n${TERMS.replace('hereby ', 'hereby\r\n')}`,
    });
    expect(licenseText([one, two])).toBe(
      `MIT\n\none 1.0.0\n    Copyright (c) 2020 Ada\n    Copyright (c) 2021 Bo\ntwo 1.0.0\n    Copyright Cy\n\n${TERMS}\n`,
    );
  });

  test('keeps other terms, the notice of a package, and a copyright line in the appendix of the Apache License', () => {
    const text = licenseText([
      addPackage('mit', 'MIT', { LICENSE: TERMS }),
      addPackage('other', 'MIT', { LICENSE: `${TERMS}\nExcept on Sundays.` }),
      addPackage('apache', 'Apache-2.0', { LICENSE: `${APACHE}  Copyright 2019 Ada\n`, NOTICE: 'Made by Ada.\n' }),
      addPackage('template', 'Apache-2.0', { LICENSE: `${APACHE}  Copyright {yyyy} {name of copyright owner}\n` }),
      addPackage('no-file', 'Apache-2.0', {}),
    ]);
    expect(text.split(`\n${'-'.repeat(80)}\n\n`)).toEqual([
      `MIT\n\nmit 1.0.0\n\n${TERMS}\n`,
      `MIT\n\nother 1.0.0\n\n${TERMS}\nExcept on Sundays.\n`,
      'Apache-2.0\n\napache 1.0.0\n    Copyright 2019 Ada\n    Made by Ada.\n\ntemplate 1.0.0\nno-file 1.0.0\n\nApache License\n\n  1. Definitions.\n',
    ]);
  });

  test('fails for a package without a license file, whose copyright owner is unknown', () => {
    const folders = [addPackage('mit', 'MIT', { LICENSE: TERMS }), addPackage('no-file', 'MIT', {})];
    expect(() => licenseText(folders)).toThrow('no-file 1.0.0 has no license file');
  });
});

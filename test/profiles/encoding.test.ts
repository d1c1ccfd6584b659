import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssumeError } from '../../src/errors';
import { realFiles } from '../../src/platform/files';
import { readProfiles } from '../../src/profiles/read';
import { describeWith, program, testWith } from '../support/tools';

const TEXT = '[default]\nregion = eu-west-1\n# über\n';
const MARK = '\ufeff';
const bytes = (text: string, order: 'LE' | 'BE') => {
  const encoded = Buffer.from(text, 'utf16le');
  return order === 'LE' ? encoded : encoded.swap16();
};

let home: string;
let config: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume-encoding-'));
  config = join(home, 'config');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const read = () => readProfiles(realFiles, { HOME: home, AWS_CONFIG_FILE: config });

function refusal(content: Buffer): AssumeError {
  writeFileSync(config, content, { mode: 0o600 });
  try {
    read();
  } catch (error) {
    if (error instanceof AssumeError) return error;
  }
  throw new Error('the file was read');
}

describe('An AWS file in UTF-16', () => {
  test.each([
    ['UTF-16', 'with a mark, as Windows PowerShell writes it', bytes(MARK + TEXT, 'LE')],
    ['UTF-16', 'with a mark, the other way round', bytes(MARK + TEXT, 'BE')],
    ['UTF-16LE', 'without a mark', bytes(TEXT, 'LE')],
    ['UTF-16BE', 'without a mark, the other way round', bytes(TEXT, 'BE')],
    ['UTF-16LE', 'that begins with a comment', bytes(`# here\n${TEXT}`, 'LE')],
  ])('is named as %s: %s', (encoding, _, content) => {
    const { message, exitCode } = refusal(content);
    expect(exitCode).toBe(3);
    expect(message).toBe(
      `${config} is in ${encoding}, as Windows PowerShell writes files. The AWS files must be in UTF-8.`,
    );
  });

  test.each([
    ['bytes that mean nothing', Buffer.from([0x9f, 0xfe, 0x41, 0x42, 0x90, 0x00, 0x43])],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x5b, 0, 0, 0, 0x61, 0, 0, 0])],
  ])('is not seen in %s', (_, content) => {
    expect(refusal(content).message).not.toContain('UTF-16');
  });

  testWith('iconv').each([
    ['with a mark', bytes(MARK + TEXT, 'LE')],
    ['with a mark, the other way round', bytes(MARK + TEXT, 'BE')],
    ['without a mark', bytes(TEXT, 'LE')],
    ['without a mark, the other way round', bytes(TEXT, 'BE')],
  ])('is converted by the command that it suggests, and keeps its mode: %s', (_, content) => {
    const [command = '', label] = refusal(content).hints[0] ?? [];
    expect(label).toBe('Convert it');
    execFileSync('sh', ['-c', command]);
    expect(read().profiles.get('default')?.settings.get('region')?.value).toBe('eu-west-1');
    expect(readFileSync(config, 'utf8')).toContain('über');
    expect(statSync(config).mode & 0o777).toBe(0o600);
  });

  describeWith('pwsh', 'in PowerShell', () => {
    test('is converted by the second command', () => {
      const [, [command = '', label] = []] = refusal(bytes(MARK + TEXT, 'LE')).hints;
      expect(label).toBe('In PowerShell');
      execFileSync(program('pwsh'), ['-NoProfile', '-Command', command]);
      expect(readFileSync(config, 'utf8')).toBe(TEXT);
    });
  });

  test('is told from UTF-8 with a mark, and with a NUL in a value', () => {
    writeFileSync(config, `${MARK}${TEXT}x = a\0b\n`);
    expect(read().profiles.get('default')?.settings.get('x')?.value).toBe('a\0b');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cmd } from '../../src/shells/cmd';
import { render, renderRun } from '../../src/shells/render';

const TEXT = readFileSync(join(__dirname, '../../shell/assume.bat'), 'utf8');

// There is no cmd here: what is tested is what is said, and refused.
describe('the cmd script', () => {
  test('is ASCII with LF, between the markers, and each line of it is silent', () => {
    expect(TEXT).toMatch(/^\n@rem # >>> assume >>>\n(@[\x20-\x7e]+\n|\n)*@rem # <<< assume <<<\n$/);
    expect(TEXT).toContain('protocol 1');
  });

  test('has no label and no block of several lines, whose ends cmd may miss in a file with LF', () => {
    expect(TEXT).not.toMatch(/\bgoto\b|^@?:|\($/m);
  });
});

describe('what cmd is told', () => {
  test('may hold quotes, which ASSUME_RESTORE has, and what else is harmless', () => {
    const value = '{"AWS_PROFILE":"me (x)","AWS_REGION":"a,b;c=d @~*?"}';
    expect(render([['ASSUME_RESTORE', value]], cmd)).toBe(`set "ASSUME_RESTORE=${value}"\n`);
  });

  test('is no longer than its lines', () => {
    expect(render([['AWS_SESSION_TOKEN', 'x'.repeat(7999)]], cmd)).toContain('x'.repeat(7999));
    expect(() => render([['AWS_SESSION_TOKEN', 'x'.repeat(8000)]], cmd)).toThrow(
      /^AWS_SESSION_TOKEN would hold what cmd cannot be told: .*too much$/,
    );
  });

  test('has words as a program takes them apart', () => {
    expect(renderRun(['assume', 'list', '', 'a b', 'say "hi"', 'c:\\', 'x\\"y'], cmd)).toBe(
      'set "call=assume.cmd "list" "" "a b" "say \\"hi\\"" "c:\\\\" "x\\\\\\"y""\n',
    );
  });
});

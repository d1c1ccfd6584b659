import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cmd } from '../../src/shells/dialects';
import { render, renderRun } from '../../src/shells/render';

const TEXT = readFileSync(join(__dirname, '../../shell/assume.bat'), 'utf8');

// cmd doesn't run here, so these tests compare text.
describe('the cmd script', () => {
  test('marks what the program has printed, so that an empty answer changes nothing', () => {
    expect(TEXT).toContain('do @set "__assume_%%~b."\n');
    expect(TEXT).toContain('do @if defined __assume_%%n call set "%%n=%%__assume_%%n:~0,-1%%" >nul\n');
    expect(TEXT).toContain('@if "%__assume_status%"=="none" if "%~1"=="off" set "__assume_status=0"\n');
  });

  test('is ASCII with LF, between markers, and echoes no line', () => {
    expect(TEXT).toMatch(/^\n@rem # >>> assume >>>\n(@[\x20-\x7e]+\n|\n)*@rem # <<< assume <<<\n$/);
    expect(TEXT).toContain('protocol 1');
  });

  test('has no labels or multi-line blocks, which cmd may misread in a file with LF', () => {
    expect(TEXT).not.toMatch(/\bgoto\b|^@?:|\($/m);
  });
});

describe('the snippet for cmd', () => {
  test('fails with a status', () => {
    expect(cmd.fail?.(3)).toBe('cmd /d /c exit 3');
  });

  test('accepts quotes, which ASSUME_RESTORE contains, and other harmless characters', () => {
    const value = '{"AWS_PROFILE":"me (x)","AWS_REGION":"a,b;c=d @~*?"}';
    expect(render([['ASSUME_RESTORE', value]], cmd)).toBe(`set "ASSUME_RESTORE=${value}"\nset "more=ASSUME_RESTORE"\n`);
  });

  test('lists the variables, since the script does not know all', () => {
    expect(
      render(
        [
          ['AWS_REGION', null],
          ['AWS_ENDPOINT_URL', 'http://a:1/b?c=d'],
          ['AWS_CA_BUNDLE', null],
        ],
        cmd,
      ),
    ).toBe(
      'set "AWS_REGION="\nset "AWS_ENDPOINT_URL=http://a:1/b?c=d"\nset "AWS_CA_BUNDLE="\nset "more=AWS_REGION AWS_ENDPOINT_URL AWS_CA_BUNDLE"\n',
    );
    expect(TEXT).toMatch(/^@for %%n in \(call more %__assume_names%\) do @set "__assume_%%n="$/m);
    expect(TEXT).toMatch(
      /^@set __assume_names=%__assume_names% %__assume_more:~0,-1%\n@if .* for %%n in \(%__assume_names%\) do /m,
    );
  });

  test('accepts a vertical bar, which ASSUME_ENDPOINTS contains, but not beside a quote, which would end the quotes around it', () => {
    const list = 'AWS_ENDPOINT_URL=http://a:1|AWS_CA_BUNDLE=c:\\ca.pem';
    expect(render([['ASSUME_ENDPOINTS', list]], cmd)).toBe(
      `set "ASSUME_ENDPOINTS=${list}"\nset "more=ASSUME_ENDPOINTS"\n`,
    );
    for (const value of ['a"|calc', 'a|"calc'])
      expect(() => render([['ASSUME_ENDPOINTS', value]], cmd)).toThrow(/^ASSUME_ENDPOINTS contains what cmd/);
  });

  test('rejects values longer than a line of cmd', () => {
    expect(render([['AWS_SESSION_TOKEN', 'x'.repeat(7999)]], cmd)).toContain('x'.repeat(7999));
    expect(() => render([['AWS_SESSION_TOKEN', 'x'.repeat(8000)]], cmd)).toThrow(
      /^AWS_SESSION_TOKEN contains what cmd can't represent: .*8000 characters and more\.$/,
    );
  });

  test('quotes arguments the way programs split them', () => {
    expect(renderRun(['assume', 'list', '', 'a b', 'say "hi"', 'c:\\', 'x\\"y'], cmd)).toBe(
      'set "call=assume.cmd "list" "" "a b" "say \\"hi\\"" "c:\\\\" "x\\\\\\"y""\n',
    );
  });
});

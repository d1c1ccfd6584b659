import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { keys } from '../plan/planFixtures';
import { type Environment, plainEnvironment, runProgram } from '../support/shells';

const MAIN = join(__dirname, '../../dist/main.js');
let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'assume report-'));
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws/config'), `[profile production]\n${keys()}`);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const assume = (...words: string[]) =>
  runProgram(process.execPath, [MAIN, '--eval=bash/1', '--', ...words], { env: { HOME: home } });

describe('an error', () => {
  test('says what failed, then what to do, on a line that begins with the command to type', async () => {
    const { status, stdout, stderr } = await assume('produktion');
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toBe(
      `assume: The profile "produktion" is neither in ${home}/.aws/config nor in ${home}/.aws/credentials.\n` +
        'assume production   is probably what you meant\n',
    );
  });

  test.each(['\u001b]0;title\u0007', '\u001b[2J', 'a\rb', '\u007f', '\u009b31m', '\t'])(
    'no control character of a name reaches the terminal: %j',
    async (name) => {
      const { stderr } = await assume(name);
      expect(stderr).toContain('The profile "');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    },
  );

  test('a name with a line end cannot make up lines of its own', async () => {
    expect((await assume('x\nassume: all is well')).stderr).not.toMatch(/^assume: all is well/m);
  });

  test('has no colour where nobody watches', async () => {
    expect((await assume('nowhere')).stderr).not.toContain('\u001b');
  });

  test.each([
    ['has colour on a terminal', {}, true],
    ['has none with NO_COLOR', { NO_COLOR: '1' }, false],
    ['has none on a dumb terminal', { TERM: 'dumb' }, false],
  ])('%s', async (_, env, isColoured) => {
    const bytes = await bytesAt({ HOME: home, ...env });
    expect(bytes).toContain('The profile "nowhere"');
    expect(bytes.includes('\u001b[')).toBe(isColoured);
  });
});

/** All that a terminal is sent by a failing assume. */
const bytesAt = (env: Environment) =>
  new Promise<string>((resolve) => {
    const args = [MAIN, '--eval=bash/1', '--', 'nowhere'];
    const terminal = spawn(process.execPath, args, { env: plainEnvironment(env), cols: 200 });
    let bytes = '';
    terminal.onData((data) => {
      bytes += data;
    });
    terminal.onExit(() => resolve(bytes));
  });

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Home, MAIN, makeHome } from '../install/homeFixture';
import { runProgram } from '../support/shells';

let home: Home;
beforeEach(() => {
  home = makeHome();
  home.write(
    '.aws/config',
    '[profile prod]\nregion = eu-west-1\naws_access_key_id = AKIAX\naws_secret_access_key = s\n',
  );
});
afterEach(() => home.remove());

const run = (...args: string[]) => runProgram(process.execPath, [MAIN, ...args], { env: home.env });

const syntaxError = () => void home.write('.config/assume/config', '# mine\nproduction = *\n');
const folder = () => void mkdirSync(join(home.home, '.config/assume/config'), { recursive: true });

describe.each([
  [
    'a line before any section',
    syntaxError,
    '~/.config/assume/config:2: not in any section. Put it under a [section] header.',
  ],
  ['a folder', folder, "Can't read ~/.config/assume/config: is a directory."],
])('settings with the defect: %s', (_title, breakSettings, reason) => {
  const warning = `assume: ${reason} Using the default settings.\n`;

  test.each([
    ['list'],
    ['plan', 'prod'],
    ['cache'],
    ['export', 'prod'],
    ['exec', 'prod', '--', process.execPath, '-e', ''],
    ['exec', '--', 'prod', process.execPath, '-e', ''],
  ])('stop nobody, and are reported in one line: assume %s', async (...args) => {
    breakSettings();
    expect(await run(...args)).toMatchObject({ status: 0, stderr: warning });
  });

  test('are not mentioned by completion, nor by status', async () => {
    breakSettings();
    expect(await run('--complete=bash/1', '--', 'assume', 'use', 'pr')).toMatchObject({ stderr: '' });
    expect(await run('status', '--json')).toMatchObject({ stderr: '' });
  });
});

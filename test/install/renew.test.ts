import { chmodSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { initScript } from '../../src/install/initScript';
import { install } from '../../src/install/install';
import { isOlder, upgradeScripts, versionOf } from '../../src/install/upgradeScripts';
import { SHELLS } from '../../src/shells/table';
import { runProgram } from '../support/shells';
import { type Home, INSTALLED, makeHome, ROOT, scriptFile, scriptOf, shellNamed } from './home';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const of = (other: string, text: string) => text.replace(`assume ${version} for`, `assume ${other} for`);
const older = (name: string) => `${of('0.0.9', scriptOf(name))}`.replace('starts no process', 'was worse');
const run = (...words: string[]) => runProgram(join(home.home, 'bin/assume'), words, { env: home.env });

test.each(SHELLS.map(({ name }) => name))('the script for %s tells the version of the package', (name) => {
  expect(versionOf(initScript(ROOT, shellNamed(name)))).toBe(version);
});

test.each([
  ['0.1.0', '0.1.0', false],
  ['0.0.9', '0.1.0', true],
  ['0.9.0', '0.10.0', true],
  ['1.0.0', '0.10.0', false],
  ['1.0.0-beta.1', '1.0.0', true],
  ['1.0.0', '1.0.0-beta.1', false],
])('%s before %s: %s', (one, other, expected) => {
  expect(isOlder(one, other)).toBe(expected);
});

describe.each(INSTALLED)('an installed script for %s', (name) => {
  test('of an older version is renewed by any run, with its mode, behind its link', async () => {
    home.write(scriptFile(name), older(name));
    renameSync(join(home.home, scriptFile(name)), join(home.home, 'real'));
    chmodSync(join(home.home, 'real'), 0o640);
    symlinkSync(join(home.home, 'real'), join(home.home, scriptFile(name)));
    expect(await run('off')).toMatchObject({ status: 2 });
    expect(home.files()).toMatchObject({
      real: `640 ${scriptOf(name)}`,
      [scriptFile(name)]: expect.stringMatching(/^->/),
    });
  });

  test('is renewed by a call of the function in its shell, whose answer is as ever', async () => {
    home.write(scriptFile(name), older(name));
    const call = [`--eval=${name}/1`, '--', 'off'];
    const first = await run(...call);
    expect(home.read(scriptFile(name))).toBe(scriptOf(name));
    expect(first).toEqual(await run(...call));
    expect(first.status).toBe(0);
  });

  test.each([
    ['of a newer version', (text: string) => of('99.0.0', text)],
    ['that holds something else', (text: string) => `${of('0.0.9', text)}\necho mine\n`],
    ['that tells no version', (text: string) => of('', text)],
    ['that lost its end', (text: string) => of('0.0.9', text).replace(/# <<< assume <<<\n/, '')],
    ['of this version', (text: string) => text],
  ])('%s is left, to its time', async (_what, change) => {
    home.write(scriptFile(name), change(scriptOf(name)));
    const before = [home.files(), statSync(join(home.home, scriptFile(name))).mtimeMs];
    await run('off');
    expect([home.files(), statSync(join(home.home, scriptFile(name))).mtimeMs]).toEqual(before);
  });

  test('that nobody may write is left, and it is no failure', async () => {
    home.write(scriptFile(name), older(name), 0o444);
    expect(await run(`--eval=${name}/1`, '--', 'off')).toMatchObject({ status: 0, stderr: '' });
    expect(home.read(scriptFile(name))).toBe(older(name));
  });

  test('is not touched by --no-cache', async () => {
    home.write(scriptFile(name), older(name));
    await run('off', '--no-cache');
    expect(home.read(scriptFile(name))).toBe(older(name));
  });
});

test('a script with a second part keeps one', async () => {
  // A package whose script has two parts: the script is the first again.
  const root = join(home.home, 'package');
  home.write('package/shell/assume.zsh', scriptOf('zsh'));
  home.write(
    'package/shell/renew.zsh',
    '\n# >>> assume >>>\n# assume for zsh, continued\n# the new part\n# <<< assume <<<\n',
  );
  home.write(
    scriptFile('zsh'),
    `${older('zsh')}\n# >>> assume >>>\n# assume for zsh, continued\n# the old part\n# <<< assume <<<\n`,
  );
  const shell = { ...shellNamed('zsh'), renewal: 'renew.zsh' };
  upgradeScripts([shell], root, home.alone);
  expect(home.read(scriptFile('zsh'))).toBe(initScript(root, shell, { autoRenew: true }));
  expect(home.read(scriptFile('zsh'))).toContain('the new part');
  home.write(scriptFile('zsh'), older('zsh'));
  upgradeScripts([shell], root, home.alone);
  expect(home.read(scriptFile('zsh'))).toBe(scriptOf('zsh'));
});

test('installing keeps a second part that is there, by hand or in a file', async () => {
  const renewing: boolean[] = [];
  const script = (each: boolean) => {
    renewing.push(each);
    return scriptOf('zsh');
  };
  const second = '\n# >>> assume >>>\n# assume for zsh, continued\n# more\n# <<< assume <<<\n';
  home.write('.zshrc', scriptOf('zsh'));
  await install(shellNamed('zsh'), script, home.alone);
  home.write('.zshrc', scriptOf('zsh') + second);
  await install(shellNamed('zsh'), script, home.alone);
  home.write(scriptFile('zsh'), scriptOf('zsh') + second);
  await install(shellNamed('zsh'), script, home.alone);
  expect(renewing).toEqual([false, true, true]);
});

test('installing renews it too, and so does an older program on purpose', async () => {
  home.write(scriptFile('zsh'), of('99.0.0', scriptOf('zsh')));
  await install(shellNamed('zsh'), () => scriptOf('zsh'), home.alone);
  expect(home.read(scriptFile('zsh'))).toBe(scriptOf('zsh'));
});

import { chmodSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { initScript, isOlder, type ScriptOptions, upgradeScripts, versionOf } from '../../src/install/initScript';
import { install } from '../../src/install/install';
import { SHELLS } from '../../src/shells/table';
import { runProgram } from '../support/shells';
import { type Home, INSTALLED, makeHome, type Name, ROOT, scriptFile, scriptOf, shellNamed } from './homeFixture';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const of = (other: string, text: string) => text.replace(`assume ${version} for`, `assume ${other} for`);
const older = (name: Name) => `${of('0.0.9', scriptOf(name))}`.replace('starts no process', 'was worse');
const run = (...words: string[]) => runProgram(join(home.home, 'bin/assume'), words, { env: home.env });

test.each(SHELLS.map(({ name }) => name))('the script for %s names the package version', (name) => {
  expect(versionOf(initScript(ROOT, shellNamed(name)))).toBe(version);
});

test.each([
  ['0.1.0', '0.1.0', false],
  ['0.0.9', '0.1.0', true],
  ['0.9.0', '0.10.0', true],
  ['1.0.0', '0.10.0', false],
  ['1.0.0-beta.1', '1.0.0', true],
  ['1.0.0', '1.0.0-beta.1', false],
])('%s is older than %s: %s', (one, other, expected) => {
  expect(isOlder(one, other)).toBe(expected);
});

describe.each(INSTALLED)('an installed script for %s', (name) => {
  test('of an older version is upgraded by any run; its mode and link stay', async () => {
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

  test('is upgraded by a call of the shell integration, and the answer stays the same', async () => {
    home.write(scriptFile(name), older(name));
    const call = [`--eval=${name}/1`, '--', 'off'];
    const first = await run(...call);
    expect(home.read(scriptFile(name))).toBe(scriptOf(name));
    expect(first).toEqual(await run(...call));
    expect(first.status).toBe(0);
  });

  test.each([
    ['of a newer version', (text: string) => of('99.0.0', text)],
    ['in a file with other lines', (text: string) => `${of('0.0.9', text)}\necho mine\n`],
    ['without a version', (text: string) => of('', text)],
    ['without its end marker', (text: string) => of('0.0.9', text).replace(/# <<< assume <<<\n/, '')],
    ['of this version', (text: string) => text],
  ])('%s stays, modification time included', async (_what, change) => {
    home.write(scriptFile(name), change(scriptOf(name)));
    const before = [home.files(), statSync(join(home.home, scriptFile(name))).mtimeMs];
    await run('off');
    expect([home.files(), statSync(join(home.home, scriptFile(name))).mtimeMs]).toEqual(before);
  });

  test('that is read-only stays, which is no failure', async () => {
    home.write(scriptFile(name), older(name), 0o444);
    expect(await run(`--eval=${name}/1`, '--', 'off')).toMatchObject({ status: 0, stderr: '' });
    expect(home.read(scriptFile(name))).toBe(older(name));
  });

  test('stays with --no-cache', async () => {
    home.write(scriptFile(name), older(name));
    await run('use', 'prod', '--no-cache');
    expect(home.read(scriptFile(name))).toBe(older(name));
    await run('use', 'prod');
    expect(home.read(scriptFile(name))).toBe(scriptOf(name));
  });
});

/** A second part of a script, as in a package or an installed script. */
const part = (flag: string, text: string) =>
  `\n# >>> assume >>>\n# assume for zsh, continued: ${text}. Printed by\n# \`assume init zsh ${flag}\`.\n# <<< assume <<<\n`;

test.each([
  ['--auto-renew', 'renew.zsh', { autoRenew: true }],
  ['--prompt', 'prompt.zsh', { prompt: true }],
] as const)('upgrading a script with %s keeps that', async (flag, file, options) => {
  const root = join(home.home, 'package');
  home.write('package/shell/assume.zsh', scriptOf('zsh'));
  home.write(`package/shell/${file}`, part(flag, 'the new part'));
  home.write(scriptFile('zsh'), `${older('zsh')}${part(flag, 'the old part')}`);
  const shell = shellNamed('zsh');
  upgradeScripts([shell], root, home.withoutShells);
  expect(home.read(scriptFile('zsh'))).toBe(initScript(root, shell, options));
  expect(home.read(scriptFile('zsh'))).toContain('the new part');
  home.write(scriptFile('zsh'), older('zsh'));
  upgradeScripts([shell], root, home.withoutShells);
  expect(home.read(scriptFile('zsh'))).toBe(scriptOf('zsh'));
});

test('installing keeps the parts that are installed, pasted or in the script', async () => {
  const [renewal, prompt] = [part('--auto-renew', 'more'), part('--prompt', 'more')];
  const script = (installed: ScriptOptions) =>
    scriptOf('zsh') + (installed.autoRenew ? renewal : '') + (installed.prompt ? prompt : '');
  const installed = async () => {
    await install(shellNamed('zsh'), script, home.withoutShells);
    return home.read(scriptFile('zsh'));
  };
  home.write('.zshrc', scriptOf('zsh'));
  expect(await installed()).toBe(scriptOf('zsh'));
  home.write('.zshrc', scriptOf('zsh') + renewal);
  expect(await installed()).toBe(scriptOf('zsh') + renewal);
  home.write(scriptFile('zsh'), scriptOf('zsh') + prompt);
  expect(await installed()).toBe(scriptOf('zsh') + prompt);
});

test('installing replaces a script, also a newer one', async () => {
  home.write(scriptFile('zsh'), of('99.0.0', scriptOf('zsh')));
  await install(shellNamed('zsh'), () => scriptOf('zsh'), home.withoutShells);
  expect(home.read(scriptFile('zsh'))).toBe(scriptOf('zsh'));
});

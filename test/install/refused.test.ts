import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { install, uninstall } from '../../src/install/install';
import { STARTUPS } from '../../src/install/startup/startups';
import { plainEnvironment, runProgram } from '../support/shells';
import { testWith } from '../support/tools';
import { type Home, makeHome, ROOT, rcOf, scriptOf, shellNamed } from './home';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const installed = (name: 'bash' | 'zsh' | 'fish') => install(shellNamed(name), () => scriptOf(name), home.alone);
const lineOf = (name: 'bash' | 'zsh') =>
  STARTUPS[name]?.line?.(join(home.home, '.local/share/assume', `assume.${name}`), home.home) ?? '';

describe('a file that cannot be written', () => {
  test('is left, if nobody may write it; the line to add is told, and then counts', async () => {
    home.write(rcOf('zsh'), '# mine\n', 0o444);
    const before = home.files();
    const { status, stdout, stderr } = await runProgram(join(home.home, 'bin/assume'), ['init', 'zsh', '--install'], {
      env: home.env,
    });
    const line = lineOf('zsh');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^assume: .*\.zshrc was not changed: it is read-only\. The script is in .*assume\.zsh; /);
    expect(stderr).toContain(`\n${line}   is the line to add\n`);
    expect(home.files()).toMatchObject(before);

    chmodSync(join(home.home, rcOf('zsh')), 0o644);
    home.write(rcOf('zsh'), `# mine\n${line}\n`);
    expect((await installed('zsh')).changed).toEqual([]);
  });

  test('keeps what would be taken out of it', async () => {
    home.write(rcOf('zsh'), `# mine\n${scriptOf('zsh')}`);
    chmodSync(join(home.home, rcOf('zsh')), 0o444);
    const before = home.files();
    await expect(uninstall(shellNamed('zsh'), home.alone)).rejects.toMatchObject({
      message: expect.stringMatching(/\.zshrc was not changed: it is read-only\. Nothing was removed\./),
    });
    expect(home.files()).toEqual(before);
  });

  // A file of Linux that has a mode, and a folder in which nobody makes another.
  testWith('linux')('takes back what was written before', async () => {
    home.write(rcOf('bash'), '# mine\n');
    symlinkSync('/proc/self/comm', join(home.home, '.bash_profile'));
    const before = home.files();
    await expect(installed('bash')).rejects.toMatchObject({
      message: expect.stringContaining('.bash_profile was not changed: '),
      hints: [[lineOf('bash'), 'is the line to add']],
    });
    expect(home.files()).toMatchObject(before);
    expect(home.read(rcOf('bash'))).toBe('# mine\n');
  });

  test('is told of, if it is a folder', async () => {
    mkdirSync(join(home.home, rcOf('zsh')));
    await expect(installed('zsh')).rejects.toMatchObject({
      message: expect.stringMatching(/\.zshrc cannot be read: it is no file\.$/),
      exitCode: 1,
    });
  });
});

test('what somebody else has put in the script’s place is left, and nothing changes', async () => {
  home.write('.config/fish/conf.d/assume.fish', 'alias assume="source /usr/local/bin/assume.fish"\n');
  home.write(rcOf('fish'), `# mine\n${scriptOf('fish')}`);
  const before = home.files();
  await expect(installed('fish')).rejects.toMatchObject({
    message: expect.stringMatching(/conf\.d\/assume\.fish is not ours alone, so nothing was changed\.$/),
    hints: [['assume init fish >> ~/.config/fish/config.fish', 'installs the function by hand']],
  });
  expect(home.files()).toEqual(before);
});

describe('killed at any moment', () => {
  const TIMES = 25;

  test('each file is as it was, or as it is to be', async () => {
    const outfile = join(home.home, 'bin', 'again.js');
    await build({
      stdin: {
        contents: `
          import { install, uninstall } from './src/install/install';
          import { SHELLS } from './src/shells/table';
          import { initScript } from './src/install/initScript';
          const zsh = SHELLS.find(({ name }) => name === 'zsh');
          (async () => {
            for (;;) {
              await install(zsh, () => initScript(${JSON.stringify(ROOT)}, zsh), process.env);
              console.log('installed');
              await uninstall(zsh, process.env);
            }
          })();`,
        resolveDir: ROOT,
        loader: 'ts',
      },
      outfile,
      bundle: true,
      platform: 'node',
      logLevel: 'error',
    });
    const before = '# mine\n'.repeat(10_000);
    home.write(rcOf('zsh'), before);
    await installed('zsh');
    const after = home.read(rcOf('zsh'));
    const script = home.read('.local/share/assume/assume.zsh');
    for (let time = 0; time < TIMES; time++) {
      const child = spawn(process.execPath, [outfile], {
        env: plainEnvironment(home.alone),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      setTimeout(() => child.kill('SIGKILL'), Math.random() * 20);
      await once(child, 'close');
      expect([before, after]).toContain(home.read(rcOf('zsh')));
      const found = home.files()['.local/share/assume/assume.zsh'];
      expect([undefined, `644 ${script}`]).toContain(found);
    }
  });
});

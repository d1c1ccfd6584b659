import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { install, uninstall } from '../../src/install/install';
import { STARTUPS } from '../../src/install/startup/startups';
import { plainEnvironment, runProgram } from '../support/shells';
import { testWith } from '../support/tools';
import { type Home, makeHome, ROOT, rcOf, scriptOf, shellNamed } from './homeFixture';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const installed = (name: 'bash' | 'zsh' | 'fish') =>
  install(shellNamed(name), () => scriptOf(name), home.withoutShells);
const lineOf = (name: 'bash' | 'zsh') =>
  STARTUPS[name]?.line?.(join(home.home, '.local/share/assume', `assume.${name}`), home.home) ?? '';

describe("a file that can't be written", () => {
  test('stays as it is if it is read-only; the error shows the line to add, which then counts as installed', async () => {
    home.write(rcOf('zsh'), '# mine\n', 0o444);
    const before = home.files();
    const { status, stdout, stderr } = await runProgram(join(home.home, 'bin/assume'), ['init', 'zsh', '--install'], {
      env: home.env,
    });
    const line = lineOf('zsh');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /^assume: Can't change .*\.zshrc: it is read-only\. The script is in .*assume\.zsh, but zsh doesn't read it yet\.\n/,
    );
    expect(stderr).toContain(`\nAdd this line by hand: ${line}\n`);
    expect(home.files()).toMatchObject(before);

    chmodSync(join(home.home, rcOf('zsh')), 0o644);
    home.write(rcOf('zsh'), `# mine\n${line}\n`);
    expect((await installed('zsh')).changed).toEqual([]);
  });

  test('keeps what uninstalling would remove', async () => {
    home.write(rcOf('zsh'), `# mine\n${scriptOf('zsh')}`);
    chmodSync(join(home.home, rcOf('zsh')), 0o444);
    const before = home.files();
    await expect(uninstall(shellNamed('zsh'), () => scriptOf('zsh'), home.withoutShells)).rejects.toMatchObject({
      message: expect.stringMatching(/^Can't change .*\.zshrc: it is read-only\. Nothing was removed\./),
    });
    expect(home.files()).toEqual(before);
  });

  // A file of Linux that looks writable, in a folder where no file can be created.
  testWith('linux')('undoes what was already written', async () => {
    home.write(rcOf('bash'), '# mine\n');
    symlinkSync('/proc/self/comm', join(home.home, '.bash_profile'));
    const before = home.files();
    await expect(installed('bash')).rejects.toMatchObject({
      message: expect.stringMatching(/^Can't change .*\.bash_profile: /),
      hints: [[lineOf('bash'), 'Add this line by hand']],
    });
    expect(home.files()).toMatchObject(before);
    expect(home.read(rcOf('bash'))).toBe('# mine\n');
  });

  test('is an error if it is a folder', async () => {
    mkdirSync(join(home.home, rcOf('zsh')));
    await expect(installed('zsh')).rejects.toMatchObject({
      message: expect.stringMatching(/^Can't read .*\.zshrc: not a regular file\.$/),
      exitCode: 1,
    });
  });
});

test('another file in the place of the script stays, and nothing changes', async () => {
  home.write('.config/fish/conf.d/assume.fish', 'alias assume="source /usr/local/bin/assume.fish"\n');
  home.write(rcOf('fish'), `# mine\n${scriptOf('fish')}`);
  const before = home.files();
  await expect(installed('fish')).rejects.toMatchObject({
    message: expect.stringMatching(
      /conf\.d\/assume\.fish contains lines that assume didn't write\. Nothing was changed\.$/,
    ),
    hints: [['assume init fish >> ~/.config/fish/config.fish', 'Install by hand']],
  });
  expect(home.files()).toEqual(before);
});

describe('killed at any moment', () => {
  const TIMES = 25;

  test('each file has its old content or its new content', async () => {
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
              const script = () => initScript(${JSON.stringify(ROOT)}, zsh);
              await install(zsh, script, process.env);
              console.log('installed');
              await uninstall(zsh, script, process.env);
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
        env: plainEnvironment(home.withoutShells),
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

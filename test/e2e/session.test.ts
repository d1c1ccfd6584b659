import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { dumps, openDemo, scriptOf } from '../support/demo';
import { describeShell, run, SHELL_NAMES } from '../support/shells';
import { interactiveShell } from '../support/terminal';

for (const shell of SHELL_NAMES) {
  describeShell(shell, `a profile that was assumed before, in ${shell}`, () => {
    test('is available in the next shell at once, even without the program, until `assume off`', async () => {
      const demo = await openDemo();
      const { folder: home, env } = demo.home;
      const inShell = async (lines: string) => {
        const { stdout, stderr } = await run(shell, `${scriptOf(shell)}\n${lines}\n`, { env });
        expect(stderr).toBe('');
        return dumps(stdout);
      };
      const [first] = await inShell('assume dev\ndump-environment');
      const requests = demo.aws.requests.length;
      const [again, off] = await inShell('assume dev\ndump-environment\nassume off\ndump-environment');
      expect(again?.AWS_ACCESS_KEY_ID).toMatch(/^ASIA/);
      expect({ ...again, SHLVL: '' }).toEqual({ ...first, SHLVL: '' });
      expect(Object.keys(off ?? {}).filter((name) => /^(AWS_(ACC|SEC|SESS|REG)|ASSUME)/.test(name))).toEqual([]);
      expect(demo.aws.requests).toHaveLength(requests);

      rmSync(join(home, 'bin', 'assume'));
      const terminal = await interactiveShell(shell, { home, env, init: scriptOf(shell) });
      try {
        expect(await terminal.enter('assume dev')).toMatch(/^\S+ dev {2}Developer @ 222233334444 {2}.* {2}.* left$/);
        expect(await terminal.enter('caller-identity')).toMatch(/assumed-role\/Developer\/dev-session/);
      } finally {
        await terminal.close();
        await demo.close();
      }
    });
  });
}

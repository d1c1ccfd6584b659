import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeShell, type RunResult, run } from '../support/shells';
import { type Demo, openDemo } from './faultFixture';

/** With a reader that exits, a full disk, or a closed descriptor, the exit status is still that of the command. */
describeShell('bash', 'output that nothing reads', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await openDemo();
    const profiles = Array.from(
      { length: 1000 },
      (_, at) =>
        `[profile team-${at}]\nregion = eu-west-1\nrole_arn = arn:aws:iam::222233334444:role/Developer\nsource_profile = me\n`,
    );
    writeFileSync(join(demo.home.folder, '.aws', 'config'), profiles.join('\n'));
  });
  afterAll(() => demo.close());

  const inBash = (line: string): Promise<RunResult> => run('bash', line, { env: demo.home.env });

  test.each(['list', 'list --json', 'plan team-1', 'cache', '--help', 'init bash', 'export team-1 --format json'])(
    'assume %s succeeds without a message when its reader has exited',
    async (words) => {
      for (const reader of ['true', 'head -1 >/dev/null', '(sleep 0.3; head -1 >/dev/null)']) {
        const result = await inBash(`assume ${words} | ${reader}; echo "\${PIPESTATUS[0]}"`);
        expect(result).toEqual({ status: 0, stdout: '0\n', stderr: '' });
      }
    },
  );

  test.each(['2>&-', '2>/dev/full', '2>&1 | true', '>&- 2>&-', '<&- >&- 2>&-'])(
    'an error still has its exit status: assume nope %s',
    async (where) => {
      for (const words of ['exec nope -- true', 'plan nope', '--eval=bash/1 -- nope']) {
        const result = await inBash(`assume ${words} ${where}; echo "\${PIPESTATUS[0]}"`);
        expect([words, result]).toEqual([words, { status: 0, stdout: '3\n', stderr: '' }]);
      }
    },
  );

  test('a result that cannot be written is a failure, with a message', async () => {
    for (const words of ['list', 'help', 'export team-1 --format json']) {
      const { stdout, stderr } = await inBash(`assume ${words} >/dev/full; echo "$?"`);
      expect({ words, stdout, stderr }).toEqual({
        words,
        stdout: '1\n',
        stderr: "assume: Can't write to stdout: no space left on device.\n",
      });
    }
  });
});

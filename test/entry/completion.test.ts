import type { Context } from '../../src/context';
import { complete } from '../../src/entry/completion';
import { contextWith, fakeSts } from '../credentials/stsFixture';
import { arn, filesOf, HOME, keys } from '../plan/planFixtures';

const context = (more = ''): Context => ({
  ...contextWith(fakeSts().sts),
  env: HOME,
  files: filesOf({
    config: `[profile base]\nregion = eu-west-1\n${keys()}[profile prod]\nrole_arn = ${arn('prod')}\nsource_profile = base\n${more}`,
  }),
});

const lines = async (words: readonly string[], more?: string) =>
  (await complete(words, context(more))).split('\n').slice(0, -1);

describe('regions', () => {
  test("have names; those of the user's profiles come first", async () => {
    const found = await lines(['-r', ''], 'region = mars-north-1\n');
    expect(found.slice(0, 2)).toEqual(['eu-west-1\tEurope (Ireland)\tvalue', 'mars-north-1\t\tvalue']);
    expect(found).toContain('us-east-1\tUS East (N. Virginia)\tvalue');
    expect(found.filter((line) => line.startsWith('eu-west-1\t'))).toHaveLength(1);
  });

  test('of other partitions are offered only if a profile has a region there', async () => {
    expect((await lines(['-r', ''])).join('\n')).not.toMatch(/^(cn|us-gov|us-iso)-|-global/m);
    expect(await lines(['-r', ''], 'region = cn-north-1\n')).toContain('cn-northwest-1\tChina (Ningxia)\tvalue');
  });

  test('that would corrupt the output are left out', async () => {
    expect((await lines(['-r', ''], 'region = a\tb\u001b[2J\n')).join('\n')).not.toContain('[2J');
  });
});

describe("values that the manifest doesn't list", () => {
  test('formats have descriptions', async () => {
    const found = await lines(['export', 'prod', '--format', '']);
    expect(found).toContain('process\tJSON for credential_process in ~/.aws/config\tvalue');
  });

  test('durations are common ones', async () => {
    expect(await lines(['prod', '--duration=1'])).toContain('--duration=1h\t\tvalue');
  });

  test('profiles are offered unless --role-arn replaces the profile', async () => {
    expect(await lines(['--role-arn', 'x', '--source-profile', ''])).toEqual([
      'base\taccess key',
      'prod\t123456789012 prod',
    ]);
    expect(await lines(['use', '--role-arn', 'x', ''])).toEqual([]);
  });

  test('a policy is a file whose path the shell completes', async () => {
    expect(await lines(['--policy', 'fi'])).toEqual(['file://\tJSON file\tvalue']);
    expect(await lines(['--policy', 'file://x'])).toEqual(['\tfile://\tfiles']);
    expect(await lines(['--policy=file://'])).toEqual(['\t--policy=file://\tfiles']);
  });

  test('the command of exec is left to the shell', async () => {
    expect(await lines(['exec', 'prod', '--', 'terra'])).toEqual(['\t3\toffset']);
    expect(await lines(['exec', 'pr'])).toContain('prod\t123456789012 prod');
  });

  test.each(['list', 'status', 'whoami'])(
    'a profile named like a command is offered only after `use`: %s',
    async (name) => {
      const more = `[profile ${name}]\n${keys()}`;
      expect((await lines([''], more)).filter((line) => line.startsWith(`${name}\t`))).toEqual([
        expect.stringMatching(/\tcommand$/),
      ]);
      expect(await lines(['use', ''], more)).toContain(`${name}\taccess key`);
    },
  );
});

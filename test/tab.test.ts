import type { Context } from '../src/context';
import { complete } from '../src/entry/completion';
import { contextWith, fakeSts } from './credentials/stsFixture';
import { arn, filesOf, HOME, keys } from './plan/planFixtures';

const world = (more = ''): Context => ({
  ...contextWith(fakeSts().sts),
  env: HOME,
  files: filesOf({
    config: `[profile base]\nregion = eu-west-1\n${keys()}[profile prod]\nrole_arn = ${arn('prod')}\nsource_profile = base\n${more}`,
  }),
});

const lines = async (words: readonly string[], more?: string) =>
  (await complete(words, world(more))).split('\n').slice(0, -1);

describe('regions', () => {
  test("have their names; first come those of the user's own profiles", async () => {
    const found = await lines(['-r', ''], 'region = mars-north-1\n');
    expect(found.slice(0, 2)).toEqual(['eu-west-1\tEurope (Ireland)\tvalue', 'mars-north-1\t\tvalue']);
    expect(found).toContain('us-east-1\tUS East (N. Virginia)\tvalue');
    expect(found.filter((line) => line.startsWith('eu-west-1\t'))).toHaveLength(1);
  });

  test('of other partitions are for who has one there', async () => {
    expect((await lines(['-r', ''])).join('\n')).not.toMatch(/^(cn|us-gov|us-iso)-|-global/m);
    expect(await lines(['-r', ''], 'region = cn-north-1\n')).toContain('cn-northwest-1\tChina (Ningxia)\tvalue');
  });

  test('that break the line are left out', async () => {
    expect((await lines(['-r', ''], 'region = a\tb\u001b[2J\n')).join('\n')).not.toContain('[2J');
  });
});

describe('what else the manifest does not know', () => {
  test('the formats say what they are', async () => {
    const found = await lines(['export', 'prod', '--format', '']);
    expect(found).toContain('process\tFor credential_process in ~/.aws/config\tvalue');
  });

  test('some durations', async () => {
    expect(await lines(['prod', '--duration=1'])).toContain('--duration=1h\t\tvalue');
  });

  test('profiles, but for a role that needs none', async () => {
    expect(await lines(['--role-arn', 'x', '--source-profile', ''])).toEqual([
      'base\taccess key',
      'prod\t123456789012 prod',
    ]);
    expect(await lines(['use', '--role-arn', 'x', ''])).toEqual([]);
  });

  test('a policy is a file, whose path the shell completes', async () => {
    expect(await lines(['--policy', 'fi'])).toEqual(['file://\tA file with JSON\tvalue']);
    expect(await lines(['--policy', 'file://x'])).toEqual(['\tfile://\tfiles']);
    expect(await lines(['--policy=file://'])).toEqual(['\t--policy=file://\tfiles']);
  });

  test('the command of exec is for the shell', async () => {
    expect(await lines(['exec', 'prod', '--', 'terra'])).toEqual(['\t3\toffset']);
    expect(await lines(['exec', 'pr'])).toContain('prod\t123456789012 prod');
  });

  test('a profile called like a command is reached by `use` alone', async () => {
    const more = `[profile list]\n${keys()}`;
    expect((await lines([''], more)).filter((line) => line.startsWith('list\t'))).toEqual([
      expect.stringMatching(/\tcommand$/),
    ]);
    expect(await lines(['use', ''], more)).toContain('list\taccess key');
  });
});

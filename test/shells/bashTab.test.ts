import { writeProfileList } from '../support/profileList';
import { scriptText } from '../support/scriptContract';
import { describeShell, run } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { describeTab } from '../support/tabContract';
import { interactiveShell } from '../support/terminal';

describeTab('bash');

describeShell('bash', 'the bash completer', () => {
  let stub: Stub;
  beforeEach(() => {
    stub = makeStub();
    writeProfileList(stub.home, '');
  });
  afterEach(() => stub.remove());
  const names = (...lines: string[]) => writeProfileList(stub.home, lines.map((line) => `${line}\n`).join(''));
  /** The candidates for `assume WORD` if readline will replace `part`. Calls the completer as bash does. */
  const reply = async (word: string, part: string, settings = 'COMP_TYPE=9', flags: readonly string[] = []) => {
    const script = `set -u; ${scriptText('bash')}
      COMP_LINE='assume '$1 COMP_POINT=\${#COMP_LINE}; ${settings}
      __assume_complete assume "$2" assume; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = await run('bash', script, { args: [word, part], env: stub.env, flags });
    expect(stderr).toBe('');
    return stdout.split('\n').slice(0, -1);
  };

  test('pads names before their descriptions, so that the common prefix contains only names', async () => {
    names('prod\tone', 'prod-eu\ttwo', 'prod-us', 'prod-x\t');
    expect(await reply('pr', 'pr')).toEqual(['prod     (one)', 'prod-eu  (two)', 'prod-us', 'prod-x']);
  });

  test('returns only names for menu completion, a single candidate, open quotes, and long lists', async () => {
    names('prod\tone', 'prod-eu\ttwo');
    for (const menu of ['COMP_TYPE=37', 'COMP_TYPE=42'])
      expect(await reply('pr', 'pr', menu)).toEqual(['prod', 'prod-eu']);
    expect(await reply('"pr', 'pr')).toEqual(['prod', 'prod-eu']);
    expect(await reply('prod-', 'prod-')).toEqual(['prod-eu']);
    names(...Array.from({ length: 51 }, (_, i) => `prod${i}\tone`));
    expect(await reply('pr', 'pr')).toContain('prod50');
  });

  test('is silent in a restricted shell, which may not write to /dev/null', async () => {
    names('prod\tone', 'prod-eu\ttwo');
    expect(await reply('prod-', 'prod-', 'COMP_TYPE=9', ['-r'])).toEqual(['prod-eu']);
    stub.does('echo noise >&2; echo "--region"');
    expect(await reply('--r', '--r', 'COMP_TYPE=9', ['-r'])).toEqual(['--region']);
  });

  test('returns only the part that readline will replace', async () => {
    names('prod:ad min\tone', 'prod:audit');
    expect(await reply('prod:a', 'a')).toEqual(['ad\\ min  (one)', 'audit']);
    expect(await reply('prod:a', 'prod:a')).toEqual(['prod:ad\\ min  (one)', 'prod:audit']);
    expect(await reply("'prod:'ad", 'ad')).toEqual(['ad\\ min']);
    expect(await reply('prod\\:ad\\ m', 'ad\\ m')).toEqual(['ad\\ min']);
  });

  test('keeps a name that is typed completely', async () => {
    names('prod:\tone');
    expect(await reply('prod:', '')).toEqual(['']);
    expect(await reply('prod:', 'prod:')).toEqual(['prod:']);
  });

  test('only lists several profiles that contain the word: what they have in common does not replace it', async () => {
    names('a-one\tx', 'a-two-on\ty');
    expect(await reply('on', 'on')).toEqual([' a-one     (x)', 'a-two-on  (y)']);
    expect(await reply('on', 'on', 'COMP_TYPE=37')).toEqual(['a-one', 'a-two-on']);
    expect(await reply('e', 'e')).toEqual(['a-one']);
  });

  test('inserts no name that does not start with the part of the word that readline keeps', async () => {
    names('me@corp.com\tone', 'PROD:x\ttwo');
    expect(await reply('corp', 'corp')).toEqual(['me@corp.com']);
    for (const [word, part, shown] of [
      ['e@co', 'co', ' me@corp.com  (one)'],
      ['prod:', '', ' PROD:x  (two)'],
    ] as const) {
      expect(await reply(word, part)).toEqual([shown, '']);
      expect(await reply(word, part, 'COMP_TYPE=37')).toEqual(['']);
    }
  });

  test('finds account numbers of twelve digits, and names with characters of patterns', async () => {
    names('dev\t111122223333 Admin', 'ops\t777 Admin', 'x[a]*\t111122224444 Admin');
    expect(await reply('2233', '2233')).toEqual(['dev']);
    expect(await reply('777', '777')).toEqual(['']);
    expect(await reply('a]', 'a]')).toEqual(['x\\[a\\]\\*']);
    expect(await reply('.', '.')).toEqual(['']);
  });

  test('inserts only names in menu completion', async () => {
    names('prod\tone', 'prod-eu\ttwo');
    const init = `${scriptText('bash')}\nbind 'TAB:menu-complete'`;
    const terminal = await interactiveShell('bash', { home: stub.home, env: stub.env, init });
    try {
      terminal.type('assume pr\t');
      await terminal.waitFor(/ready> assume prod$/m);
      terminal.type('\t');
      await terminal.waitFor(/ready> assume prod-eu$/m);
    } finally {
      await terminal.close();
    }
  });
});

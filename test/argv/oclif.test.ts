import { parse } from '@oclif/core/parser';
import { isCommand } from '../../src/argv/commandManifest';
import { tokenize } from '../../src/argv/tokenize';
import { COMMANDS } from '../../src/commands';

/** Whether oclif's own parser accepts the words, given the options and arguments that the help pages describe. */
async function oclifAccepts(id: keyof typeof COMMANDS, words: readonly string[]): Promise<boolean> {
  const { args, flags } = COMMANDS[id];
  try {
    await parse([...words], { args, flags, strict: true });
    return true;
  } catch {
    return false;
  }
}

const ROWS: readonly (readonly string[])[] = [
  [],
  ['use', 'prod'],
  ['use', 'prod', 'static'],
  ['use', '-r', 'us-east-2', 'prod'],
  ['use', '-rus-east-2', 'prod'],
  ['use', '-r=us-east-2', 'prod'],
  ['use', 'prod', '--region=us-east-2'],
  ['use', 'prod', '--region', 'us-east-2', '-t', '123456'],
  ['use', 'prod', '--region', '--mfa-token'],
  ['use', 'prod', '-r', 'a', '-r', 'b'],
  ['use', 'prod', '-r', 'a', '--region=b'],
  ['use', 'prod', '--tag', 'a=b', '--tag=c=d'],
  ['use', 'prod', '--region'],
  ['use', 'prod', '--no-such-flag'],
  ['use', 'prod', '-x'],
  ['use', '--', '-odd'],
  ['use', '-'],
  ['use', '--refresh', '--no-cache', '--no-input', 'prod'],
  ['off'],
  ['off', 'prod'],
  ['off', '--region', 'x'],
  ['export', 'prod', '--format', 'json'],
  ['export', 'prod', '--format', 'nonsense'],
  ['export', 'prod', '--format', 'json', '--format', 'ini'],
  ['plan', 'prod', '--json'],
  ['plan', 'prod', '--json', '--one-liner', 'bash'],
  ['plan', 'prod', '--one-liner', 'cobol'],
  ['init'],
  ['init', 'bash'],
  ['init', 'cobol'],
  ['init', 'bash', '--install', '--auto-renew'],
  ['init', '--install', '--uninstall'],
  ['login'],
  ['login', 'prod', '--device'],
  ['list', '--json'],
  ['list', 'prod'],
  ['list', 'pay', 'prod', 'eu'],
  ['list', 'pay', '--tree', '--', '-prod'],
  ['list', '--tree', '--json'],
  ['cache'],
  ['cache', '--json'],
  ['cache', 'purge'],
  ['cache', 'clear'],
  ['cache', 'clear', 'prod'],
  ['cache', 'clear', 'prod', 'dev'],
  ['demo', 'fish'],
  ['demo', 'pwsh'],
  ['demo', 'ksh'],
  ['demo', 'cobol'],
  ['help', 'cache', 'clear'],
  ['status'],
  ['status', '--json', '--verify'],
  ['status', 'prod'],
  ['whoami', '--json'],
  ['version', 'x'],
];

describe('the tokenizer accepts what oclif, which describes the commands, accepts', () => {
  test.each(ROWS.map((words) => [words]))('%j', async (words) => {
    const { spec, problem } = tokenize(words);
    const rest = words.slice(isCommand(words[0]) ? spec.id.split(':').length : 0);
    expect({ words, accepted: problem === undefined }).toEqual({
      words,
      accepted: await oclifAccepts(spec.id as keyof typeof COMMANDS, rest),
    });
  });

  test('it also accepts repeated boolean options', () => {
    expect(tokenize(['list', '--json', '--json']).problem).toBeUndefined();
    expect(tokenize(['prod', '--refresh', '--no-cache', '--refresh']).problem).toBeUndefined();
  });
});

describe('a problem is one sentence, and names the word', () => {
  test.each([
    [['prod', '-x'], 'Unknown option "-x".'],
    [['prod', '--no-such=value'], 'Unknown option "--no-such".'],
    [['prod', '--region'], 'Option --region needs a value.'],
    [['prod', '--refresh=yes'], 'Option --refresh takes no value.'],
    [['-hx'], 'Option -h takes no value.'],
    [['list', '--help=x'], 'Option --help takes no value.'],
    [['-😀'], 'Unknown option "-😀".'],
    [['prod', '-r', 'a', '-r', 'b'], 'Option --region can only be given once.'],
    [['prod', 'dev'], 'Unexpected argument "dev".'],
    [['init', '--install', '--uninstall'], "Options --install and --uninstall can't be combined."],
    [['demo', 'cobol'], 'Unknown shell "cobol". Use one of: bash, zsh, fish, powershell, pwsh.'],
  ])('%j: %s', (words, problem) => {
    expect(tokenize(words).problem).toBe(problem);
  });
});

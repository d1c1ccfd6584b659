import { tokenize } from '../../../src/argv/tokenize';
import { usageHints } from '../../../src/doctor/moving/usageHints';
import { MAIN } from '../../install/homeFixture';
import { runProgram } from '../../support/shells';

const hintsFor = (words: readonly string[]) =>
  usageHints(tokenize(words), words).map(([hint, label]) => `${label}: ${hint}`);

describe('a usage error about a word of another tool names what replaces it', () => {
  test.each([
    [['-l'], ['In place of -l (awsume): assume list']],
    [['--list-profiles'], ['In place of --list-profiles (awsume): assume list']],
    [['-s', 'prod'], ['In place of -s (awsume): assume export prod']],
    [['-un'], ['In place of -un (Granted): assume off']],
    [['--unset'], ['In place of --unset (Granted, awsume): assume off']],
    [['prod', '-r'], ['In place of -r (awsume): assume prod --refresh']],
    [['prod', '-d', '2h'], ['In place of -d (Granted, aws-vault): assume prod --duration 2h']],
    [['-d', '2h', 'prod'], ['In place of -d (Granted, aws-vault): assume prod --duration 2h']],
    [['my prod', '-ex'], ["In place of -ex (Granted): assume export 'my prod' --format ini"]],
    [
      ['prod', '-l', '-u'],
      ['In place of -l (awsume): assume list', 'In place of -u (awsume): assume off'],
    ],
    [['clear', 'prod'], ['In place of clear (aws-vault): assume cache clear']],
    [['--profile', 'prod'], ['In place of --profile (aws-sso-cli, saml2aws): assume prod']],
    [['-n', '--', '-odd'], ['In place of -n (aws-vault): assume PROFILE --long-term']],
  ])('%j', (words, hints) => {
    expect(tokenize(words).problem).toBeDefined();
    expect(hintsFor(words)).toEqual(hints);
  });

  test.each([
    [['exec', '-n', 'prod'], ['In place of -n (aws-vault): assume exec prod --long-term']],
    [['exec', '--profile', 'prod', '--', 'ls'], ['In place of --profile (aws-sso-cli, saml2aws): assume exec prod']],
    [['login', 'prod', '-d', '2h'], []],
    [['list', '-l'], []],
    [['exec', 'prod', '--', 'ls', '-l', '-u'], []],
    [['use', 'prod', '-l'], ['In place of -l (awsume): assume list']],
  ])('with a command of ours, only if that command has it: %j', (words, hints) => {
    expect(hintsFor(words)).toEqual(hints);
  });

  test.each([[['prod', '-x']], [['prod', '--no-such', '-t']], [['prod', '-r', 'eu-west-1', '-r', 'eu-west-2']]])(
    'and nothing else: %j',
    (words) => {
      expect(hintsFor(words)).toEqual([]);
    },
  );

  test('shows no value that could be a secret', () => {
    for (const words of [
      ['prod', '--exec', 'curl -u me:hunter2'],
      ['prod', '--external-id', 'hunter2', '-l'],
      ['prod', '--chain', 'arn:hunter2'],
    ]) {
      expect(hintsFor(words).join('\n')).toMatch(/^In place of /);
      expect(hintsFor(words).join('\n')).not.toContain('hunter2');
    }
  });

  test('on stderr, with exit status 2, before the help page', async () => {
    expect(await runProgram(process.execPath, [MAIN, 'prod', '-l'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'assume: Unknown option "-l".\nIn place of -l (awsume): assume list\nRun: assume use --help\n',
    });
  });
});

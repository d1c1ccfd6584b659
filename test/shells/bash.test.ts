import { describeScriptContract, scriptFile } from '../support/scriptContract';
import { writeSession } from '../support/sessionFiles';
import { describeShell, run } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';

const BUILTINS = 'export local eval command return unset printf read set continue complete shopt'.split(' ');

describeScriptContract(
  'bash',
  {
    'no settings': '',
    'set -euo pipefail': 'set -euo pipefail',
    'set -o posix': 'set -o posix',
    'set -euo pipefail, posix': 'set -o posix -euo pipefail',
    'noclobber, noglob, allexport': 'set -o noclobber -o noglob -o allexport',
    'an odd IFS': "IFS='aeis_/-= '",
    'an empty IFS': "IFS=''",
    'odd shopts':
      'shopt -s extglob nullglob failglob dotglob nocaseglob nocasematch localvar_inherit localvar_unset lastpipe inherit_errexit xpg_echo',
    'the oldest compatibility': 'shopt -s compat31',
    'aliases named like builtins': `shopt -s expand_aliases\n${BUILTINS.map((name) => `alias ${name}='/bin/false'`).join('\n')}`,
    'functions named like builtins': BUILTINS.map((name) => `function ${name}() { /bin/false; }`).join('\n'),
    "granted's alias": "shopt -s expand_aliases\nalias assume='. assume'",
    'a function named assume': 'assume() { /bin/false; }',
    traps: "trap ': err' ERR; trap ': debug' DEBUG; set -o errtrace -o functrace",
    'a trap that ends the shell on errors': "trap 'exit 9' ERR; set -o errtrace",
    'job control, no hashing, no braces, physical': 'set -o monitor -o physical +o hashall +o braceexpand',
    'set -k': 'set -o keyword',
    'history and its expansion': 'set -o history -o histexpand',
    'other levels of compatibility': 'BASH_COMPAT=4.2',
    POSIXLY_CORRECT: 'POSIXLY_CORRECT=1',
    'an IFS of digits': "IFS='0123456789:'",
    'a locale without letters': 'LC_ALL=C',
    'TMOUT, GLOBIGNORE, CDPATH': "TMOUT=1 GLOBIGNORE='*' CDPATH=/tmp",
    'a handler of unknown commands': 'command_not_found_handle() { echo handled; return 0; }',
    'functions named like tests': '[() { return 1; }; true() { return 1; }; test() { return 1; }',
    'strict mode': "set -Eeuo pipefail; IFS=$'\\n\\t'; shopt -s inherit_errexit; trap 'echo failed >&2' ERR",
  },
  {
    'an array': 'AWS_REGION=(one two)',
    'an associative array': 'declare -A AWS_PROFILE=([x]=y [0]=z)',
    'an integer': 'declare -i AWS_ACCOUNT_ID=1',
    'a variable in capitals': 'declare -u AWS_REGION=eu',
    'a variable in small letters': 'declare -lx AWS_ACCESS_KEY_ID=AKIA',
    'a read-only variable': 'declare -rx AWS_PROFILE=old',
    'a read-only variable that is not set': 'declare -r AWS_PROFILE',
    'a nameref': 'declare -n AWS_PROFILE=PATH',
    'an integer that is not set': 'declare -i AWS_REGION',
    'an exported integer that is not set': 'declare -ix AWS_REGION',
    'a variable in capitals that is not set': 'declare -u AWS_SECRET_ACCESS_KEY',
    'an array that is not set': 'declare -a AWS_REGION',
    'an associative array that is not set': 'declare -A AWS_REGION',
    'a read-only list of endpoints': 'declare -r ASSUME_ENDPOINTS=mine',
    'a read-only list of endpoints that is not set': 'declare -r ASSUME_ENDPOINTS',
    'an integer for the list of endpoints': 'declare -i ASSUME_ENDPOINTS',
    'an array for the list of endpoints': 'ASSUME_ENDPOINTS=(one two)',
    'a nameref for the list of endpoints': 'declare -n ASSUME_ENDPOINTS=PATH',
    'a nameref to another managed variable': 'declare -n AWS_PROFILE=AWS_REGION; export AWS_REGION=eu',
    'an exported variable that is not set beside one that is not exported':
      'export AWS_PROFILE; declare -i AWS_ACCOUNT_ID=1',
  },
  {
    'a DEBUG trap': `trap 'echo "+ $BASH_COMMAND"' DEBUG; set -T`,
    'a DEBUG trap that prints on stderr': `trap 'echo "+ $BASH_COMMAND" >&2' DEBUG; set -o functrace`,
    extdebug: `trap 'echo "+ $BASH_COMMAND"' DEBUG; shopt -s extdebug`,
    'a DEBUG trap in every function': `trap 'echo "+ $BASH_COMMAND" >&2' DEBUG; declare -ft $(compgen -A function)`,
    'ERR and RETURN traps': `trap 'echo "+ $BASH_COMMAND"' ERR RETURN DEBUG; set -TE`,
    'set -x': 'set -x',
  },
);

describeShell('bash', 'the attributes of managed variables in bash', () => {
  let stub: Stub;
  beforeEach(() => {
    stub = makeStub();
    stub.write('prod', "\\builtin export AWS_REGION='eu-west-1'\n\\builtin export ASSUME_RESTORE='{}'\n");
    stub.write('off', '\\builtin unset -v ASSUME_RESTORE\n');
    stub.does('case $3 in off) cat "$here/off" ;; *) cat "$here/prod" ;; esac');
  });
  afterEach(() => stub.remove());
  const inBash = (lines: string) =>
    run('bash', `. '${scriptFile('bash').replaceAll("'", "'\\''")}'\n${lines}`, { env: stub.env });

  test.each(['-i AWS_REGION', '-l AWS_SECRET_ACCESS_KEY', '-n AWS_PROFILE=PATH', '-a AWS_REGION', '-rx AWS_PROFILE=x'])(
    'are seen in a calling function, too: local %s',
    async (words) => {
      writeSession(stub);
      const { stdout, stderr } = await inBash(`f() { local ${words}; assume prod; }; f; echo "$? $PATH" | head -c 3`);
      expect(stderr).toMatch(
        /^assume: AWS_\w+ is (not a plain variable|read-only in this shell).*, so nothing was changed\.\n$/,
      );
      expect(stdout).toBe('1 /');
      expect(stub.calls()).toEqual([]);
    },
  );

  test.each(['declare -n AWS_REGION', 'declare -n AWS_ACCESS_KEY_ID ASSUME_PROFILE AWS_PROFILE ASSUME_RESTORE'])(
    'do not stop a change if it is a nameref without a target, which names nothing: %s',
    async (line) => {
      const report = 'echo $?; printenv AWS_REGION ASSUME_RESTORE';
      expect(await inBash(`${line}\nassume prod\n${report}`)).toEqual({
        status: 0,
        stdout: '0\neu-west-1\n{}\n',
        stderr: '',
      });
      writeSession(stub);
      stub.forget();
      const { stdout, stderr } = await inBash(`${line}\nassume prod\n${report} AWS_ACCESS_KEY_ID ASSUME_PROFILE`);
      expect({ stdout, stderr }).toEqual({ stdout: '0\neu-central-1\n{}\nASIAFRESH\nprod\n', stderr: '' });
      expect(stub.calls()).toEqual([]);
    },
  );

  test('an exported variable without a value does not hide one that is not exported', async () => {
    const { stdout, stderr } = await inBash(
      'AWS_ACCOUNT_ID=mine; export AWS_PROFILE\nassume prod\nunset AWS_ACCOUNT_ID\nassume off\necho "$AWS_ACCOUNT_ID"',
    );
    expect({ stdout, stderr }).toEqual({ stdout: 'mine\n', stderr: '' });
  });
});

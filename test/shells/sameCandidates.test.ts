import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arn, keys } from '../plan/planFixtures';
import { MAIN } from '../support/bundles';
import { scriptOf } from '../support/demo';
import { describeShell, run, runProgram, type ShellName } from '../support/shells';
import { interactiveShell } from '../support/terminal';

const CONFIG = [
  `[profile prod]\nregion = eu-west-1\n${keys()}`,
  `[profile prod-eu]\nrole_arn = ${arn('Admin')}\nsource_profile = prod\nregion = my-own-1\n`,
  `[profile list]\nrole_arn = ${arn('List')}\nsource_profile = prod\n`,
].join('');

/** Command lines, and some of the candidates that each must have. */
const LINES: readonly (readonly [line: string, among: readonly string[]])[] = [
  ['assume ', ['prod', 'prod-eu', 'plan', 'list']],
  ['assume p', ['prod', 'prod-eu', 'plan']],
  ['assume use ', ['prod', 'prod-eu', 'list']],
  ['assume exec ', ['prod', 'prod-eu', 'list']],
  ['assume login p', ['prod', 'prod-eu']],
  ['assume plan --json pr', ['prod', 'prod-eu']],
  ['assume export --format json pr', ['prod', 'prod-eu']],
  ['assume -r eu-west-1 pr', ['prod', 'prod-eu']],
  ['assume --no-cache pr', ['prod', 'prod-eu']],
  ['assume --role-arn x --source-profile pr', ['prod', 'prod-eu']],
  ['assume --source-profile=pr', ['--source-profile=prod', '--source-profile=prod-eu']],
  ['assume cache clear ', ['prod-eu']],
  ['assume -', ['--region', '--help', '--version']],
  ['assume --no', ['--no-cache', '--no-input']],
  ['assume prod -r eu-west-1 --re', ['--refresh']],
  ['assume exec prod --no', ['--no-cache', '--no-input']],
  ['assume list --', ['--json', '--tree', '--help']],
  ['assume -r ', ['eu-west-1', 'us-east-1', 'my-own-1']],
  ['assume prod --region=eu-', ['--region=eu-west-1', '--region=eu-central-1']],
  ['assume --duration ', ['15m', '12h']],
  ['assume export prod --format ', ['json', 'process', 'bash']],
  ['assume plan prod --one-liner ', ['bash', 'sh']],
  ['assume --policy f', ['file://']],
  ['assume init ', ['bash', 'pwsh']],
  ['assume demo ', ['bash', 'fish']],
  ['assume cache ', ['list', 'clear']],
  ['assume PROD', ['prod', 'prod-eu']],
  ['assume od-', ['prod-eu']],
  ['assume D-E', ['prod-eu']],
  ['assume 3456', ['prod-eu']],
  ['assume use is', ['list']],
  ['assume exec od', ['prod', 'prod-eu']],
  ['assume plan 9012', ['prod-eu', 'list']],
  ['assume login --no-input d-e', ['prod-eu']],
  ['assume export --format json 123456789012', ['prod-eu', 'list']],
  ['assume cache clear od-', ['prod-eu']],
  ['assume --role-arn x --source-profile 3456', ['prod-eu', 'list']],
  ['assume --source-profile=d-e', ['--source-profile=prod-eu']],
  ['assume --source-profile=3456', ['--source-profile=prod-eu', '--source-profile=list']],
];
const NOTHING = [
  'assume zzz',
  'assume exec 0000',
  'assume exec -r x zzz',
  'assume prod ',
  'assume list ',
  'assume list pay ',
  'assume use prod ',
  'assume off x',
  'assume --mfa-token ',
];

let home: string;
let env: Record<string, string>;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'assume same-'));
  for (const folder of ['bin', '.aws', '.cache/assume/sessions']) mkdirSync(join(home, folder), { recursive: true });
  writeFileSync(join(home, '.aws/config'), CONFIG);
  writeFileSync(join(home, '.cache/assume/sessions/prod-eu'), '');
  writeFileSync(join(home, 'bin/assume'), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
  chmodSync(join(home, 'bin/assume'), 0o755);
  env = { HOME: home, PATH: `${join(home, 'bin')}:${process.env.PATH}` };
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const lastWord = (line: string) => line.split(' ').at(-1) ?? '';

/** What the program says about each line. */
const answers = new Map<string, ReturnType<typeof runProgram>>();

/**
 * The program's candidates that a word can stand for: those that start with it, else those that do if case doesn't count, else
 * profiles whose name contains it, or whose account number does.
 */
async function candidatesOf(line: string): Promise<string[]> {
  const words = line.split(' ').slice(1);
  const answer =
    answers.get(line) ?? runProgram(process.execPath, [MAIN, '--complete=bash/1', '--', ...words], { env });
  answers.set(line, answer);
  const { stdout } = await answer;
  const fields = stdout.split('\n').map((each) => each.split('\t'));
  const offered = fields
    .map(([value = '', description = '', kind]) => ({ value, description, kind }))
    .filter(({ value }) => value);
  const word = lastWord(line);
  const [, flag = '', typed = ''] = /^(--[^=]*=)?(.*)$/.exec(word.toLowerCase()) ?? [];
  const rest = (value: string) => value.slice(flag.length).toLowerCase();
  const isIn = ({ value, description }: (typeof offered)[number]) =>
    rest(value).includes(typed) || (/^\d{12}\b/.test(description) && description.slice(0, 12).includes(typed));
  const tiers = [
    offered.filter(({ value }) => value.startsWith(word)),
    offered.filter(({ value }) => rest(value).startsWith(typed)),
    offered.filter((each) => each.kind === undefined && isIn(each)),
  ];
  return (tiers.find((tier) => tier.length > 0) ?? []).map(({ value }) => value);
}

/** The candidates for each line, in each shell. */
const SHELLS: Record<ShellName, (lines: readonly string[]) => Promise<string[][]>> = {
  async bash(lines) {
    // As readline calls it: $2 starts after the last word break. COMP_TYPE 37 means without descriptions.
    const calls = lines.map((line) => {
      const part = lastWord(line).replace(/.*[=:]/, '');
      return `COMP_LINE='${line}' COMP_POINT=${line.length} COMP_TYPE=37
        __assume_complete assume '${part}'
        for each in "\${COMPREPLY[@]}"; do echo '${lastWord(line).slice(0, -part.length || undefined)}'"$each"; done; echo .`;
    });
    const { stdout } = await run('bash', `${scriptOf('bash')}\n${calls.join('\n')}`, { env });
    return split(stdout);
  },

  async zsh(lines) {
    // zsh passes its candidates only to `compadd`, and only in a terminal.
    const candidates = join(home, 'candidates');
    const init = `${scriptOf('zsh')}
      compadd() {
        builtin compadd "$@" || return
        [[ " $* " != *' '-[OAD]' '* ]] || return 0
        local -a hits; builtin compadd -O hits "$@"; print -rl -- $IPREFIX$^hits >>'${candidates}'
      }
      finish() { zle complete-word; print . >>'${candidates}'; BUFFER='' }
      zle -N finish; bindkey '^T' finish`;
    const terminal = await interactiveShell('zsh', { home, env, init, cwd: home });
    try {
      for (const line of lines) await terminal.enter(`${line}\x14`);
      // Empty ones are placeholders for the layout.
      return split(readFileSync(candidates, 'utf8')).map((found) => found.filter((each) => each !== ''));
    } finally {
      await terminal.close();
    }
  },

  async fish(lines) {
    const calls = lines.map((line) => `complete -C '${line}'; echo .`);
    const { stdout } = await run('fish', `${scriptOf('fish')}\n${calls.join('\n')}`, { env });
    return split(stdout.replace(/\t.*/g, ''));
  },

  async pwsh(lines) {
    const calls = lines.map((line) => {
      const complete = `[System.Management.Automation.CommandCompletion]::CompleteInput('${line}', ${line.length}, $null)`;
      return `foreach ($match in ${complete}.CompletionMatches) { $match.ListItemText }; '.'`;
    });
    // PowerShell offers files if there are no candidates, so this folder has none.
    const cwd = join(home, 'empty');
    mkdirSync(cwd, { recursive: true });
    const { stdout } = await run('pwsh', `${scriptOf('pwsh')}\n${calls.join('\n')}`, { env, cwd });
    return split(stdout);
  },
};
const split = (text: string) =>
  text
    .split(/^\.\n/m)
    .slice(0, -1)
    .map((each) => each.split('\n').slice(0, -1));

describe('the program', () => {
  test.each(LINES)('offers the right candidates for %j', async (line, among) => {
    expect(await candidatesOf(line)).toEqual(expect.arrayContaining([...among]));
  });

  test.each(NOTHING)('offers nothing for %j', async (line) => {
    expect(await candidatesOf(line)).toEqual([]);
  });
});

describe.each(Object.keys(SHELLS) as ShellName[])('%s', (shell) => {
  describeShell(shell, "offers the program's candidates", () => {
    test('in every position, and each only once', async () => {
      const lines = [...LINES.map(([line]) => line), ...NOTHING];
      const expected = [];
      for (const line of lines) expected.push([line, (await candidatesOf(line)).sort()]);
      const found = await SHELLS[shell](lines);
      expect(lines.map((line, at) => [line, found[at]?.sort()])).toEqual(expected);
    });
  });
});

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../../src/platform/env';
import { scriptOf } from '../support/demo';
import { writeProfileList } from '../support/profileList';
import { edit, writeOld } from '../support/sessionFiles';
import { describeShell, run, SHELL_NAMES, type ShellName } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';

const isRoot = process.getuid?.() === 0;

/** Prints the candidates for `assume pr`, and perhaps others. */
const COMPLETE: Record<ShellName, string> = {
  bash: `COMP_LINE='assume pr' COMP_POINT=9 COMP_TYPE=37
    __assume_complete assume pr; printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: `words=(assume pr) CURRENT=2; __assume_candidates pr; print -l \${lines%%$'\\t'*}`,
  fish: "complete -C 'assume pr'",
  pwsh: `foreach ($match in [System.Management.Automation.CommandCompletion]::CompleteInput('assume pr', 9, $null).CompletionMatches) {
    $match.ListItemText }`,
};

let stub: Stub;
let cache: string;
let config: string;
/** The folder of links and stamps. */
let generation: string;

const writeList = (options: Parameters<typeof writeProfileList>[2] = {}) => {
  const list = writeProfileList(stub.home, 'prod-listed\tan account\nplan\tExplain\tcommand\n', options);
  generation = join(cache, readdirSync(cache).find((name) => name.startsWith('%')) ?? '');
  return list;
};

beforeEach(() => {
  stub = makeStub();
  stub.does("case $1 in --complete=*) printf 'prod-asked\\t\\n' ;; esac");
  cache = join(stub.home, '.cache/assume');
  config = writeOld(join(stub.home, '.aws/config'), '[profile prod]\n');
  writeList();
});
afterEach(() => stub.remove());

/** `~/.aws` becomes a link to a folder with the same files and times. */
function linkFolder(to: string): void {
  const target = join(stub.home, to);
  mkdirSync(target);
  copyFileSync(config, join(target, 'config'));
  utimesSync(join(target, 'config'), 1e9, 1e9);
  rmSync(join(stub.home, '.aws'), { recursive: true });
  symlinkSync(target, join(stub.home, '.aws'));
}

/** A list that was written behind a link to a link. */
function linkTwice(): void {
  linkFolder('one');
  renameSync(join(stub.home, '.aws'), join(stub.home, 'middle'));
  symlinkSync('middle', join(stub.home, '.aws'));
  rmSync(cache, { recursive: true });
  writeList();
}

/** What happens between the writing of the list and TAB. */
const CHANGES: readonly (readonly [string, () => void])[] = [
  ['the config file was edited', () => writeOld(config, '[profile pr]\n', 1_000_000_000.001)],
  ['the config file was replaced by an older one', () => utimesSync(config, 1e8, 1e8)],
  ['the config file has a time in the future', () => utimesSync(config, 4e9, 4e9)],
  ['the config file was removed', () => rmSync(config)],
  ['a folder is in place of the config file', () => rmSync(config) ?? mkdirSync(config)],
  ['a link that leads nowhere is in place of the config file', () => rmSync(config) ?? symlinkSync('gone', config)],
  ['a credentials file appeared, older than the list', () => writeOld(join(stub.home, '.aws/credentials'), '', 1e8)],
  ['a link that leads nowhere appeared', () => symlinkSync('gone', join(stub.home, '.aws/credentials'))],
  [
    '~/.aws was pointed to another folder with the same files and times',
    () => {
      linkFolder('one');
      rmSync(cache, { recursive: true });
      writeList();
      linkFolder('two');
    },
  ],
  [
    'a link behind a link was pointed elsewhere',
    () => {
      linkTwice();
      mkdirSync(join(stub.home, 'two'));
      writeOld(join(stub.home, 'two/config'), '[profile prod]\n');
      rmSync(join(stub.home, 'middle'));
      symlinkSync('two', join(stub.home, 'middle'));
    },
  ],
  [
    'the list is that of another generation',
    () => edit(join(cache, 'profiles.tsv'), (text) => text.replace(/\t[0-9a-f]{4}/, '\t0000')),
  ],
  [
    'the list names no generation',
    () => edit(join(cache, 'profiles.tsv'), (text) => text.replace(/\t[0-9a-f]{40}/, '')),
  ],
  [
    'the generation is elsewhere',
    () => edit(join(cache, 'profiles.tsv'), (text) => text.replace(/\t(?=[0-9a-f]{40})/, '\t../assume/%')),
  ],
  [
    'the list was made without AWS files',
    () => edit(join(cache, 'profiles.tsv'), (text) => text.replace('\tconfig\t', '\tnone\t')),
  ],
  ['a cleaner removed the generation', () => rmSync(generation, { recursive: true })],
  [
    'a cleaner removed what is in the generation',
    () => rmSync(generation, { recursive: true }) ?? mkdirSync(generation, { mode: 0o700 }),
  ],
  [
    'a FIFO is in place of the list',
    () => {
      rmSync(join(cache, 'profiles.tsv'));
      execFileSync('mkfifo', ['-m', '600', join(cache, 'profiles.tsv')]);
    },
  ],
  ['others can write the folder', () => chmodSync(cache, 0o777)],
  ...(isRoot ? [] : [['the config file is unreadable', () => chmodSync(config, 0)] as const]),
  ...(isRoot
    ? [['the list is of another user', () => chownSync(join(cache, 'profiles.tsv'), 12345, 12345)] as const]
    : []),
];

/** What shells with `-ef`, `-nt` and `-ot` rely on. PowerShell compares what is in the generation as text. */
const STAMPS: typeof CHANGES = [
  ...['config', 'config.lo', 'config.hi'].map(
    (name) => [`a cleaner removed ${name}`, () => rmSync(join(generation, name))] as const,
  ),
  // As root, PowerShell would take long to see who owns a folder.
  ...(isRoot
    ? ([
        ['the folder is of another user', () => chownSync(cache, 12345, 12345)],
        ['the generation is of another user', () => chownSync(generation, 12345, 12345)],
      ] as const)
    : []),
];

describe.each(SHELL_NAMES)('TAB in %s', (shell) => {
  const candidates = async (env: Env = {}) => {
    const script = `${scriptOf(shell)}\n${COMPLETE[shell]}`;
    const { stdout, stderr, status } = await run(shell, script, { env: { ...stub.env, ...env }, cwd: stub.home });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout
      .split('\n')
      .filter((line) => line.startsWith('pr'))
      .map((line) => line.split('\t')[0]);
  };

  describeShell(shell, 'believes the list of profiles', () => {
    test.each<[string, () => Env]>([
      ['while the AWS files are unchanged', () => ({})],
      ['behind links', () => linkTwice() ?? {}],
      [
        'without AWS files',
        () => {
          rmSync(config);
          rmSync(cache, { recursive: true });
          writeList();
          return {};
        },
      ],
      [
        'with both variables of the AWS files',
        () => {
          const variables = {
            AWS_CONFIG_FILE: config,
            AWS_SHARED_CREDENTIALS_FILE: writeOld(join(stub.home, 'my keys'), ''),
          };
          writeList({ credentials: variables.AWS_SHARED_CREDENTIALS_FILE });
          return variables;
        },
      ],
    ])('%s', async (_, given) => {
      expect(await candidates(given())).toEqual(['prod-listed']);
      expect(stub.calls()).toEqual([]);
    });
  });

  describeShell(shell, 'asks the program', () => {
    test.each([...CHANGES, ...(shell === 'pwsh' ? [] : STAMPS)])('if %s', async (_, change) => {
      change();
      expect(await candidates()).toEqual(['prod-asked']);
      expect(stub.calls()).toHaveLength(1);
    });

    test.each<[string, Env]>([
      ['AWS_CONFIG_FILE names another file', { AWS_CONFIG_FILE: '/elsewhere' }],
      // An empty variable names no file; .NET before 9 has no empty variables.
      ['AWS_CONFIG_FILE is empty', { AWS_CONFIG_FILE: '' }],
      ['AWS_SHARED_CREDENTIALS_FILE is empty', { AWS_SHARED_CREDENTIALS_FILE: '' }],
      ['the cache folder is relative, and happens to be here', { XDG_CACHE_HOME: '.cache' }],
    ])('if %s', async (_, env) => {
      expect(await candidates(env)).toEqual(['prod-asked']);
    });
  });
});

test('the list and what proves it are written by the helper as the program writes them', () => {
  expect(statSync(cache).mode & 0o7777).toBe(0o1700);
  expect(lstatSync(join(generation, 'config')).isSymbolicLink()).toBe(true);
});

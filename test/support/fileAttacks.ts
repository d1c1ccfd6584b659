import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type SessionOptions, writeOld } from './sessionFiles';
import type { ShellName } from './shells';

/** Who reads session files. */
export type Reader = ShellName | 'binary';

/** A home with a session file, and paths in it. */
export interface AttackedHome {
  readonly home: string;
  /** The session file. */
  readonly path: string;
  /** Its generation. */
  readonly generation: string;
  /** A path in the home. */
  at(name: string): string;
}

type Layout = (at: AttackedHome['at']) => SessionOptions | undefined;

/** Something that happens to the files behind a session file. */
export interface FileAttack {
  readonly title: string;
  /** Lays out the files, before the session file is written. */
  readonly before?: Layout;
  readonly attack: (home: AttackedHome) => unknown;
  /** Who may still use the session after it; nobody if absent. */
  readonly usedBy?: readonly ('scripts' | Reader)[];
  /** Whether only root can set it up, or only another user than root can see it. */
  readonly as?: 'root' | 'user';
}

/** Seconds since 1970: long ago, and earlier still. */
const OLD = 1_600_000_000;
const OLDER = 1_500_000_000;

const CONFIG = '.aws/config';
const PROFILE = '[profile prod]\n';
const OTHER = '[profile prod]\nrole_arn = other\n';

const link = (target: string, path: string) => {
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  symlinkSync(target, path);
};

/** `~/.aws` is a link to one of two folders, whose files have these times. */
const twoFolders =
  (first: number, second: number): Layout =>
  (at) => {
    writeOld(at('one/config'), PROFILE, first);
    writeOld(at('two/config'), PROFILE, second);
    link(at('one'), at('.aws'));
    return undefined;
  };
const repoint: FileAttack['attack'] = ({ at }) => link(at('two'), at('.aws'));

const TOKEN = '.aws/sso/cache/token.json';
const withToken: Layout = (at) => ({ token: writeOld(at(TOKEN), '{}', OLD) });

/** A token as Kubernetes mounts it: a link through `..data`, which is changed at each rotation. */
const mounted: Layout = (at) => {
  for (const folder of ['one', 'two']) writeOld(at(`mount/..${folder}/token`), folder, OLD);
  link('..one', at('mount/..data'));
  link('..data/token', at('mount/token'));
  return { token: at('mount/token') };
};

const bothFiles = (at: AttackedHome['at']): undefined => {
  writeOld(at(CONFIG), PROFILE, OLD);
  writeOld(at('.aws/credentials'), '', OLD);
};

const FILES: readonly FileAttack[] = [
  { title: '~/.aws is linked to older files', before: twoFolders(OLD, OLDER), attack: repoint },
  { title: '~/.aws is linked to files with the same time and size', before: twoFolders(OLD, OLD), attack: repoint },
  {
    title: 'a link behind a link is changed, where every time is 1',
    before: (at) => {
      for (const store of ['store/one', 'store/two']) writeOld(at(`${store}/config`), PROFILE, 1);
      link(at('store/one'), at('generation'));
      link(at('generation/config'), at(CONFIG));
      return undefined;
    },
    attack: ({ at }) => link(at('store/two'), at('generation')),
  },
  {
    title: 'the target of a link is removed',
    before: (at) => {
      writeOld(at('store/config'), PROFILE);
      link(at('store/config'), at(CONFIG));
      return undefined;
    },
    attack: ({ at }) => rmSync(at('store'), { recursive: true }),
  },
  {
    title: 'a backup is put back with its time (cp -p)',
    before: (at) => void [writeOld(at(CONFIG), PROFILE, OLD), writeOld(at('backup'), OTHER, OLDER)],
    attack: ({ at }) => execFileSync('cp', ['-p', at('backup'), at(CONFIG)]),
  },
  {
    title: 'a backup is moved into its place (mv)',
    before: (at) => void [writeOld(at(CONFIG), PROFILE, OLD), writeOld(at('backup'), OTHER, OLDER)],
    attack: ({ at }) => renameSync(at('backup'), at(CONFIG)),
  },
  { title: 'the time is set back', attack: ({ at }) => utimesSync(at(CONFIG), 1e9 - 1, 1e9 - 1) },
  { title: 'the time is set into the future', attack: ({ at }) => utimesSync(at(CONFIG), 3e9, 3e9) },
  { title: 'the time differs by 10 µs', attack: ({ at }) => utimesSync(at(CONFIG), 1e9 + 0.00001, 1e9 + 0.00001) },
  { title: 'the config file is edited in place', attack: ({ at }) => writeFileSync(at(CONFIG), OTHER) },
  {
    title: 'an editor replaces the config file',
    attack: ({ at }) => {
      writeFileSync(at('.aws/config~'), OTHER);
      renameSync(at('.aws/config~'), at(CONFIG));
    },
  },
  { title: 'the config file is removed', attack: ({ at }) => rmSync(at(CONFIG)) },
  { title: '~/.aws is removed', attack: ({ at }) => rmSync(at('.aws'), { recursive: true }) },
  {
    title: 'a folder is in its place',
    attack: ({ at }) => {
      rmSync(at(CONFIG));
      mkdirSync(at(CONFIG));
    },
  },
  {
    title: 'a FIFO is in its place',
    attack: ({ at }) => {
      rmSync(at(CONFIG));
      execFileSync('mkfifo', [at(CONFIG)]);
    },
  },
  { title: 'a link to nothing is in its place', attack: ({ at }) => link(at('nothing'), at(CONFIG)) },
  { title: 'a credentials file appears', attack: ({ at }) => writeFileSync(at('.aws/credentials'), '') },
  { title: 'an old credentials file appears', attack: ({ at }) => writeOld(at('.aws/credentials'), '', OLDER) },
  {
    title: 'a link to nothing appears as the credentials file',
    attack: ({ at }) => link(at('nothing'), at('.aws/credentials')),
    usedBy: ['binary'], // which reads no profiles from it, as before
  },
  {
    title: 'the credentials file is removed',
    before: bothFiles,
    attack: ({ at }) => rmSync(at('.aws/credentials')),
  },
  {
    title: 'the credentials file is edited',
    before: bothFiles,
    attack: ({ at }) => writeFileSync(at('.aws/credentials'), PROFILE),
  },
  { title: "the config file can't be read", attack: ({ at }) => chmodSync(at(CONFIG), 0), as: 'user' },
  { title: "~/.aws can't be searched", attack: ({ at }) => chmodSync(at('.aws'), 0), as: 'user' },
  { title: 'the settings of assume appear', attack: ({ at }) => writeOld(at('.config/assume/config'), 'x', OLDER) },
  {
    title: 'the settings of assume are edited',
    before: (at) => void writeOld(at('.config/assume/config'), '', OLD),
    attack: ({ at }) => writeFileSync(at('.config/assume/config'), 'x'),
  },
  {
    title: 'the settings of assume are removed',
    before: (at) => void writeOld(at('.config/assume/config'), '', OLD),
    attack: ({ at }) => rmSync(at('.config/assume/config')),
  },
];

const TOKENS: readonly FileAttack[] = [
  { title: 'the user signs out', before: withToken, attack: ({ at }) => rmSync(at(TOKEN)) },
  { title: 'somebody else signs in', before: withToken, attack: ({ at }) => writeFileSync(at(TOKEN), '{"a": 1}') },
  { title: 'an older token is put back', before: withToken, attack: ({ at }) => writeOld(at(TOKEN), '{}', OLDER) },
  {
    title: 'the token of a web identity is rotated',
    before: mounted,
    attack: ({ at }) => link('..two', at('mount/..data')),
  },
  { title: 'its mount disappears', before: mounted, attack: ({ at }) => rmSync(at('mount'), { recursive: true }) },
];

/** The binary and PowerShell compare what a file of the generation says, and need no links and times. */
const EXACT: FileAttack['usedBy'] = ['binary', 'pwsh'];

/** What a cleaner can take from a generation. */
const cleaned = (...names: string[]) =>
  names.map(
    (name): FileAttack => ({
      title: `a cleaner removes ${name} of the generation`,
      before: withToken,
      attack: ({ generation }) => unlinkSync(join(generation, name)),
      usedBy: EXACT,
    }),
  );

const GENERATIONS: readonly FileAttack[] = [
  ...cleaned('config', 'config.lo', 'config.hi', 'token', 'token.at', 'token.lo', 'token.hi'),
  { title: 'a cleaner removes the generation', attack: ({ generation }) => rmSync(generation, { recursive: true }) },
  {
    title: 'a session is copied without the times of its generation',
    attack: ({ generation }) => {
      cpSync(generation, `${generation}~`, { recursive: true, verbatimSymlinks: true });
      rmSync(generation, { recursive: true });
      renameSync(`${generation}~`, generation);
    },
    usedBy: EXACT,
  },
  {
    title: 'an older session is put back with its generation',
    attack: ({ path, at }) => {
      cpSync(dirname(path), at('kept'), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
      writeFileSync(at(CONFIG), OTHER);
      rmSync(dirname(path), { recursive: true });
      renameSync(at('kept'), dirname(path));
      chmodSync(dirname(path), 0o1700);
    },
  },
  { title: 'its folder becomes accessible', attack: ({ path }) => chmodSync(dirname(path), 0o777) },
  {
    title: 'its folder loses its mark',
    attack: ({ path }) => chmodSync(dirname(path), 0o700),
    usedBy: ['zsh', 'pwsh', 'binary'],
  },
  { title: 'the session becomes a folder', attack: ({ path }) => [rmSync(path), mkdirSync(path)] },
  ...(
    [
      ['the session', ({ path }) => path],
      ['the generation', ({ generation }) => generation],
      ['the folder', ({ path }) => dirname(path)],
    ] as readonly [string, (home: AttackedHome) => string][]
  ).map(
    ([what, of]): FileAttack => ({
      title: `${what} belongs to another user`,
      attack: (home) => chownSync(of(home), 12345, 12345),
      // PowerShell sees no owners; only root could open them.
      usedBy: what === 'the session' ? [] : ['pwsh'],
      as: 'root',
    }),
  ),
];

/** fish, which has no clock, takes a session's own time for its start. */
const TOUCHED: FileAttack = {
  title: 'the session is touched',
  attack: ({ path }) => utimesSync(path, 2e9, 2e9),
  usedBy: ['bash', 'zsh', 'pwsh', 'binary'],
};

/** What changes nothing that a session depends on. */
const HARMLESS: readonly FileAttack[] = [
  { title: 'nothing', attack: () => {} },
  { title: 'nothing, with a token', before: withToken, attack: () => {} },
  { title: 'nothing, with a mounted token', before: mounted, attack: () => {} },
  { title: 'nothing, where ~/.aws is a link', before: twoFolders(OLD, OLDER), attack: () => {} },
  {
    title: 'nothing, with every file there is',
    before: (at) => {
      bothFiles(at);
      writeOld(at('.config/assume/config'), '', OLD);
      return { token: writeOld(at(TOKEN), '{}', OLD) };
    },
    attack: () => {},
  },
  {
    title: 'nothing, with a credentials file only',
    before: (at) => void writeOld(at('.aws/credentials'), '[prod]\n', OLD),
    attack: () => {},
  },
  { title: 'another file in ~/.aws', attack: ({ at }) => writeFileSync(at('.aws/other'), '') },
  { title: 'the config file is read', attack: ({ at }) => [readFileSync(at(CONFIG)), existsSync(at(CONFIG))] },
  {
    title: 'a copy of the config file is made',
    attack: ({ at }) => copyFileSync(at(CONFIG), at('copy')),
  },
];

/** Everything that can happen to the files behind a session file. Each but the harmless ones makes it useless. */
export const FILE_ATTACKS: readonly FileAttack[] = [
  ...FILES,
  ...TOKENS,
  ...GENERATIONS,
  TOUCHED,
  ...HARMLESS.map((each): FileAttack => ({ ...each, usedBy: ['scripts', 'binary'] })),
];

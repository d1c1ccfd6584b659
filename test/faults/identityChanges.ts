import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { TwoAws } from './identityAws';
import { AwsFiles } from './identityFiles';
import type { Config, Credentials } from './identityModel';
import type { Change, FileName, Folder, How } from './identitySteps';

export const CONFIG: Config = {
  one: { kind: 'keys', endpoint: 'A' },
  two: { kind: 'keys', endpoint: 'A' },
  team: { kind: 'sso', permissionSet: 'Reader', endpoint: 'A' },
  web: { kind: 'web', role: 'Pod', endpoint: 'A' },
  tool: { kind: 'process', prints: 'grace1', endpoint: 'A' },
  dev: { kind: 'role', role: 'One', source: 'one', endpoint: 'A' },
  ops: { kind: 'role', role: 'One', source: 'two', endpoint: 'A' },
  local: { kind: 'role', role: 'One', source: 'one', endpoint: 'B' },
  prod: { kind: 'role', role: 'Two', source: 'two', endpoint: 'A' },
  env: { kind: 'role', role: 'Two', source: 'Environment', endpoint: 'A' },
  box: { kind: 'role', role: 'Two', source: 'EcsContainer', endpoint: 'A' },
  admin: { kind: 'role', role: 'Three', source: 'team', endpoint: 'A' },
  job: { kind: 'role', role: 'One', source: 'web', endpoint: 'A' },
  tooled: { kind: 'role', role: 'Two', source: 'tool', endpoint: 'A' },
  chain: { kind: 'role', role: 'Three', source: 'dev', endpoint: 'A' },
};
const OTHER: Config = {
  ...CONFIG,
  dev: { kind: 'role', role: 'Two', source: 'two', endpoint: 'A' },
  prod: { kind: 'role', role: 'One', source: 'one', endpoint: 'B' },
  team: { kind: 'sso', permissionSet: 'Writer', endpoint: 'A' },
};
const OWN_KEYS: Credentials = { one: 'ada1', two: 'grace1' };

/** Runs a program whose effect on times Node's own functions don't have: they round to microseconds. */
function system(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}

/** Puts a symlink in the place of another, as `ln -sfn` can't: no moment without one. */
function relink(path: string, target: string): void {
  symlinkSync(target, `${path}.new`);
  renameSync(`${path}.new`, path);
}

/** The folders of a home, and everything that steps do to them. */
export class IdentityFiles {
  readonly files: AwsFiles;
  private readonly versions: Record<FileName, string[]> = { config: [], credentials: [], token: [], webToken: [] };
  private serial = 0;

  constructor(
    private readonly home: string,
    private readonly aws: TwoAws,
    startUrl: string,
  ) {
    const names = {
      urls: aws.urls,
      secrets: aws.secrets,
      startUrl,
      tokenProgram: join(home, 'bin', 'print-keys'),
      webTokenFile: this.path('webToken'),
    };
    this.files = new AwsFiles(home, names);
    for (const folder of ['first', 'second'] as const) {
      mkdirSync(dirname(this.path('token', folder)), { recursive: true, mode: 0o700 });
      this.write('config', folder, this.files.configText(folder === 'first' ? CONFIG : OTHER), 'write', 86_400_000);
      this.write('credentials', folder, this.files.credentialsText(OWN_KEYS), 'write', 86_400_000);
    }
    symlinkSync('first', join(home, 'current'));
    symlinkSync('current', join(home, '.aws'));
    mkdirSync(join(home, 'web'));
    this.apply({ do: 'webToken', to: 'pod1', how: 'relink', age: 3_600_000 });
    this.apply({ do: 'signIn', person: 'ada', at: 'A', how: 'write', age: 3_600_000 });
  }

  private path(file: FileName, folder: Folder = 'live'): string {
    const aws = join(this.home, folder === 'live' ? '.aws' : folder);
    if (file === 'webToken') return join(this.home, 'web', 'token');
    return join(aws, file === 'token' ? this.files.token : file);
  }

  /** Writes a version, and keeps a backup of it. */
  private write(file: FileName, folder: Folder, text: string, how: How, age: number): void {
    const path = this.path(file, folder);
    mkdirSync(dirname(path), { recursive: true });
    const written = how === 'rename' ? `${path}.new` : path;
    writeFileSync(written, text, { mode: 0o600 });
    const time = (Date.now() - age) / 1000;
    if (age !== 0) utimesSync(written, time, time);
    if (how === 'rename') renameSync(written, path);
    this.backUp(file, path);
  }

  private backUp(file: FileName, path: string): void {
    const backup = join(this.home, 'backups', `${file}-${this.serial++}`);
    mkdirSync(dirname(backup), { recursive: true });
    system('cp', '-p', path, backup);
    this.versions[file].push(backup);
  }

  private config(folder: Folder): Config {
    return this.files.configIn(this.path('config', folder)) ?? CONFIG;
  }

  apply(change: Change): void {
    switch (change.do) {
      case 'edit': {
        const { [change.profile]: _old, ...others } = this.config(change.folder);
        const config = change.to ? { ...others, [change.profile]: change.to } : others;
        return this.write('config', change.folder, this.files.configText(config), change.how, change.age);
      }
      case 'rotate': {
        const old = this.files.credentialsIn(this.path('credentials', change.folder)) ?? OWN_KEYS;
        const { [change.profile]: _old, ...others } = old;
        const keys = change.to ? { ...others, [change.profile]: change.to } : others;
        return this.write('credentials', change.folder, this.files.credentialsText(keys), change.how, change.age);
      }
      case 'swap':
        return relink(join(this.home, change.link), change.to);
      case 'store':
        return this.store({ ...this.config('live'), [change.profile]: change.to });
      case 'keepTime':
        return this.keepTime({ ...this.config('live'), [change.profile]: change.to });
      case 'restore':
        return this.restore(change.file, change.version, change.how);
      case 'remove':
        return rmSync(this.path(change.file), { force: true });
      case 'touch': {
        const time = (Date.now() - change.age) / 1000;
        if (existsSync(this.path(change.file))) utimesSync(this.path(change.file), time, time);
        return;
      }
      case 'signIn': {
        const token = this.aws.accessToken(change.person, change.at);
        return this.write('token', 'live', this.files.tokenText(change.person, change.at, token), change.how, change.age);
      }
      case 'webToken':
        return this.webToken(change.to, change.how, change.age);
      case 'sessions':
        return this.sessions(change.what, 'age' in change ? change.age : 0);
      case 'cache':
        return this.cache(change.what);
    }
  }

  /** As in a Nix store: a new file whose time is the first second of 1970, and a link to it. */
  private store(config: Config): void {
    const path = join(this.home, 'store', `config-${this.serial++}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, this.files.configText(config));
    utimesSync(path, 1, 1);
    relink(this.path('config'), path);
  }

  /** An edit that keeps the file's time to the nanosecond. */
  private keepTime(config: Config): void {
    const path = this.path('config');
    if (!existsSync(path)) return;
    const times = join(this.home, 'times');
    system('cp', '-p', path, times);
    writeFileSync(path, this.files.configText(config));
    system('touch', '-r', times, path);
    this.backUp('config', path);
  }

  private restore(file: FileName, version: number, how: How): void {
    const backup = this.versions[file][version % this.versions[file].length];
    if (!backup) return;
    const path = this.path(file);
    mkdirSync(dirname(path), { recursive: true });
    const copied = how === 'rename' ? `${path}.new` : path;
    system('cp', '-p', backup, copied);
    if (how === 'rename') renameSync(copied, path);
  }

  private webToken(subject: string, how: How | 'relink', age: number): void {
    if (how !== 'relink') return this.write('webToken', 'live', subject, how, age);
    const folder = `mount-${this.serial++}`;
    mkdirSync(join(this.home, 'web', folder));
    const path = join(this.home, 'web', folder, 'token');
    writeFileSync(path, subject);
    utimesSync(path, (Date.now() - age) / 1000, (Date.now() - age) / 1000);
    relink(join(this.home, 'web', '..data'), folder);
    relink(this.path('webToken'), '..data/token');
  }

  private sessions(what: (Change & { do: 'sessions' })['what'], age: number): void {
    const folder = join(this.home, '.cache', 'assume', 'sessions');
    const saved = join(this.home, 'saved-sessions');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    const plain = names.filter((name) => statSync(join(folder, name)).isFile());
    const at = (this.serial++ * 7919) % Math.max(plain.length, 1);
    const [one, other] = [plain[at], plain[(at + 1) % Math.max(plain.length, 1)]];
    switch (what) {
      case 'save':
        rmSync(saved, { recursive: true, force: true });
        if (existsSync(folder)) system('cp', '-a', folder, saved);
        return;
      case 'put back':
      case 'mix':
        if (!existsSync(saved) || !existsSync(folder)) return;
        if (what === 'put back') rmSync(folder, { recursive: true });
        return system('cp', '-a', '--remove-destination', `${saved}/.`, folder);
      case 'exchange':
        if (one && other) system('cp', '-p', join(folder, one), join(folder, other));
        return;
      case 'touch':
        for (const name of plain) utimesSync(join(folder, name), (Date.now() - age) / 1000, (Date.now() - age) / 1000);
        return;
      case 'clean': {
        const parts = names.filter((name) => !plain.includes(name)).flatMap((name) => readdirSync(join(folder, name)).map((part) => join(folder, name, part)));
        const part = parts[this.serial % Math.max(parts.length, 1)];
        if (part) rmSync(part);
      }
    }
  }

  /** The credential cache that all programs share. */
  private cache(what: (Change & { do: 'cache' })['what']): void {
    const saved = join(this.home, 'saved-cache');
    const cache = (folder: string) => join(this.home, folder, 'cli', 'cache');
    const [from, to] = { save: [cache('.aws'), saved], 'put back': [saved, cache('.aws')], copy: [cache('first'), cache('second')] }[what];
    if (!from || !to || !existsSync(from)) return;
    mkdirSync(to, { recursive: true, mode: 0o700 });
    system('cp', '-a', `${from}/.`, to);
  }
}

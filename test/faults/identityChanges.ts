import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TwoAws } from './identityAws';
import { CONFIG, OTHER, OWN_KEYS } from './identityDefaults';
import { AwsFiles } from './identityFiles';
import type { Config } from './identityModel';
import type { Change, FileName, Folder, How } from './identitySteps';
import { setAge, system } from './identitySystem';
import { tamperWithCache, tamperWithSessions } from './identityTampering';

const DAY_OLD = { how: 'write', age: 86_400_000 } as const;

/** Puts one of the backups in a file's place, with its own time. */
function restore(backups: readonly string[], path: string, { version, how }: { version: number; how: How }): void {
  const backup = backups[version % backups.length];
  if (!backup) return;
  mkdirSync(dirname(path), { recursive: true });
  const copied = how === 'rename' ? `${path}.new` : path;
  system('cp', '-p', backup, copied);
  if (how === 'rename') renameSync(copied, path);
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
      this.write('config', folder, this.files.configText(folder === 'first' ? CONFIG : OTHER), DAY_OLD);
      this.write('credentials', folder, this.files.credentialsText(OWN_KEYS), DAY_OLD);
    }
    symlinkSync('first', join(home, 'current'));
    symlinkSync('current', join(home, '.aws'));
    mkdirSync(join(home, 'web'));
    this.apply({ do: 'webToken', to: 'pod1', how: 'relink', age: 3_600_000 });
    this.apply({ do: 'signIn', person: 'ada', at: 'A', ...DAY_OLD });
  }

  private path(file: FileName, folder: Folder = 'live'): string {
    const aws = join(this.home, folder === 'live' ? '.aws' : folder);
    if (file === 'webToken') return join(this.home, 'web', 'token');
    return join(aws, file === 'token' ? this.files.token : file);
  }

  /** Writes a version, and keeps a backup of it. */
  private write(file: FileName, folder: Folder, text: string, { how, age }: { how: How; age: number }): void {
    const path = this.path(file, folder);
    mkdirSync(dirname(path), { recursive: true });
    const written = how === 'rename' ? `${path}.new` : path;
    writeFileSync(written, text, { mode: 0o600 });
    if (age !== 0) setAge(written, age);
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

  /** Makes a change. @throws the system's error */
  apply(change: Change): void {
    const { versions, aws, home } = this;
    switch (change.do) {
      case 'edit':
        this.edit(change);
        break;
      case 'rotate':
        this.rotate(change);
        break;
      case 'swap':
        relink(join(home, change.link), change.to);
        break;
      case 'store':
        this.store({ ...this.config('live'), [change.profile]: change.to });
        break;
      case 'keepTime':
        this.keepTime({ ...this.config('live'), [change.profile]: change.to });
        break;
      case 'restore':
        restore(versions[change.file], this.path(change.file), change);
        break;
      case 'remove':
        rmSync(this.path(change.file), { force: true });
        break;
      case 'touch':
        if (existsSync(this.path(change.file))) setAge(this.path(change.file), change.age);
        break;
      case 'signIn': {
        const token = aws.accessToken(change.person, change.at);
        this.write('token', 'live', this.files.tokenText(change.person, change.at, token), change);
        break;
      }
      case 'webToken':
        this.webToken(change);
        break;
      case 'sessions':
        tamperWithSessions(home, change, this.serial++);
        break;
      case 'cache':
        tamperWithCache(home, change.what);
    }
  }

  private edit({ folder, profile, to, ...written }: Change & { do: 'edit' }): void {
    const { [profile]: _old, ...others } = this.config(folder);
    this.write('config', folder, this.files.configText(to ? { ...others, [profile]: to } : others), written);
  }

  private rotate({ folder, profile, to, ...written }: Change & { do: 'rotate' }): void {
    const { [profile]: _old, ...others } = this.files.credentialsIn(this.path('credentials', folder)) ?? OWN_KEYS;
    this.write('credentials', folder, this.files.credentialsText(to ? { ...others, [profile]: to } : others), written);
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

  private webToken({ to, how, age }: Change & { do: 'webToken' }): void {
    if (how !== 'relink') {
      this.write('webToken', 'live', to, { how, age });
      return;
    }
    const folder = `mount-${this.serial++}`;
    mkdirSync(join(this.home, 'web', folder));
    const path = join(this.home, 'web', folder, 'token');
    writeFileSync(path, to);
    setAge(path, age);
    // As Kubernetes does it: https://pkg.go.dev/k8s.io/kubernetes/pkg/volume/util#AtomicWriter
    relink(join(this.home, 'web', '..data'), folder);
    relink(this.path('webToken'), '..data/token');
  }
}

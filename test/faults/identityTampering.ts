import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ACCOUNT, roleArn } from './identityFiles';
import type { Definition } from './identityModel';
import type { Change } from './identitySteps';
import { setAge, system } from './identitySystem';

/**
 * Does to the session files what backups, cleaners and clocks do: they are never right for that.
 * @param random chooses among the files
 */
export function tamperWithSessions(home: string, change: Change & { do: 'sessions' }, random: number): void {
  const folder = join(home, '.cache', 'assume', 'sessions');
  const saved = join(home, 'saved-sessions');
  if (!existsSync(folder)) return;
  const names = readdirSync(folder);
  const isFile = (name: string) => statSync(join(folder, name)).isFile();
  const [files, generations] = [names.filter(isFile), names.filter((name) => !isFile(name))];
  const choose = (from: readonly string[]) => from[(random * 7919) % Math.max(from.length, 1)];
  switch (change.what) {
    case 'save':
      rmSync(saved, { recursive: true, force: true });
      system('cp', '-a', folder, saved);
      break;
    case 'put back':
      if (!existsSync(saved)) return;
      rmSync(folder, { recursive: true });
      system('cp', '-a', saved, folder);
      break;
    case 'mix':
      for (const name of existsSync(saved) ? readdirSync(saved) : []) {
        rmSync(join(folder, name), { recursive: true, force: true });
        system('cp', '-a', join(saved, name), folder);
      }
      break;
    case 'exchange': {
      const one = choose(files);
      const other = choose(files.filter((name) => name !== one));
      if (one && other) system('cp', '-p', join(folder, one), join(folder, other));
      break;
    }
    case 'touch':
      for (const name of files) setAge(join(folder, name), change.age);
      break;
    case 'clean': {
      const part = choose(
        generations.flatMap((name) => readdirSync(join(folder, name)).map((each) => join(name, each))),
      );
      if (part) rmSync(join(folder, part));
    }
  }
}

/** Does the same to the credential cache that all programs share. */
export function tamperWithCache(home: string, what: (Change & { do: 'cache' })['what']): void {
  const saved = join(home, 'saved-cache');
  const cache = (folder: string) => join(home, folder, 'cli', 'cache');
  const paths = {
    save: [cache('.aws'), saved],
    'put back': [saved, cache('.aws')],
    copy: [cache('first'), cache('second')],
  };
  const [from = '', to = ''] = paths[what];
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true, mode: 0o700 });
  system('cp', '-a', `${from}/.`, to);
}

/** The name of the AWS CLI's cache entry for a profile (botocore, `_create_cache_key`); `undefined` if it keeps none. */
function cliKey(definition: Definition): string | undefined {
  switch (definition.kind) {
    case 'role':
    case 'web': // before 2.37.9
      return `{"RoleArn": "${roleArn(definition.role)}"}`;
    case 'sso':
      return `{"accountId":"${ACCOUNT}","roleName":"${definition.permissionSet}","sessionName":"acme"}`;
    default:
      return undefined;
  }
}

/** Writes the entry that the AWS CLI makes for a profile. @param output the credentials as credential_process prints them */
export function writeCliEntry(home: string, definition: Definition, output: string): void {
  const text = cliKey(definition);
  if (text === undefined) return;
  const { Version: _version, Expiration, ...credentials } = JSON.parse(output);
  const expiration = definition.kind === 'sso' ? Expiration : Expiration.replace(/Z$/, 'UTC');
  const entry = {
    Credentials: { ...credentials, Expiration: expiration, AccountId: ACCOUNT },
    ...(definition.kind === 'sso' && { ProviderType: 'sso' }),
    ...(definition.kind !== 'sso' && {
      AssumedRoleUser: {
        AssumedRoleId: 'AROAEXAMPLE:botocore-session-1700000000',
        Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Role/botocore-session-1700000000`,
      },
    }),
  };
  const path = join(home, '.aws', 'cli', 'cache', `${createHash('sha1').update(text).digest('hex')}.json`);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, JSON.stringify(entry), { mode: 0o600 });
}

import { string as argument } from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import { boolean } from '@oclif/core/flags';
import { loadProfiles } from '../assume';
import { type CacheEntry, cacheEntries, type Known, keysFor, knownKeys } from '../cache/cachedProfiles';
import { realWorld } from '../context';
import { awsCacheFolder } from '../credentials/cache/credentialCache';
import { AssumeError, EXIT } from '../errors';
import { clearSessions } from '../sessions/saveSession';
import { colors } from '../terminal/color';
import { write } from '../terminal/output';
import { formatTable } from '../terminal/table';
import { formatExpiry } from '../util/time';

function described({ key, file, issued }: CacheEntry, profiles: Known) {
  const users = profiles.filter(([, keys]) => keys.has(key));
  const kind = { sso: 'SSO', session: 'MFA session' }[issued.providerType ?? ''];
  return {
    profiles: users.map(([name]) => name),
    who: issued.assumedRole?.arn ?? users[0]?.[1].get(key) ?? kind ?? '-',
    expiration: issued.credentials.expiration,
    file,
  };
}

const counted = (count: number) => (count === 1 ? 'one entry' : `${count} entries`);

export default class Cache extends Command {
  static override summary = 'Show or clear the credentials that are cached';
  static override examples = ['assume cache', 'assume cache clear', 'assume cache clear prod'];
  static override args = {
    action: argument({ options: ['list', 'clear'], default: 'list', ignoreStdin: true, description: 'What to do' }),
    profile: argument({ ignoreStdin: true, description: 'Clear only what belongs to this profile' }),
  };
  static override flags = {
    json: boolean({ summary: 'As JSON, with the file of each entry' }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Cache);
    if (args.action === 'clear') return this.clear(args.profile);
    if (args.profile === undefined) return this.list(flags.json);
    throw new AssumeError('Only `assume cache clear` takes a profile.', {
      exitCode: EXIT.usage,
      hints: [['assume cache', 'shows everything that is cached']],
    });
  }

  private async list(json: boolean): Promise<void> {
    const profiles = knownKeys(loadProfiles(realWorld), realWorld);
    const found = cacheEntries(realWorld.files, realWorld.env).map((entry) => described(entry, profiles));
    found.sort((one, other) => Number(other.expiration) - Number(one.expiration));
    if (json) return write(1, `${JSON.stringify(found, null, 2)}\n`);
    if (found.length === 0) return write(1, 'Nothing is cached.\n');
    const { bold } = await colors(1, realWorld.env);
    const rows = found.map((entry) => [
      entry.profiles.join(', ') || '-',
      entry.who,
      formatExpiry(entry.expiration, new Date()),
    ]);
    const [first = '', ...lines] = formatTable([['PROFILE', 'WHO', 'UNTIL'], ...rows]).split('\n');
    write(1, [bold(first), ...lines].join('\n'));
  }

  private clear(profile: string | undefined): void {
    const { files, env } = realWorld;
    const keys = profile === undefined ? undefined : keysFor(loadProfiles(realWorld), profile, realWorld);
    const entries = cacheEntries(files, env).filter(({ key }) => keys?.has(key) ?? true);
    for (const { file } of entries) files.remove(file);
    files.removeLeftovers(awsCacheFolder(env));
    clearSessions(files, env, profile);
    const removed = entries.length === 0 ? 'There was nothing to remove' : `Removed ${counted(entries.length)}`;
    write(1, `${removed} in ${awsCacheFolder(env)}.\n`);
  }
}

import { Command } from '@oclif/core/command';
import { boolean } from '@oclif/core/flags';
import { loadProfiles, realWorld } from '../assume';
import { type ProfileSummary, summarize } from '../profiles/summary';
import type { Profile } from '../profiles/types';
import { colours } from '../terminal/colour';
import { write } from '../terminal/output';
import { formatTable } from '../terminal/table';

const COLUMNS = ['account', 'role', 'region', 'mfa', 'source'] as const;

const cell = (summary: ProfileSummary, column: (typeof COLUMNS)[number]) =>
  (column === 'mfa' ? summary.mfa && 'yes' : summary[column]) ?? '-';

const row = (profile: Profile) => [profile.name, ...COLUMNS.map((column) => cell(summarize(profile), column))];

const json = (profile: Profile) => {
  const { name, file, line } = profile;
  return { profile: name, ...summarize(profile), file, line };
};

export default class List extends Command {
  static override summary = 'Show the profiles: account, role, region, MFA, source';
  static override examples = ['assume list', 'assume list --json'];
  static override flags = {
    json: boolean({ summary: 'As JSON, with the place where each profile stands' }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(List);
    const profiles = [...loadProfiles(realWorld).profiles.values()];
    if (flags.json) return write(1, `${JSON.stringify(profiles.map(json), null, 2)}\n`);
    const { bold } = await colours(1, realWorld.env);
    const header = ['PROFILE', ...COLUMNS.map((column) => column.toUpperCase())];
    const [first = '', ...lines] = formatTable([header, ...profiles.map(row)]).split('\n');
    write(1, [bold(first), ...lines].join('\n'));
  }
}

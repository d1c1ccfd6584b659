import { Command } from '@oclif/core/command';
import { boolean } from '@oclif/core/flags';
import { loadProfiles } from '../assume';
import { realWorld } from '../context';
import { AssumeError, EXIT } from '../errors';
import { type ProfileSummary, summarize } from '../profiles/kind';
import type { AwsFiles, Profile, Profiles } from '../profiles/types';
import { colors } from '../terminal/color';
import { write } from '../terminal/output';
import { formatTable } from '../terminal/table';

const COLUMNS = ['account', 'role', 'region', 'mfa', 'source'] as const;

const cell = (summary: ProfileSummary, column: (typeof COLUMNS)[number]) =>
  (column === 'mfa' ? summary.mfa && 'yes' : summary[column]) ?? '-';

const row = (profile: Profile, files: AwsFiles) => [
  profile.name,
  ...COLUMNS.map((column) => cell(summarize(profile, files), column)),
];

const json = (profile: Profile, files: AwsFiles) => {
  const { name, file, line } = profile;
  return { profile: name, ...summarize(profile, files), file, line };
};

const noProfiles = ({ files }: Profiles) =>
  new AssumeError(`There are no profiles, neither in ${files.config} nor in ${files.credentials}.`, {
    exitCode: EXIT.configuration,
    hints: [
      ['aws configure', 'makes the first one'],
      ['assume demo', 'shows all this with sample profiles'],
    ],
  });

export default class List extends Command {
  static override summary = 'Show the profiles: account, role, region, MFA, source';
  static override examples = ['assume list', 'assume list --json'];
  static override flags = {
    json: boolean({ summary: 'As JSON, with the place where each profile stands' }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(List);
    const found = loadProfiles(realWorld);
    const profiles = [...found.profiles.values()];
    if (flags.json)
      return write(
        1,
        `${JSON.stringify(
          profiles.map((profile) => json(profile, found.files)),
          null,
          2,
        )}\n`,
      );
    if (profiles.length === 0) throw noProfiles(found);
    const { bold } = await colors(1, realWorld.env);
    const header = ['PROFILE', ...COLUMNS.map((column) => column.toUpperCase())];
    const [first = '', ...lines] = formatTable([header, ...profiles.map((profile) => row(profile, found.files))]).split(
      '\n',
    );
    write(1, [bold(first), ...lines].join('\n'));
  }
}

import { loadProfiles } from '../assume';
import { misconfigured } from '../errors';
import type { Handler } from '../outcome';
import { type ProfileSummary, summarize } from '../profiles/kind';
import type { AwsFiles, Profile, Profiles } from '../profiles/types';
import { colors } from '../terminal/output';
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
  misconfigured(
    `No profiles in ${files.config} or ${files.credentials}.`,
    ['aws configure', 'Create one'],
    ['assume demo', 'Try sample profiles'],
  );

/**
 * `assume list`: the profiles as a table, or as JSON.
 * @throws AssumeError (exit 3) if the AWS files can't be read, or if there are no profiles for a table
 */
export const list: Handler<{ readonly json?: boolean }> = async ({ options }, context) => {
  const found = loadProfiles(context);
  const profiles = [...found.profiles.values()];
  if (options.json) {
    const text = JSON.stringify(
      profiles.map((profile) => json(profile, found.files)),
      null,
      2,
    );
    return { kind: 'text', text: `${text}\n` };
  }
  if (profiles.length === 0) throw noProfiles(found);
  const { bold } = await colors(1, context.env);
  const header = ['PROFILE', ...COLUMNS.map((column) => column.toUpperCase())];
  const rows = profiles.map((profile) => row(profile, found.files));
  return { kind: 'text', text: formatTable([header, ...rows], bold) };
};

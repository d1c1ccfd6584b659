import { misconfigured } from '../../errors';
import type { Handler } from '../../outcome';
import { detailsOf, summarize } from '../../profiles/kind';
import type { Profiles } from '../../profiles/types';
import { drawTable, tabSeparated } from '../../terminal/columns';
import { screenFor } from '../../terminal/layout';
import { isUtf8 } from '../../terminal/width';
import { filterRows } from './filter';
import { forPeople, forPrograms, type Listed, listed } from './listed';
import { treeOf } from './tree';

/** The options of `assume list`. */
export interface ListOptions {
  readonly json?: boolean;
  readonly tree?: boolean;
}

const noProfiles = ({ files }: Profiles) =>
  misconfigured(
    `No profiles in ${files.config} or ${files.credentials}.`,
    ['aws configure', 'Create one'],
    ['assume demo', 'Try sample profiles'],
  );

const noMatch = (words: readonly string[]) =>
  misconfigured(`No profile matches ${words.map((word) => `"${word}"`).join(' ')}.`, ['assume list', 'Run']);

function json(rows: readonly Listed[], { files }: Profiles): string {
  const members = rows.map(({ profile, isCurrent, until }) => ({
    profile: profile.name,
    ...summarize(profile, files),
    ...detailsOf(profile, files),
    ...(isCurrent && { current: true }),
    ...(until && { expiration: until.toISOString() }),
    file: profile.file,
    line: profile.line,
  }));
  return `${JSON.stringify(members, null, 2)}\n`;
}

/**
 * `assume list [FILTER...]`: the profiles as a table, as tab-separated values if stdout isn't a terminal, as a tree, or as JSON.
 * In a table on a terminal, what matches the filter best comes first; all else is in the order of the files.
 * @throws AssumeError (exit 3) if the AWS files can't be read, or if there is nothing to list; JSON is then an empty array
 */
export const list: Handler<ListOptions> = async ({ names, options }, context) => {
  // From the file of `dist/` that is running already.
  const [{ loadProfiles }, { usableUntil }] = await Promise.all([
    import('../../completion/loadProfiles'),
    import('./usableUntil'),
  ]);
  const { env } = context;
  const profiles = loadProfiles(context);
  const all = listed(profiles, usableUntil(profiles, context), context);
  const screen = await screenFor(env);
  const isTable = screen.isTerminal && !options.json && !options.tree;
  const found = await filterRows(all, names, isTable ? 'best' : 'given');
  if (options.json) return { kind: 'text', text: json(found, profiles) };
  if (found.length === 0) throw all.length === 0 ? noProfiles(profiles) : noMatch(names);
  const now = context.now();
  if (!isTable && !options.tree) return { kind: 'text', text: tabSeparated(...forPrograms(found, now)) };
  const rows = options.tree
    ? treeOf(all, found, profiles, isUtf8(env) ? 'box' : 'ascii')
    : found.map((row) => ({ row, name: row.name }));
  return { kind: 'text', text: drawTable(...forPeople(rows, { ...screen, now, profiles }), screen) };
};

import type { Context } from '../../context';
import type { Env } from '../../platform/env';
import { colorOf } from '../../profiles/color';
import { type ProfileSummary, summarize } from '../../profiles/kind';
import type { Profile, Profiles } from '../../profiles/types';
import type { Cell, Column } from '../../terminal/columns';
import { paint, paintProfile, SOON, SOON_SGR } from '../../terminal/profileColor';
import { formatSpan } from '../../util/time';
import type { UsableUntil } from './usableUntil';

/** A profile as it is listed. */
export interface Listed extends ProfileSummary {
  readonly name: string;
  readonly profile: Profile;
  /** Whether this shell has assumed it. */
  readonly isCurrent: boolean;
  /** When its credentials end: those of this shell, else those that assuming it would take from the cache. */
  readonly until?: Date | undefined;
}

/** When the credentials of this shell end; `undefined` if they don't, as far as it says. */
const endOf = ({ ASSUME_EXPIRES: seconds = '' }: Env) =>
  /^\d+$/.test(seconds) ? new Date(Number(seconds) * 1000) : undefined;

/** The profiles as they are listed. */
export function listed(profiles: Profiles, usableUntil: UsableUntil, { env }: Pick<Context, 'env'>): Listed[] {
  return [...profiles.profiles.values()].map((profile): Listed => {
    const { name } = profile;
    const summary = summarize(profile, profiles.files);
    const isCurrent = name === env.ASSUME_PROFILE;
    const until = isCurrent ? endOf(env) : usableUntil(profile, summary);
    return { name, profile, isCurrent, until, ...summary };
  });
}

/** The columns, and how they make room: the source leaves first, then the region. */
const COLUMNS: readonly Column[] = [
  { title: 'PROFILE', cutTo: 10 },
  { title: 'ACCOUNT', late: 3 },
  { title: 'ROLE', cutTo: 6, late: 1 },
  { title: 'REGION', early: 2 },
  { title: 'MFA', early: 4 },
  { title: 'SOURCE', early: 1 },
  { title: 'ACCOUNT NAME', early: 3 },
  { title: 'LEFT', late: 2 },
];

const yes = (is: boolean) => (is ? 'yes' : '');

const factsOf = ({ account = '', role = '', region = '', mfa, source = '', accountName = '' }: ProfileSummary) => [
  account,
  role,
  region,
  yes(mfa !== undefined),
  source,
  accountName,
];

const secondsLeft = (until: Date, now: Date) => Math.floor((until.getTime() - now.getTime()) / 1000);

/** For programs: the columns, and a row for each profile. What isn't known is empty; the time left is in minutes. */
export const forPrograms = (rows: readonly Listed[], now: Date): [readonly Column[], readonly string[][]] => [
  [...COLUMNS.slice(0, -1), { title: 'MINUTES LEFT' }, { title: 'CURRENT' }],
  rows.map((row) => {
    const left = row.until === undefined ? '' : String(Math.max(0, Math.floor(secondsLeft(row.until, now) / 60)));
    return [row.name, ...factsOf(row), left, yes(row.isCurrent)];
  }),
];

/** How rows look. */
export interface Look {
  readonly isColored: boolean;
  readonly now: Date;
  readonly profiles: Profiles;
}

/** A row to show, and where it hangs in a tree. */
export interface Shown {
  /** Absent for what isn't a profile, such as a sign-in. */
  readonly row?: Listed | undefined;
  readonly name: string;
  /** The branches that lead to it. */
  readonly branches?: string;
  readonly note?: string;
}

function timeCell({ until, isCurrent }: Listed, { isColored, now }: Look): Cell {
  if (until === undefined) return '';
  const left = secondsLeft(until, now);
  const text = left > 0 ? formatSpan(left) : 'expired';
  const isSoon = isCurrent && isColored && left < SOON;
  return isSoon ? { text, paint: (shown) => paint(shown, SOON_SGR) } : text;
}

/** For people: the columns, and a row of cells for each profile. `*` marks the current one, `!` production without colors. */
export function forPeople(all: readonly Shown[], look: Look): [readonly Column[], readonly (readonly Cell[])[]] {
  const colors = all.map(({ row }) => row && colorOf(row.name, look.profiles));
  const margins = [
    all.map(({ row }) => row?.isCurrent && '*'),
    colors.map((color) => !look.isColored && color === 'red' && '!'),
  ].filter((marks) => marks.some(Boolean));
  const marginAt = (at?: number) =>
    margins.length > 0 ? `${margins.map((marks) => (at !== undefined && marks[at]) || ' ').join('')} ` : '';
  const [first, ...others] = COLUMNS as [Column, ...Column[]];
  const rows = all.map(({ row, name, branches = '', note }, at): Cell[] => {
    const before = marginAt(at) + branches;
    const paintName = (text: string) => (look.isColored ? paintProfile(text, colors[at], true) : text);
    const cell = { text: name, before, paint: paintName, ...(note !== undefined && { after: ` (${note})` }) };
    return row ? [cell, ...factsOf(row), timeCell(row, look)] : [cell];
  });
  return [[{ ...first, title: marginAt() + first.title }, ...others], rows];
}

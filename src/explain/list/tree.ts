import { assumesRole, CREDENTIAL_SOURCES, detailsOf, SOURCE_LABELS, staticKey } from '../../profiles/kind';
import type { Profile, Profiles } from '../../profiles/types';
import type { Listed, Shown } from './listed';

/** Something that credentials come from: a profile, or what isn't one. */
interface Node {
  /** Tells it from all others. */
  readonly key: string;
  readonly name: string;
  readonly row?: Listed | undefined;
  readonly note?: string;
}

/** How a branch is drawn: to another child, to the last one, and beside what hangs on either. */
const BRANCHES = {
  box: ['├─ ', '└─ ', '│  ', '   '],
  ascii: ['|- ', '`- ', '|  ', '   '],
} as const;

type Rows = ReadonlyMap<string, Listed>;

const targetNode = (row: Listed): Node => ({ key: `profile ${row.name}`, name: row.name, row });

/** The access key of a profile that also assumes a role: it signs for others, and for that role if the profile names itself. */
const keyNode = ({ name }: Profile): Node => ({ key: `key ${name}`, name, note: SOURCE_LABELS.static });

/** A sign-in to IAM Identity Center. */
function signInNode({ settings }: Profile, { ssoSessions }: Profiles): Node | undefined {
  const session = settings.get('sso_session')?.value;
  const name = session || settings.get('sso_start_url')?.value;
  if (!name) return undefined;
  const isMissing = session && !ssoSessions.has(session);
  return { key: `sso ${name}`, name, note: isMissing ? 'sso-session not found' : SOURCE_LABELS.sso };
}

/** What a role is assumed with, by the rules of a plan (`plan/chain.ts`). */
function sourceNode(profile: Profile, rows: Rows): Node {
  const source = profile.settings.get('source_profile')?.value;
  const other = profile.settings.get('credential_source')?.value;
  if (source !== undefined && other !== undefined) return { key: 'both', name: 'source_profile and credential_source' };
  if (other !== undefined) {
    const kind = CREDENTIAL_SOURCES.get(other);
    return { key: `source ${other}`, name: kind ? SOURCE_LABELS[kind] : other, ...(!kind && { note: 'unknown' }) };
  }
  if (!source) return { key: 'none', name: 'no source profile' };
  const row = rows.get(source);
  if (!row) return { key: `missing ${source}`, name: source, note: 'not found' };
  const hasBoth = assumesRole(row.profile, 'target') && !assumesRole(row.profile, 'source');
  return hasBoth && staticKey(row.profile) ? keyNode(row.profile) : targetNode(row);
}

function parentOf({ profile }: Listed, rows: Rows, profiles: Profiles): Node | undefined {
  if (assumesRole(profile, 'target')) return sourceNode(profile, rows);
  return detailsOf(profile, profiles.files).sourceKind === 'sso' ? signInNode(profile, profiles) : undefined;
}

/** Who assumes whom. */
interface Family {
  /** What each profile's role is assumed with; absent for a profile with credentials of its own. */
  readonly parents: ReadonlyMap<string, Node>;
  /** What hangs on each node, in the order of the files. */
  readonly children: ReadonlyMap<string, readonly Node[]>;
  /** The nodes that hang on nothing. */
  readonly roots: readonly Node[];
}

function familyOf(all: readonly Listed[], profiles: Profiles): Family {
  const rows = new Map(all.map((row) => [row.name, row]));
  const nodes = all.map(targetNode);
  const parents = new Map<string, Node>();
  const children = new Map<string, Node[]>();
  const roots = new Map<string, Node>();
  for (const [at, row] of all.entries()) {
    const node = nodes[at] as Node;
    const parent = parentOf(row, rows, profiles);
    if (!parent) roots.set(node.key, node);
    else {
      parents.set(node.key, parent);
      if (!parent.row) roots.set(parent.key, parent);
      children.set(parent.key, [...(children.get(parent.key) ?? []), node]);
    }
  }
  return { parents, children, roots: [...roots.values()] };
}

/** Where to begin with a node that hangs on no root: at the first of its loop that comes again on the way up. */
function loopStart(node: Node, { parents }: Family): Node {
  const seen = new Set<string>();
  let at = node;
  while (!seen.has(at.key)) {
    seen.add(at.key);
    at = parents.get(at.key) ?? at;
  }
  return at;
}

/** The nodes to show, by their keys: those wanted, and all that lead to them. */
function keysToShow(wanted: readonly Listed[], { parents }: Family): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const row of wanted) {
    for (let node: Node | undefined = targetNode(row); node && !keys.has(node.key); node = parents.get(node.key)) {
      keys.add(node.key);
    }
  }
  return keys;
}

/**
 * The profiles from sources down to the roles that are assumed with them. A loop ends where its first profile would come again.
 * @param all every profile
 * @param wanted the profiles to show, with what they are assumed with
 */
export function treeOf(
  all: readonly Listed[],
  wanted: readonly Listed[],
  profiles: Profiles,
  style: keyof typeof BRANCHES,
): Shown[] {
  const family = familyOf(all, profiles);
  const keys = keysToShow(wanted, family);
  const [branch, lastBranch, beside, below] = BRANCHES[style];
  const drawn = new Set<string>();
  const draw = (node: Node, branches: string, indent: string): Shown[] => {
    if (drawn.has(node.key)) return [{ ...node, branches, note: 'loop' }];
    drawn.add(node.key);
    const shown = (family.children.get(node.key) ?? []).filter(({ key }) => keys.has(key));
    return [
      { ...node, branches },
      ...shown.flatMap((child, at) => {
        const isLast = at === shown.length - 1;
        return draw(child, indent + (isLast ? lastBranch : branch), indent + (isLast ? below : beside));
      }),
    ];
  };
  const roots = family.roots.filter(({ key }) => keys.has(key)).flatMap((root) => draw(root, '', ''));
  const loops = wanted.flatMap((row) => {
    const node = targetNode(row);
    return drawn.has(node.key) ? [] : draw(loopStart(node, family), '', '');
  });
  return [...roots, ...loops];
}

import type { Hint } from '../errors';
import type { ShellAnswer } from '../install/startup/types';
import { isOlder, versionOf } from '../install/upgradeScripts';
import { type Finding, type Installation, note, problem } from './types';

/** What is known of one shell. */
export interface Seen {
  readonly name: string;
  /** Of this program. */
  readonly version: string;
  readonly places: readonly Installation[];
  /** The block of ours in the file that a function came from; the last, since that is in force. */
  blockIn(source: string): string | undefined;
  /** `file:line` of an alias in the shell's own files, if it is there. */
  readonly aliasPlace: string | undefined;
}

/** What one kind of start found; `undefined` if it did not answer. */
export interface Start {
  readonly name: string;
  readonly finding: ShellAnswer | undefined;
}

const told = ({ file, line }: Installation) => `${file}:${line}`;

const installing = ({ name }: Seen, purpose: string): Hint => [`assume init ${name} --install`, purpose];

interface InForce {
  readonly version: string | undefined;
  readonly where: string;
  readonly isByHand: boolean;
}

const at = (place: Installation): InForce => ({
  version: place.version,
  where: told(place),
  isByHand: place.kind === 'by hand',
});

/** Of which version our function is, and from where; `undefined` if it is from no file. */
function inForce({ places, blockIn }: Seen, source: string): InForce | undefined {
  const place = places.findLast(({ file, kind }) => source === '' || (kind === 'by hand' && file === source));
  if (place) return at(place);
  const block = blockIn(source);
  return block === undefined ? undefined : { version: versionOf(block), where: source, isByHand: false };
}

/** Who renews it, and does that need to be? */
function aboutVersion(seen: Seen, who: string, { version, where, isByHand }: InForce): Finding[] {
  const text = `${who} has the function of ${version ?? 'an older version'} from ${where}`;
  if (version === undefined || isOlder(version, seen.version))
    return [problem(`${text}; this is ${seen.version}.`, installing(seen, 'renews it'))];
  if (isOlder(seen.version, version)) {
    const renewing: Hint = ['npm install -g assume-cli', 'brings the program up to date'];
    return [note(`${text}; this is ${seen.version}. Both keep working.`, renewing)];
  }
  const purpose = 'puts it where later versions renew it';
  return isByHand ? [note(`${text}, where nothing renews it.`, installing(seen, purpose))] : [];
}

function aboutOurs(seen: Seen, who: string, { source }: ShellAnswer): Finding[] {
  const found = inForce(seen, source);
  if (found) return aboutVersion(seen, who, found);
  return [note(`${who} makes the function anew whenever it starts, by a program.`, installing(seen, 'does without'))];
}

function aliasText({ aliasPlace }: Seen, { alias }: ShellAnswer): string {
  const value = alias.replace(/^alias assume=/, '');
  const maker = /^\W*(\.|source)\s.*assume/.test(value) ? ', as granted makes it' : '';
  return `an alias, ${value}${maker}${aliasPlace === undefined ? '' : ` (${aliasPlace})`}`;
}

/** Something else is called like the function. */
function aboutOther(seen: Seen, who: string, finding: ShellAnswer): Finding {
  const { kind, source } = finding;
  const other = `a ${kind} that is not ours${source === '' ? '' : `, from ${source}`}`;
  const text = `In ${who}, assume is ${kind === 'alias' ? aliasText(seen, finding) : other}.`;
  const hint: Hint =
    kind === 'alias'
      ? ['unalias assume', 'ends it for now; for good: take out the line that makes it']
      : ['type assume', 'shows it; take out what makes it'];
  return seen.places.length > 0 ? problem(text, hint) : note(text);
}

/** A line reads a script that is not there. */
const isEmpty = ({ kind, version }: Installation) => kind === 'line' && version === undefined;
const aboutEmpty = (seen: Seen, place: Installation) =>
  problem(`${told(place)} reads a script that is not there.`, installing(seen, 'puts it there'));

/** The files tell of the function, and it is not there. */
function aboutMissing(seen: Seen, who: string): Finding[] {
  const [place] = seen.places;
  if (!place) return [];
  if (isEmpty(place)) return [aboutEmpty(seen, place)];
  const text = `${who} has no function assume, though ${told(place)} tells of it: that file is not read, or not to that line.`;
  return [
    problem(
      text,
      installing(seen, `puts the line where ${seen.name} reads it; if it stands there already, look above it`),
    ),
  ];
}

/** What the files alone say, where the shell did not. */
function aboutFiles(seen: Seen): Finding[] {
  const place = seen.places.at(-1);
  if (!place) return [];
  return isEmpty(place) ? [aboutEmpty(seen, place)] : aboutVersion(seen, seen.name, at(place));
}

function aboutStart(seen: Seen, who: string, finding: ShellAnswer | undefined): Finding[] {
  if (!finding)
    return [note(`${who} did not answer within five seconds: its files alone were looked at.`), ...aboutFiles(seen)];
  if (finding.kind === 'function' && finding.isOurs) return aboutOurs(seen, who, finding);
  return ['', 'file'].includes(finding.kind) ? aboutMissing(seen, who) : [aboutOther(seen, who, finding)];
}

/** What is to be said about a shell. Starts that found the same are told of once. */
export function diagnose(seen: Seen, starts: readonly Start[]): Finding[] {
  if (starts.length === 0) return aboutFiles(seen);
  const remarks = starts.map(({ finding }) => aboutStart(seen, seen.name, finding));
  const areAlike = remarks.every((each) => JSON.stringify(each) === JSON.stringify(remarks[0]));
  if (areAlike) return remarks[0] ?? [];
  return starts.flatMap(({ name, finding }) => aboutStart(seen, `${name} of ${seen.name}`, finding));
}

import type { Hint } from '../errors';
import { isOlder, versionOf } from '../install/script';
import type { Finding } from '../shells/startup/types';
import { note, type Place, problem, type Remark } from './types';

/** What is known of one shell. */
export interface Seen {
  readonly name: string;
  /** Of this program. */
  readonly version: string;
  readonly places: readonly Place[];
  /** The block of ours in the file that a function came from; the last, since that is in force. */
  blockIn(source: string): string | undefined;
  /** `file:line` of an alias in the shell's own files, if it is there. */
  readonly aliasPlace: string | undefined;
}

/** What one kind of start found; `undefined` if it did not answer. */
export interface Start {
  readonly name: string;
  readonly finding: Finding | undefined;
}

const told = ({ file, line }: Place) => `${file}:${line}`;

const installing = ({ name }: Seen, purpose: string): Hint => [`assume init ${name} --install`, purpose];

/** Our function is there: of which version, and who renews it? */
function aboutOurs(seen: Seen, who: string, { source }: Finding): Remark[] {
  const block = seen.blockIn(source);
  if (block === undefined) {
    return [note(`${who} makes the function anew whenever it starts, by a program.`, installing(seen, 'does without'))];
  }
  const byHand = seen.places.findLast(({ file, kind }) => kind === 'by hand' && file === source);
  const [version, place] = [versionOf(block), byHand ? told(byHand) : source];
  const text = `${who} has the function of ${version ?? 'an older version'} from ${place}`;
  if (version === undefined || isOlder(version, seen.version))
    return [problem(`${text}; this is ${seen.version}.`, installing(seen, 'renews it'))];
  if (isOlder(seen.version, version)) {
    const renewing: Hint = ['npm install -g assume-cli', 'brings the program up to date'];
    return [note(`${text}; this is ${seen.version}. Both keep working.`, renewing)];
  }
  const purpose = 'puts a line there instead, and keeps the function up to date';
  return byHand ? [note(`${text}, where nothing renews it.`, installing(seen, purpose))] : [];
}

function aliasText({ aliasPlace }: Seen, { alias }: Finding): string {
  const value = alias.replace(/^alias assume=/, '');
  const maker = /^\W*(\.|source)\s.*assume/.test(value) ? ', as granted makes it' : '';
  return `an alias, ${value}${maker}${aliasPlace === undefined ? '' : ` (${aliasPlace})`}`;
}

/** Something else is called like the function. */
function aboutOther(seen: Seen, who: string, finding: Finding): Remark {
  const { kind, source } = finding;
  const other = `a ${kind} that is not ours${source === '' ? '' : `, from ${source}`}`;
  const text = `In ${who}, assume is ${kind === 'alias' ? aliasText(seen, finding) : other}.`;
  const hint: Hint =
    kind === 'alias'
      ? ['unalias assume', 'ends it for now; for good: take out the line that makes it']
      : ['type assume', 'shows it; take out what makes it'];
  return seen.places.length > 0 ? problem(text, hint) : note(text);
}

/** The files tell of the function, and it is not there. */
function aboutMissing(seen: Seen, who: string): Remark[] {
  const [place] = seen.places;
  if (!place) return [];
  if (place.kind === 'line' && place.version === undefined) {
    return [problem(`${told(place)} reads a script that is not there.`, installing(seen, 'puts it there'))];
  }
  const text = `${who} has no function assume, though ${told(place)} tells of it: that file is not read, or not to that line.`;
  return [
    problem(
      text,
      installing(seen, `puts the line where ${seen.name} reads it; if it stands there already, look above it`),
    ),
  ];
}

function aboutStart(seen: Seen, who: string, finding: Finding | undefined): Remark[] {
  if (!finding) return [note(`${who} did not answer within five seconds: its files alone were looked at.`)];
  if (finding.kind === 'function' && finding.isOurs) return aboutOurs(seen, who, finding);
  return ['', 'file'].includes(finding.kind) ? aboutMissing(seen, who) : [aboutOther(seen, who, finding)];
}

/** What is to be said about a shell. Starts that found the same are told of once. */
export function diagnose(seen: Seen, starts: readonly Start[]): Remark[] {
  const remarks = starts.map(({ finding }) => aboutStart(seen, seen.name, finding));
  const areAlike = remarks.every((each) => JSON.stringify(each) === JSON.stringify(remarks[0]));
  if (areAlike) return remarks[0] ?? [];
  return starts.flatMap(({ name, finding }) => aboutStart(seen, `${name} of ${seen.name}`, finding));
}

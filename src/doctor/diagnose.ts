import { version } from '../../package.json';
import type { Hint } from '../errors';
import { isOlder, versionOf } from '../install/initScript';
import type { ShellAnswer } from '../install/startup/shellAnswer';
import { type Finding, type Installation, note, problem } from './doctorReport';
import { aboutOther, leadsToOurs } from './otherAssume';

/** What a shell's files say. */
export interface ShellFiles {
  readonly installations: readonly Installation[];
  /** `file:line` of an alias `assume` in the shell's own files. */
  readonly aliasLocation: string | undefined;
  /** The script pasted into a file, if there is one; of several, the last, which is in force. */
  scriptIn(file: string): string | undefined;
}

/** What the shell itself said in one kind of startup. */
export interface StartupAnswer {
  /** `login` or `interactive`, where a shell has several kinds. */
  readonly mode: string | undefined;
  /** `undefined` if the shell didn't answer. */
  readonly answer: ShellAnswer | undefined;
}

/** Whether `assume` is the shell integration there, or leads to it. */
export const isLoaded = (answer: ShellAnswer): boolean =>
  (answer.kind === 'function' && answer.isOurs) || leadsToOurs(answer);

/** `login bash`, or just `zsh`. */
export const startupName = (shell: string, mode?: string): string => (mode === undefined ? shell : `${mode} ${shell}`);

/** One kind of startup, under the name that begins a sentence about it: `Login bash`, but `zsh`, as the command. */
interface Subject extends ShellFiles {
  readonly shell: string;
  readonly mode: string | undefined;
  readonly name: string;
}

const subjectOf = (shell: string, mode: string | undefined, files: ShellFiles): Subject => ({
  ...files,
  shell,
  mode,
  name: mode === undefined ? shell : startupName(shell, mode).replace(/^./, (first) => first.toUpperCase()),
});

const locationOf = ({ file, line }: Installation) => `${file}:${line}`;

const installHint = ({ shell }: Subject, label: string): Hint => [`assume init ${shell} --install`, label];

/** The script that a shell has loaded, or will load. */
interface LoadedScript {
  readonly version: string | undefined;
  readonly location: string;
  readonly isPasted: boolean;
}

const scriptOf = (installation: Installation): LoadedScript => ({
  version: installation.version,
  location: locationOf(installation),
  isPasted: installation.kind === 'by hand',
});

/** Which script defined the function. @param source the file, if the shell knows; `undefined` if it came from no file */
function loadedScript({ installations, scriptIn }: Subject, source: string): LoadedScript | undefined {
  const found = installations.findLast(({ file, kind }) => source === '' || (kind === 'by hand' && file === source));
  if (found) return scriptOf(found);
  const script = scriptIn(source);
  return script === undefined ? undefined : { version: versionOf(script), location: source, isPasted: false };
}

function compareVersions(subject: Subject, script: LoadedScript): Finding[] {
  const loaded = script.version === undefined ? 'an older assume' : `assume ${script.version}`;
  const text = `${subject.name} loads ${loaded} from ${script.location}`;
  if (script.version === undefined || isOlder(script.version, version)) {
    return [problem(`${text}; this is ${version}.`, installHint(subject, 'Upgrade it'))];
  }
  if (isOlder(version, script.version)) {
    const hint: Hint = ['npm install -g assume-cli', 'Upgrade the program'];
    return [note(`${text}; this is ${version}. Both keep working.`, hint)];
  }
  if (!script.isPasted) return [];
  return [note(`${text}, pasted by hand, so upgrades won't update it.`, installHint(subject, 'Replace it'))];
}

function aboutLoaded(subject: Subject, { source }: ShellAnswer): Finding[] {
  const script = loadedScript(subject, source);
  if (script) return compareVersions(subject, script);
  const text = `${subject.name} runs a program at every start to load assume.`;
  return [note(text, installHint(subject, 'Load it from a file'))];
}

/** Whether a line reads a script that doesn't exist. */
const isDangling = ({ kind, version: found }: Installation) => kind === 'line' && found === undefined;
const aboutDangling = (subject: Subject, installation: Installation) =>
  problem(`${locationOf(installation)} reads a script that doesn't exist.`, installHint(subject, 'Reinstall it'));

/** The files load `assume`, but the shell doesn't have it. */
function aboutMissing(subject: Subject): Finding[] {
  const { name, mode, shell, installations } = subject;
  const [installation] = installations;
  if (!installation) return [];
  if (isDangling(installation)) return [aboutDangling(subject, installation)];
  const location = locationOf(installation);
  const reason =
    mode === 'login' ? `login shells don't read ${location}` : `it doesn't read ${location}, or stops before that line`;
  return [
    problem(`${name} doesn't load assume: ${reason}.`, installHint(subject, `Install it where ${shell} reads it`)),
  ];
}

/** What the files alone say, if the shell itself says nothing. */
function aboutFiles(subject: Subject): Finding[] {
  const installation = subject.installations.at(-1);
  if (!installation) return [];
  return isDangling(installation)
    ? [aboutDangling(subject, installation)]
    : compareVersions(subject, scriptOf(installation));
}

function aboutStartup(subject: Subject, answer: ShellAnswer | undefined): Finding[] {
  if (!answer) {
    const text = `${subject.name} didn't start, or didn't answer within ten seconds; only its files were checked.`;
    return [note(text), ...aboutFiles(subject)];
  }
  const other = () => aboutOther({ ...subject, startup: startupName(subject.shell, subject.mode) }, answer);
  if (isLoaded(answer)) return [...(leadsToOurs(answer) ? [other()] : []), ...aboutLoaded(subject, answer)];
  return ['', 'file'].includes(answer.kind) ? aboutMissing(subject) : [other()];
}

/** Everything to say about a shell. What is the same in every kind of startup is reported once, for the shell as a whole. */
export function diagnose(shell: string, files: ShellFiles, answers: readonly StartupAnswer[]): Finding[] {
  const whole = subjectOf(shell, undefined, files);
  if (answers.length === 0) return aboutFiles(whole);
  const [first = [], ...others] = answers.map(({ answer }) => aboutStartup(whole, answer));
  if (others.every((each) => JSON.stringify(each) === JSON.stringify(first))) return first;
  return answers.flatMap(({ mode, answer }) => aboutStartup(subjectOf(shell, mode, files), answer));
}

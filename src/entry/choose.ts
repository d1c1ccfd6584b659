import { COMMAND_SPECS } from '../argv/commandManifest';
import { tokenize } from '../argv/tokenize';
import { argumentProblem, findFlag, type Tokens } from '../argv/tokens';
import { type KeptProfiles, readReadyList } from '../completion/profileList';
import { type ReadyProfile, readyProfiles } from '../completion/readyList';
import { queryFrom } from '../find/findable';
import { readUsage } from '../find/history';
import { beginsWith, containing } from '../find/seed';
import type { Env } from '../platform/env';
import { realFiles } from '../platform/files';
import { isTerminal } from '../platform/tty';
import { colorFor } from '../profiles/color';
import { NO_SETTINGS, readUserSettings } from '../profiles/userSettings';
import { sessionNames } from '../sessions/sessionFolder';
import { parseCall, type ShellCall } from '../shells/call';
import type { Look, PickerRequest } from '../terminal/picker/types';
import { keepProfiles } from './keptProfiles';
import { validSession } from './sessionFastPath';

/** The commands for which a profile can be chosen, and what Enter does there. */
const ACTIONS: Readonly<Record<string, string>> = { use: 'Assume', exec: 'Run', login: 'Sign in', plan: 'Plan' };

/** A command line that names its profile, or the exit status if nothing was chosen. */
export type Choice =
  | { readonly argv: readonly string[]; readonly kept?: KeptProfiles | undefined }
  | { readonly status: number };

/** As shells report Ctrl-C. */
const CANCELED = 130;

const ROLE_ARN = /^arn:[\w-]+:iam::/;

/** What is to be chosen. */
interface Question {
  readonly tokens: Tokens;
  readonly typed: string | undefined;
  readonly call: ShellCall | undefined;
}

/** Whether nothing is wrong but that several words stand in place of one: they all narrow the list. */
const isOnlyTooLong = ({ spec, flags, names, problem }: Tokens) =>
  problem === argumentProblem(spec, flags, names) && argumentProblem(spec, flags, names.slice(0, 1)) === undefined;

/** Where a profile can be chosen: a command that takes one, whose line is right so far, and that may ask. */
function questionOf(argv: readonly string[]): Question | undefined {
  const call = parseCall(argv);
  const tokens = tokenize(call ? call.words : argv);
  const { spec, question, problem, flags, names } = tokens;
  // Only the shell integration can change a shell, and it calls for nothing else.
  const isOffered = ACTIONS[spec.id] !== undefined && (spec.id === 'use') === (call?.kind === 'eval');
  const isSet = flags.some((flag) => ['role-arn', 'no-input'].includes(flag.spec.name));
  const isRight = problem === undefined || isOnlyTooLong(tokens);
  if (!isOffered || isSet || question || !isRight) return undefined;
  if (names.some((word) => word === '-' || ROLE_ARN.test(word))) return undefined;
  return { tokens, typed: names.length === 0 ? undefined : names.join(' '), call };
}

/** The same command line with a profile; as another command, without the flags that it doesn't have. */
function wordsFor(id: string, name: string, { flags, command }: Pick<Tokens, 'flags' | 'command'>): string[] {
  const spec = COMMAND_SPECS[id] as Tokens['spec'];
  const kept = flags.filter((flag) => findFlag(spec, `--${flag.spec.name}`));
  const words = kept.map(({ spec: { name: flag }, value }) => (value === true ? `--${flag}` : `--${flag}=${value}`));
  return [id, ...words, '--', name, ...(spec.takesCommand && command.length > 0 ? ['--', ...command] : [])];
}

/** What each row shows. */
function looks(env: Env, now: number): PickerRequest<ReadyProfile>['lookOf'] {
  let settings = NO_SETTINGS;
  let sessions: ReadonlySet<string> = new Set();
  try {
    settings = readUserSettings(realFiles, env);
    sessions = new Set(sessionNames(realFiles, env));
  } catch {
    // A command that needs them will say what is wrong.
  }
  const endOf = (name: string) => {
    try {
      return sessions.has(name) ? validSession(name, env, now)?.end : undefined;
    } catch {
      return undefined;
    }
  };
  const known = new Map<ReadyProfile, Look>();
  return (row) => {
    const end = known.has(row) ? undefined : endOf(row.name);
    const secondsLeft = end && end - Math.floor(now / 1000);
    const look = known.get(row) ?? { color: colorFor(row.name, row.color, settings), secondsLeft };
    known.set(row, look);
    return look;
  };
}

/** The query to begin with, and the command after `--` where the line names no profile before it; `undefined` if no row fits. */
function seedFor({ tokens, typed = '' }: Question, rows: readonly ReadyProfile[]) {
  const { ended, command } = tokens;
  if (typed !== '' && tokens.spec.takesCommand && ended)
    return { seed: '', seeded: rows, command: [typed, ...command] };
  const seed = queryFrom(typed);
  return { seed, seeded: containing(rows, seed), command };
}

/** The profiles: from the ready list, or else from the AWS files. */
async function profilesFor({ tokens }: Question, env: Env, packageRoot: string) {
  const noCache = tokens.flags.some((flag) => flag.spec.name === 'no-cache');
  const ready = noCache ? undefined : readReadyList(env, realFiles);
  if (ready) return { rows: ready, kept: undefined };
  const kept = await keepProfiles(env, packageRoot, noCache);
  return { rows: kept ? readyProfiles(kept.profiles) : [], kept };
}

/** What was used lately first, then the others in their order. */
function byUsage(rows: readonly ReadyProfile[], usage: ReadonlyMap<string, number>): ReadyProfile[] {
  const used = rows.filter(({ name }) => usage.has(name));
  used.sort((one, other) => (usage.get(other.name) ?? 0) - (usage.get(one.name) ?? 0));
  return [...used, ...rows.filter(({ name }) => !usage.has(name))];
}

/** What begins with a word of the query first, then the others, in their order. */
const beginningFirst = (rows: readonly ReadyProfile[], query: string): ReadyProfile[] => {
  const begins = new Set(rows.filter((row) => beginsWith(row, query)));
  return [...begins, ...rows.filter((row) => !begins.has(row))];
};

/**
 * Lets a person choose the profile on the terminal where a command line names none, or has a word that is part of what some
 * profiles are called. Anything else stays as it is, and so does every command line where there is no terminal.
 * @param argv the program's arguments
 */
export async function choose(argv: readonly string[], env: Env, packageRoot: string): Promise<Choice> {
  const question = questionOf(argv);
  if (!question || !(await isTerminal(0)) || !(await isTerminal(2))) return { argv };
  const { tokens, typed, call } = question;
  const { rows: all, kept } = await profilesFor(question, env, packageRoot);
  if (tokens.names.length === 1 && all.some(({ name }) => name === typed)) return { argv, kept };
  const now = Date.now();
  const usage = readUsage(env, realFiles, now);
  const rows = byUsage(tokens.spec.id === 'login' ? all.filter(({ signsIn }) => signsIn) : all, usage);
  const { seed, seeded, command } = seedFor(question, rows);
  if (seeded.length === 0) return { argv, kept };
  const ids = [...new Set([tokens.spec.id, 'plan'])];
  const isPlain = env.TERM === 'dumb' || tokens.flags.some((flag) => flag.spec.name === 'plain');
  const pick = isPlain
    ? (await import('../terminal/picker/numberedList')).pickByNumber
    : (await import('../terminal/picker/picker')).pick;
  const picked = await pick({
    rows,
    seed,
    seeded: seed === '' ? seeded : byUsage(beginningFirst(seeded, seed), usage),
    usage: (name) => usage.get(name) ?? 0,
    lookOf: looks(env, now),
    actions: ids.map((id) => ACTIONS[id] ?? id),
    canSuspend: call === undefined,
    env,
  });
  if (!picked) return { status: CANCELED };
  const words = wordsFor(ids[picked.action] ?? tokens.spec.id, picked.row.name, { ...tokens, command });
  return { argv: call ? [...argv.slice(0, 2), ...words] : words, kept };
}

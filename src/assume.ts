import { loadProfiles } from './completion/loadProfiles';
import { type Context, restrict } from './context';
import { announceBareKey } from './credentials/bareKeyNotice';
import { givenCode } from './credentials/mfaCodes';
import { resolveCredentials } from './credentials/resolveCredentials';
import { assumeChange, type EnvironmentChange } from './environment/change';
import { restoration } from './environment/restoration';
import { missingKey, priorEnvironment, requireRestorable } from './environment/restore';
import { requireStartable } from './environment/startable';
import { AssumeError, EXIT } from './errors';
import { recordUse } from './find/history';
import type { Handler, PickerOptions, Quiet } from './outcome';
import { newWarnings } from './plan/destination';
import { LIST_PROFILES, noProfile } from './plan/hints';
import { planFor } from './plan/plan';
import type { PlanRequest, RoleOptions } from './plan/request';
import type { Plan } from './plan/types';
import type { Env } from './platform/env';
import { atOneMoment, lookAtFiles, lookAtToken } from './sessions/evidence';
import { saveSession } from './sessions/saveSession';
import { valueDefect } from './shells/render';

/** How credentials are obtained, as the command line says it. */
export interface AssumeOptions extends RoleOptions {
  readonly mfaToken?: string | undefined;
  readonly refresh?: boolean | undefined;
  readonly noCache?: boolean | undefined;
  readonly noInput?: boolean | undefined;
}

/** Whether an option affects which credentials are obtained, or only how. */
const AFFECTS: Readonly<Record<keyof AssumeOptions, 'how' | 'which'>> = {
  region: 'which',
  duration: 'which',
  sessionName: 'which',
  externalId: 'which',
  tag: 'which',
  transitiveTag: 'which',
  sourceIdentity: 'which',
  policy: 'which',
  policyArn: 'which',
  roleArn: 'which',
  sourceProfile: 'which',
  longTerm: 'which',
  mfaToken: 'how',
  refresh: 'how',
  noCache: 'how',
  noInput: 'how',
};

const OPTION_NAMES = Object.keys(AFFECTS) as (keyof AssumeOptions)[];

const asksForThePlainProfile = (options: AssumeOptions) =>
  OPTION_NAMES.every((name) => options[name] === undefined || AFFECTS[name] === 'how');

/** `-` is the previous profile. */
function profileName(word: string, { ASSUME_PREVIOUS }: Env): string {
  if (word !== '-') return word;
  if (ASSUME_PREVIOUS) return ASSUME_PREVIOUS;
  throw new AssumeError('No previous profile in this shell.', {
    exitCode: EXIT.configuration,
    hints: [LIST_PROFILES],
  });
}

/** What a plan is made for. */
export const planRequest = (
  name: string | undefined,
  options: RoleOptions,
  { env, files, command }: Pick<Context, 'env' | 'files' | 'command'>,
): PlanRequest => ({
  name: name === undefined ? undefined : profileName(name, env),
  command,
  options,
  env: priorEnvironment(env),
  missingKey: missingKey(env),
  readFile: files.read,
});

/** A plan, and the environment change that puts its credentials into a shell. */
export interface Resolved {
  readonly plan: Plan;
  readonly change: EnvironmentChange;
}

/**
 * Obtains the credentials of a profile.
 * @param name a profile, `-` for the previous one, or the ARN of a role; absent if `roleArn` names it
 * @throws AssumeError
 */
export async function credentialsFor(
  name: string | undefined,
  options: AssumeOptions,
  context: Context,
): Promise<Resolved> {
  if (name === undefined && options.roleArn === undefined) throw noProfile(['assume help', 'Show all commands']);
  const code = givenCode(options.mfaToken);
  const allowed = restrict(context, options);
  const savesSession = allowed.cache !== undefined && asksForThePlainProfile(options);
  // Both look at the AWS files before they are read: once is enough.
  const first = atOneMoment(allowed);
  const files = savesSession ? lookAtFiles(first) : undefined;
  const profiles = loadProfiles(first);
  const request = planRequest(name, options, context);
  const plan = planFor(profiles, request);
  const evidence = lookAtToken(files, plan, allowed);
  await announceBareKey(plan, context);
  const credentials = await resolveCredentials(plan, { code, refresh: options.refresh }, allowed, {
    profiles,
    request,
  });
  const change = assumeChange(context.env, { ...plan, credentials });
  requireStartable(context.env, change);
  saveSession({ plan, credentials, evidence }, profiles, allowed);
  for (const warning of newWarnings(plan, context.env)) context.notify(warning);
  return { plan, change };
}

/** Why the shell that changes can't set a variable to this value. */
const defectIn = (value: string, { shell }: Pick<Context, 'shell'>) => shell && valueDefect(value, shell.dialect);

/**
 * The environment change that puts a profile's credentials into a shell.
 * @throws AssumeError, before anything has changed
 */
export async function changeFor(
  name: string | undefined,
  options: AssumeOptions,
  context: Context,
): Promise<EnvironmentChange> {
  requireRestorable(context.env, (value) => defectIn(value, context)); // before anyone is prompted for a code
  return (await credentialsFor(name, options, context)).change;
}

/**
 * `assume PROFILE`, `assume use PROFILE`. Each is a use that the picker remembers; `exec` and `export`, often in loops, aren't.
 */
export const use: Handler<AssumeOptions & Quiet & PickerOptions> = async ({ names: [name], options }, context) => {
  const change = await changeFor(name, options, context);
  const { env, files, now } = context;
  const profile = new Map(change).get('ASSUME_PROFILE');
  const finish = () => profile && !options.noCache && recordUse(profile, env, files, now().getTime());
  return { kind: 'change', change, quiet: options.quiet, finish };
};

/** `assume off`: the change that restores the environment from before the first assume. */
export const off: Handler<Quiet> = ({ options: { quiet } }, context) => ({
  kind: 'change',
  quiet,
  ...restoration(context.env, (value) => defectIn(value, context)),
});

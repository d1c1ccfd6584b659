import { planRequest } from '../assume';
import { loadProfiles } from '../completion/loadProfiles';
import type { Context } from '../context';
import type { Handler, PickerOptions } from '../outcome';
import { draftPlan } from '../plan/plan';
import type { RoleOptions } from '../plan/request';
import type { Plan } from '../plan/types';
import { colors } from '../terminal/output';
import { formatRows } from '../terminal/table';
import { explain } from './explain';
import { oneLiner } from './oneLiner/oneLiner';
import { type PlanCache, signedInUntil } from './prompts';
import { textRows } from './text';

/** The options of `assume plan`. */
export interface PlanOptions extends RoleOptions, PickerOptions {
  readonly json?: boolean | undefined;
  /** The shell to print a line for: a name in `LINE_SHELLS`. */
  readonly oneLiner?: string | undefined;
}

const planCache = ({ cache, now, files, env }: Context): PlanCache => ({
  cache,
  now,
  env,
  files,
  signedInUntil: signedInUntil(files, env, now),
});

/**
 * `assume plan PROFILE`: explains how a profile's credentials are obtained, and reports every problem. It prompts for
 * nothing, and sends and writes nothing. The exit status is that of the first problem.
 * @throws AssumeError (exit 2 or 3) for a request that can't be planned at all, or a plan without a one-liner
 */
export const plan: Handler<PlanOptions> = async ({ names: [name], options }, context) => {
  const { json, oneLiner: shell, plain: _, noInput: __, ...roleOptions } = options;
  const profiles = loadProfiles({ ...context, cache: undefined });
  const request = planRequest(name, roleOptions, context);
  const draft = draftPlan(profiles, request);
  const [first] = draft.problems;
  if (shell !== undefined && first === undefined) {
    const { line, notes } = oneLiner(draft.plan as Plan, shell, profiles);
    for (const note of notes) context.notify(note);
    return { kind: 'text', text: `${line}\n` };
  }
  const explanation = explain(draft, request, profiles, planCache(context));
  const status = first?.exitCode ?? 0;
  if (json) return { kind: 'text', text: `${JSON.stringify(explanation, null, 2)}\n`, status };
  if (shell !== undefined || !draft.plan) return { kind: 'text', text: '', status, problems: draft.problems };
  const rows = textRows(explanation, { now: context.now(), env: context.env });
  const text = formatRows(rows, process.stdout.columns || 80, await colors(1, context.env));
  return { kind: 'text', text, status, problems: draft.problems };
};

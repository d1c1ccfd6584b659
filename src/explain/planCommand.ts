import { loadProfiles, planRequest } from '../assume';
import type { Context } from '../context';
import type { Handler } from '../outcome';
import { draftPlan } from '../plan/plan';
import type { RoleOptions } from '../plan/planRequest';
import type { Plan } from '../plan/types';
import { homeFolder } from '../platform/home';
import { colors } from '../terminal/output';
import { formatRows } from '../terminal/table';
import { explain } from './explain';
import { oneLiner } from './oneLiner/oneLiner';
import { type Kept, signedInUntil } from './prompts';
import { textRows } from './text';

/** How a plan is shown, besides what it is made from. */
export interface PlanOptions extends RoleOptions {
  readonly json?: boolean | undefined;
  /** The shell to write the plan for, as one line to paste. */
  readonly oneLiner?: string | undefined;
}

const asKept = ({ cache, now, files, env }: Context): Kept => ({
  cache,
  now,
  signedInUntil: signedInUntil(files, env, now),
});

/**
 * `assume plan PROFILE`: how the credentials of a profile would be obtained, and everything that is wrong with it. Nothing
 * is prompted for, sent or written. The exit status is that of the first problem.
 */
export const plan: Handler<PlanOptions> = async ({ names: [name], options }, context) => {
  const { json, oneLiner: shell, ...roleOptions } = options;
  const profiles = loadProfiles({ ...context, cache: undefined });
  const request = planRequest(name, roleOptions, context);
  const draft = draftPlan(profiles, request);
  const [first] = draft.problems;
  if (shell !== undefined && first === undefined) {
    const { line, notes } = oneLiner(draft.plan as Plan, shell, profiles);
    for (const note of notes) context.notify(note);
    return { kind: 'text', text: `${line}\n` };
  }
  const explanation = explain(draft, request, profiles, asKept(context));
  const status = first?.exitCode ?? 0;
  if (json) return { kind: 'text', text: `${JSON.stringify(explanation, null, 2)}\n`, status };
  if (shell !== undefined || !draft.plan) return { kind: 'text', text: '', status, problems: draft.problems };
  const rows = textRows(explanation, { now: context.now(), home: homeFolder(context.env) });
  const text = formatRows(rows, process.stdout.columns || 80, await colors(1, context.env));
  return { kind: 'text', text, status, problems: draft.problems };
};

import { string as argument } from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import { boolean, string as option } from '@oclif/core/flags';
import { loadProfiles, requestOf } from '../assume';
import { realWorld, type World } from '../context';
import { explain } from '../explain/explain';
import { LINE_SHELLS, oneLiner } from '../explain/oneLiner/oneLiner';
import type { Kept } from '../explain/prompts';
import { signedInUntil } from '../explain/prompts';
import { textRows } from '../explain/text';
import { draftPlan } from '../plan/plan';
import type { Draft } from '../plan/planRequest';
import type { Plan as FullPlan } from '../plan/types';
import { homeFolder } from '../platform/home';
import type { Profiles } from '../profiles/types';
import { colors } from '../terminal/color';
import { notify, write } from '../terminal/output';
import { report } from '../terminal/report';
import { formatRows } from '../terminal/table';
import { PLAN_FLAGS } from './flags';

/** Nothing is written, not even the list that TAB reads. */
const profilesAsTheyAre = () => loadProfiles({ ...realWorld, cache: undefined });

const asKept = ({ cache, now, files, env }: World): Kept => ({
  cache,
  now,
  signedInUntil: signedInUntil(files, env, now),
});

/** Every problem, as if it had ended an assume. @returns the first one's exit status, or 0 */
async function reportAll({ problems }: Draft): Promise<number> {
  const statuses: number[] = [];
  for (const problem of problems) statuses.push(await report(problem, realWorld.env));
  return statuses[0] ?? 0;
}

function printLine(plan: FullPlan, shell: string, profiles: Profiles): void {
  const { line, notes } = oneLiner(plan, shell, profiles);
  for (const note of notes) notify(note);
  write(1, `${line}\n`);
}

export default class Plan extends Command {
  static override summary = 'Show how the credentials of a profile come about, and what is wrong with it';
  static override description = 'Nothing is asked, sent or changed.';
  static override examples = ['assume plan prod', 'assume plan prod --json', 'assume plan prod --one-liner bash'];
  static override args = {
    profile: argument({ description: 'Name of the profile', ignoreStdin: true }),
  };
  static override flags = {
    ...PLAN_FLAGS,
    json: boolean({ summary: 'As JSON', exclusive: ['one-liner'] }),
    'one-liner': option({
      options: [...LINE_SHELLS],
      helpValue: '<shell>',
      summary: 'As one line to paste where there is the AWS CLI and no assume: bash, zsh, sh, fish, powershell',
    }),
  };

  /** @returns the exit status: that of the first problem */
  override async run(): Promise<number> {
    const { args, flags } = await this.parse(Plan);
    const { 'one-liner': shell, json, ...roleFlags } = flags;
    const profiles = profilesAsTheyAre();
    const request = requestOf(args.profile, roleFlags, realWorld);
    const draft = draftPlan(profiles, request);
    const [first] = draft.problems;
    if (shell !== undefined && first === undefined) {
      printLine(draft.plan as FullPlan, shell, profiles);
      return 0;
    }
    const explanation = explain(draft, request, profiles, asKept(realWorld));
    if (json) {
      write(1, `${JSON.stringify(explanation, null, 2)}\n`);
      return first?.exitCode ?? 0;
    }
    if (shell === undefined && draft.plan) {
      const rows = textRows(explanation, { now: realWorld.now(), home: homeFolder(realWorld.env) });
      write(1, formatRows(rows, process.stdout.columns || 80, await colors(1, realWorld.env)));
    }
    return reportAll(draft);
  }
}

import { version } from '../../package.json';
import type { Context } from '../context';
import { EXIT } from '../errors';
import type { Handler } from '../outcome';
import { pathOf } from '../platform/programs';
import { SHELLS } from '../shells/table';
import { showProgress } from '../terminal/progress';
import { lookForPrograms } from './assumePrograms';
import { awsRemarks, cacheRemarks, clockRemarks } from './fileChecks';
import { inspectShell } from './inspectShell';
import { reportText } from './reportText';
import { problemsOf, type Report } from './types';

/** Looks at every shell of this machine, all at the same time, and at what `assume` needs besides. */
export async function examine(context: Context): Promise<Report> {
  const { env, packageRoot } = context;
  const looks = (await Promise.all(SHELLS.map((shell) => inspectShell(shell, env)))).flatMap((each) => each ?? []);
  const paths = looks.flatMap((each) => each.paths);
  const { programs, remarks } = await lookForPrograms([['', pathOf(env)], ...paths], packageRoot);
  return {
    version,
    node: process.version,
    shells: looks.map(({ report }) => report),
    programs,
    remarks: [...remarks, ...awsRemarks(context), ...cacheRemarks(env), ...clockRemarks(context)],
  };
}

/** `assume doctor`: the state of every shell's integration, as text or as JSON. The exit status is 1 if there are problems. */
export const doctor: Handler<{ readonly json?: boolean }> = async ({ options }, context) => {
  const report = await showProgress('assume: asking the shells', examine(context));
  const text = options.json ? `${JSON.stringify(report, null, 2)}\n` : await reportText(report, context.env);
  return { kind: 'text', text, status: problemsOf(report).length === 0 ? 0 : EXIT.failure };
};

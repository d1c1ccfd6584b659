import { version } from '../../package.json';
import type { World } from '../context';
import { pathOf } from '../platform/programs';
import { SHELLS } from '../shells/table';
import { lookForPrograms } from './assumePrograms';
import { awsRemarks, cacheRemarks, clockRemarks } from './fileChecks';
import { inspectShell } from './inspectShell';
import type { Report } from './types';

/** Looks at every shell of this machine, all at the same time, and at what `assume` needs besides. */
export async function doctor(world: World): Promise<Report> {
  const { env } = world;
  const looks = (await Promise.all(SHELLS.map((shell) => inspectShell(shell, env)))).flatMap((each) => each ?? []);
  const paths = looks.flatMap((each) => each.paths);
  const { programs, remarks } = await lookForPrograms([['', pathOf(env)], ...paths]);
  return {
    version,
    node: process.version,
    shells: looks.map(({ report }) => report),
    programs,
    remarks: [...remarks, ...awsRemarks(world), ...cacheRemarks(env), ...clockRemarks(world)],
  };
}

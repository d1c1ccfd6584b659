import { version } from '../../package.json';
import { pathOf } from '../install/programs';
import { SHELLS } from '../shells/table';
import type { World } from '../world';
import { awsRemarks, cacheRemarks, clockRemarks } from './files';
import { look } from './look';
import { lookForPrograms } from './programs';
import type { Report } from './types';

/** Looks at every shell of this machine, all at the same time, and at what `assume` needs besides. */
export async function doctor(world: World): Promise<Report> {
  const { env } = world;
  const looks = (await Promise.all(SHELLS.map((shell) => look(shell, env)))).flatMap((each) => each ?? []);
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

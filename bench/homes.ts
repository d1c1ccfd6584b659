import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningDemo as Setup } from '../src/demo/startDemo';

/** A home folder with so many profiles. */
export interface BenchHome {
  readonly count: string;
  readonly env: NodeJS.ProcessEnv;
  /** Throws away all that was kept of AWS's answers; what Node compiled stays. */
  forget(): void;
}

export const ROLE = 'arn:aws:iam::222233334444:role/Developer';
const role = (name: string, region: string) =>
  `[profile ${name}]\nrole_arn = ${ROLE}\nsource_profile = me\n${region && `region = ${region}\n`}\n`;

function makeHome({ home }: Setup, count: string, config: string): BenchHome {
  const folder = join(home.folder, count);
  const aws = join(folder, '.aws');
  mkdirSync(aws, { recursive: true, mode: 0o700 });
  cpSync(join(home.folder, '.aws', 'credentials'), join(aws, 'credentials'));
  writeFileSync(join(aws, 'config'), config);
  const kept = [join(aws, 'cli', 'cache'), join(folder, '.cache', 'assume', 'sessions')];
  return {
    count,
    env: { ...home.env, HOME: folder },
    forget() {
      for (const path of kept) rmSync(path, { recursive: true, force: true });
    },
  };
}

const ME = '[profile me]\nregion = eu-west-1\n\n';

/** So many profiles of roles, `team-0` and on. */
export const teams = (count: number): string =>
  Array.from({ length: count }, (_, n) => role(`team-${n}`, 'eu-west-1')).join('');

/** In each, `prod` is a role behind an access key. Where it has no region, there is no session file of it. */
export const makeHomes = (demo: Setup): Record<'few' | 'many' | 'fewWithout' | 'manyWithout', BenchHome> => ({
  few: makeHome(demo, '2 profiles', ME + role('prod', 'eu-west-1')),
  many: makeHome(demo, '1,000 profiles', ME + role('prod', 'eu-west-1') + teams(998)),
  fewWithout: makeHome(demo, '2 profiles, no session file', ME + role('prod', '')),
  manyWithout: makeHome(demo, '1,000 profiles, no session file', ME + role('prod', '') + teams(998)),
});

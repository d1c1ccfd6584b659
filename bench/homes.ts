import { cpSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningDemo } from '../src/demo/startDemo';

/** A home folder with a number of profiles. */
export interface BenchHome {
  readonly count: string;
  readonly env: NodeJS.ProcessEnv;
  /** Removes cached credentials and session files; Node's compile cache stays. */
  forget(): void;
}

export const ROLE = 'arn:aws:iam::222233334444:role/Developer';
const role = (name: string, region: string) =>
  `[profile ${name}]\nrole_arn = ${ROLE}\nsource_profile = me\n${region && `region = ${region}\n`}\n`;

function makeHome({ home }: RunningDemo, count: string, config: string): BenchHome {
  const folder = join(home.folder, count);
  const aws = join(folder, '.aws');
  mkdirSync(aws, { recursive: true, mode: 0o700 });
  cpSync(join(home.folder, '.aws', 'credentials'), join(aws, 'credentials'));
  writeFileSync(join(aws, 'config'), config);
  // No session file is written for files that have just been edited.
  for (const name of ['config', 'credentials']) utimesSync(join(aws, name), 1e9, 1e9);
  const cached = [join(aws, 'cli', 'cache'), join(folder, '.cache', 'assume', 'sessions')];
  return {
    count,
    env: { ...home.env, HOME: folder },
    forget() {
      for (const path of cached) rmSync(path, { recursive: true, force: true });
    },
  };
}

const ME = '[profile me]\nregion = eu-west-1\n\n';

/** This many role profiles, from `team-0` on. */
export const teams = (count: number): string =>
  Array.from({ length: count }, (_, n) => role(`team-${n}`, 'eu-west-1')).join('');

/** In each, `prod` is a role whose source is an access key. Without a region, it gets no session file. */
export const makeHomes = (
  demo: RunningDemo,
): Record<'few' | 'many' | 'huge' | 'fewWithout' | 'manyWithout', BenchHome> => ({
  few: makeHome(demo, '2 profiles', ME + role('prod', 'eu-west-1')),
  many: makeHome(demo, '1,000 profiles', ME + role('prod', 'eu-west-1') + teams(998)),
  huge: makeHome(demo, '10,000 profiles', ME + role('prod', 'eu-west-1') + teams(9998)),
  fewWithout: makeHome(demo, '2 profiles, no session file', ME + role('prod', '')),
  manyWithout: makeHome(demo, '1,000 profiles, no session file', ME + role('prod', '') + teams(998)),
});

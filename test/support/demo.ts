import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type DemoHome, makeDemoHome } from '../../src/demo/home';
import { sampleWorld } from '../../src/demo/sample';
import { type Sts, startSts } from '../../src/demo/sts';
import type { World } from '../../src/demo/world';
import type { ShellName } from './shells';

const ROOT = resolve(__dirname, '../..');

/** The script of a shell, as `assume init` prints it. */
export const scriptOf = (shell: ShellName): string =>
  readFileSync(join(ROOT, 'shell', `assume.${shell === 'pwsh' ? 'ps1' : shell}`), 'utf8');

/** What a test in a real shell works on: the sample profiles, an STS of its own, and the built `assume` on the PATH. */
export interface Demo {
  readonly world: World;
  readonly sts: Sts;
  readonly home: DemoHome;
  readonly code: () => string;
  close(): Promise<void>;
}

/** Prints the environment that a program started from the shell gets, as one line of JSON. */
const DUMP = `#!/bin/sh\nexec '${process.execPath}' -e 'console.log(JSON.stringify(process.env))'\n`;

export async function openDemo(): Promise<Demo> {
  const world = sampleWorld();
  const sts = await startSts(world);
  const home = makeDemoHome(ROOT, world, sts, { PATH: process.env.PATH });
  const dump = join(home.folder, 'bin', 'dump-environment');
  writeFileSync(dump, DUMP);
  chmodSync(dump, 0o700);
  const serial = world.users.find(({ mfa }) => mfa)?.mfa?.serialNumber ?? '';
  return {
    world,
    sts,
    home,
    code: () => sts.mfaCode(serial),
    close: async () => {
      home.remove();
      await sts.close();
    },
  };
}

/** The environments that `dump-environment` printed, in order. */
export const dumps = (stdout: string): Record<string, string>[] =>
  stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

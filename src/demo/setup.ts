import type { Env } from '../platform/env';
import { type DemoHome, makeDemoHome } from './home';
import { sampleWorld } from './sample';
import { type Sts, startSts } from './sts';
import type { World } from './world';

/** A demo that runs: the sample world, an STS for it, and a home folder in which a shell finds both. */
export interface Setup {
  readonly world: World;
  readonly sts: Sts;
  readonly home: DemoHome;
  /** A code of the one MFA device there is, that will be accepted. */
  mfaCode(): string;
  /** Ends the STS and removes the home folder. */
  close(): Promise<void>;
}

/**
 * Sets a demo up.
 * @param root the package's folder, with `dist` and `shell` in it
 * @param env the environment to start from; nothing of AWS in it is passed on
 * @throws the system's error; then nothing is left running
 */
export async function setUp(root: string, env: Env): Promise<Setup> {
  const world = sampleWorld();
  const serial = world.users.find(({ mfa }) => mfa)?.mfa?.serialNumber ?? '';
  const sts = await startSts(world);
  try {
    const home = makeDemoHome(root, world, { url: sts.url, serial }, env);
    return {
      world,
      sts,
      home,
      mfaCode: () => sts.mfaCode(serial),
      async close() {
        home.remove();
        await sts.close();
      },
    };
  } catch (error) {
    await sts.close();
    throw error;
  }
}

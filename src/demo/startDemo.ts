import type { Env } from '../platform/env';
import type { AwsAccounts } from './aws/awsAccounts';
import { type FakeAws, startFakeAws } from './aws/fakeAws';
import { type DemoHome, makeDemoHome } from './demoHome';
import { sampleAccounts } from './sampleAccounts';

/** A running demo: the sample accounts, a fake AWS that serves them, and a home folder that points shells at it. */
export interface RunningDemo {
  readonly accounts: AwsAccounts;
  readonly aws: FakeAws;
  readonly home: DemoHome;
  /** A code of the one MFA device that will be accepted. @throws Error if every valid code was used */
  mfaCode(): string;
  /** Removes the home folder and stops the fake AWS. */
  close(): Promise<void>;
}

/**
 * Starts a demo.
 * @param root the package's folder, with `dist` and `shell` in it
 * @param env the environment to start from; its AWS variables aren't passed on
 * @throws the system's error, with nothing left running
 */
export async function startDemo(root: string, env: Env): Promise<RunningDemo> {
  const accounts = sampleAccounts();
  const serial = accounts.users.find(({ mfa }) => mfa)?.mfa?.serialNumber ?? '';
  const aws = await startFakeAws(accounts);
  try {
    const home = makeDemoHome(root, accounts, { url: aws.url, serial }, env);
    return {
      accounts,
      aws,
      home,
      mfaCode: () => aws.mfaCode(serial),
      async close() {
        home.remove();
        await aws.close();
      },
    };
  } catch (error) {
    await aws.close();
    throw error;
  }
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseKnownFiles } from '@aws-sdk/shared-ini-file-loader';
import type { Case, Flat } from './cases';

/** Runs in a new folder, which is removed afterwards. */
export async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'assume-profiles-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Everything that the SDK for JavaScript reads in two files: profiles, and other sections as `kind.name`. */
export const askSdk = ({ config, credentials }: Case): Promise<Flat> =>
  inFolder(async (folder) => {
    const paths = { configFilepath: join(folder, 'config'), filepath: join(folder, 'credentials') };
    writeFileSync(paths.configFilepath, config);
    writeFileSync(paths.filepath, credentials);
    return (await parseKnownFiles({ ...paths, ignoreCache: true })) as Flat;
  });

/** Only its profiles. */
export const askSdkForProfiles = async (texts: Case): Promise<Flat> =>
  Object.fromEntries(Object.entries(await askSdk(texts)).filter(([name]) => !/^(sso-session|services)\./.test(name)));

import type { Env } from '../env';
import { configFolder, dataFolder, homeFolder } from '../folders';
import { findBlocks, withoutBlocks } from '../shells/blocks';
import { ownFolder, type Startup, type Surroundings } from '../shells/startup/types';
import type { Shell } from '../shells/table';
import { openTextFile } from './textFile';

/** The user's folders and files. */
export function surroundings(env: Env): Surroundings {
  return {
    env,
    home: homeFolder(env),
    config: configFolder(env),
    data: dataFolder(env),
    platform: process.platform,
    read(path) {
      const { text } = openTextFile(path);
      return text === undefined ? undefined : withoutBlocks(text, findBlocks(text, path));
    },
  };
}

/** Where the script of a shell stands. */
export const scriptPath = ({ script }: Shell, startup: Startup, around: Surroundings): string =>
  startup.script?.(around) ?? `${ownFolder(around)}/${script}`;

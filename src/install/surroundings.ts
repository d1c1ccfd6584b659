import type { Env } from '../env';
import { configFolder, dataFolder, homeFolder } from '../folders';
import { findBlocks, withoutBlocks } from '../shells/blocks';
import type { Surroundings } from '../shells/startup/types';
import { openTextFile } from './textFile';

/** The user's folders and files. */
export function surroundings(env: Env): Surroundings {
  return {
    env,
    home: homeFolder(env),
    config: configFolder(env),
    data: dataFolder(env),
    read(path) {
      const { text } = openTextFile(path);
      return text === undefined ? undefined : withoutBlocks(text, findBlocks(text, path));
    },
  };
}

// Made by `npm run build` from the files of this folder.
import Demo from './demo';
import Export from './export';
import Init from './init';
import List from './list';
import Off from './off';
import Use from './use';

/** Every command, by the word that is typed. */
export const COMMANDS = { demo: Demo, export: Export, init: Init, list: List, off: Off, use: Use };

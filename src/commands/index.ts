// Made by `npm run build` from the files of this folder.
import Demo from './demo';
import Init from './init';
import List from './list';
import Login from './login';
import Off from './off';
import Use from './use';

/** Every command, by the word that is typed. */
export const COMMANDS = { demo: Demo, init: Init, list: List, login: Login, off: Off, use: Use };

// Made by `npm run build` from the files of this folder.
import Cache from './cache';
import Demo from './demo';
import Exec from './exec';
import Init from './init';
import List from './list';
import Login from './login';
import Off from './off';
import Use from './use';

/** Every command, by the word that is typed. */
export const COMMANDS = { cache: Cache, demo: Demo, exec: Exec, init: Init, list: List, login: Login, off: Off, use: Use };

// Made by `npm run build` from the files of this folder.
import Cache from './cache';
import Demo from './demo';
import Doctor from './doctor';
import Exec from './exec';
import Export from './export';
import Init from './init';
import List from './list';
import Login from './login';
import Off from './off';
import Plan from './plan';
import Use from './use';

/** Every command, by the word that is typed. */
export const COMMANDS = {
  cache: Cache,
  demo: Demo,
  doctor: Doctor,
  exec: Exec,
  export: Export,
  init: Init,
  list: List,
  login: Login,
  off: Off,
  plan: Plan,
  use: Use,
};

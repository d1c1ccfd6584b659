import { boolean } from '@oclif/core/flags';
import { Described } from './described';

export default class Cache extends Described {
  static override summary = 'List cached credentials';
  static override group = 'Set-up';
  static override handler = 'cache/cacheCommands#cache';
  static override aliases = ['cache:list'];
  static override examples = ['assume cache', 'assume cache --json'];
  static override flags = {
    json: boolean({ summary: 'Print JSON, with the file of each entry' }),
  };
}

import { Described, QUIET_FLAG } from './described';

export default class Off extends Described {
  static override summary = 'Clear credentials and restore the original environment';
  static override group = 'Everyday';
  static override handler = 'assume#off';
  static override examples = ['assume off'];
  static override flags = QUIET_FLAG;
}

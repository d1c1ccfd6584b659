import { Described } from './described';

export default class Version extends Described {
  static override summary = 'Show the version';
  static override group = 'Set-up';
  static override handler = 'entry/version#version';
  static override examples = ['assume version'];
}

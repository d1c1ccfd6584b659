import { boolean } from '@oclif/core/flags';
import { Described } from './described';

export default class Doctor extends Described {
  static override summary = 'Check the installation in every shell';
  static override description = [
    'Starts each installed shell as a terminal would and checks what `assume` resolves to. Changes nothing.',
    'Names other tools that switch profiles, and what replaces their commands.',
    'Exits with 1 if there are problems.',
  ].join(' ');
  static override group = 'Set-up';
  static override handler = 'doctor/doctor#doctor';
  static override examples = ['assume doctor', 'assume doctor --json'];
  static override flags = {
    json: boolean({ summary: 'Print JSON' }),
  };
}

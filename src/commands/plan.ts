import { string as argument } from '@oclif/core/args';
import { boolean, string as option } from '@oclif/core/flags';
import { LINE_SHELLS } from '../explain/oneLiner/oneLiner';
import { Described, PICKER_FLAGS, PLAN_FLAGS } from './described';

export default class Plan extends Described {
  static override summary = "Explain how a profile's credentials are obtained";
  static override description = [
    'Shows each step with the file and line it comes from, what is cached, what you will be asked for, and every problem.',
    'Sends nothing and changes nothing.',
  ].join(' ');
  static override usage = 'plan [PROFILE] [-r REGION] [--json | --one-liner SHELL]';
  static override group = 'Everyday';
  static override handler = 'explain/planCommand#plan';
  static override examples = [
    'assume plan',
    'assume plan prod',
    'assume plan prod --json',
    'assume plan prod --one-liner bash',
  ];
  static override args = {
    profile: argument({ description: 'Profile name', ignoreStdin: true }),
  };
  static override flags = {
    ...PLAN_FLAGS,
    ...PICKER_FLAGS,
    json: boolean({ summary: 'Print JSON', exclusive: ['one-liner'] }),
    'one-liner': option({
      options: [...LINE_SHELLS],
      helpValue: '<shell>',
      summary: 'Print one line to paste where only the AWS CLI is installed',
    }),
  };
}

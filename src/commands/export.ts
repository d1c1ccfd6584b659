import { string as argument } from '@oclif/core/args';
import { string as option } from '@oclif/core/flags';
import { DEFAULT_FORMAT, FORMATS } from '../export/formats';
import { CREDENTIAL_FLAGS, Described } from './described';

const formats = [...FORMATS].map(([name, { summary }]) => `${name.padEnd(10)}  ${summary}`);

export default class Export extends Described {
  static override summary = 'Print credentials in another format';
  static override usage = 'export PROFILE [--format FORMAT] [-r REGION] [-t CODE]';
  static override group = 'Other programs';
  static override handler = 'export/export#exportCredentials';
  static override description = `Formats:\n\n${formats.join('\n')}`;
  static override examples = [
    'eval "$(assume export prod)"',
    'credential_process = assume export prod --format process',
    'assume export prod --format dotenv > .env',
    'assume export prod --format k8s | kubectl apply -f -',
  ];
  static override args = {
    profile: argument({ description: 'Profile name', ignoreStdin: true }),
  };
  static override flags = {
    format: option({ options: [...FORMATS.keys()], default: DEFAULT_FORMAT, summary: 'Output format' }),
    ...CREDENTIAL_FLAGS,
  };
}

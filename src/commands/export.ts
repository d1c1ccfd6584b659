import { string as argument } from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import { string as option } from '@oclif/core/flags';
import { exportCredentials } from '../export/export';
import { FORMATS } from '../export/formats';
import { write } from '../terminal/output';
import { CREDENTIAL_FLAGS } from './flags';

const formats = [...FORMATS].map(([name, { summary }]) => `${name.padEnd(10)}  ${summary}`);

export default class Export extends Command {
  static override summary = 'Write the credentials of a profile for another program';
  static override description = `The formats:\n\n${formats.join('\n')}`;
  static override usage = 'export PROFILE --format FORMAT [-r REGION] [-t CODE]';
  static override examples = [
    'eval "$(assume export prod --format bash)"',
    'credential_process = assume export prod --format process',
    'assume export prod --format dotenv > .env',
    'assume export prod --format k8s | kubectl apply -f -',
  ];
  static override args = {
    profile: argument({ description: 'Name of the profile', ignoreStdin: true }),
  };
  static override flags = {
    format: option({ options: [...FORMATS.keys()], summary: 'Who is to read it' }),
    ...CREDENTIAL_FLAGS,
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Export);
    await exportCredentials(args.profile, flags, (text) => write(1, text));
  }
}

import { string as argument } from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import { splitWords } from '../argv/execWords';
import { exec } from '../exec/exec';
import { CREDENTIAL_FLAGS } from './flags';

export default class Exec extends Command {
  static override summary = 'Run one command with the credentials of a profile';
  static override description =
    'Nothing changes in this shell. Everything from the command on is its own, flags too; -- before it is optional.';
  static override usage = 'exec PROFILE [-r REGION] [-t CODE] [--] COMMAND [ARGUMENT...]';
  static override examples = [
    'assume exec prod -- aws s3 ls',
    'assume exec prod -r eu-west-1 terraform apply -auto-approve',
    'assume exec --role-arn arn:aws:iam::123456789012:role/Admin -- aws sts get-caller-identity',
  ];
  static override args = {
    profile: argument({ description: 'Name of the profile', ignoreStdin: true }),
  };
  static override flags = CREDENTIAL_FLAGS;

  /** @returns the exit status of the command */
  override async run(): Promise<number> {
    const { own, command } = splitWords(this.argv);
    const { args, flags } = await this.parse(Exec, [...own]);
    return exec(args.profile, flags, command);
  }
}

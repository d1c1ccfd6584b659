import { string as argument } from '@oclif/core/args';
import { CREDENTIAL_FLAGS, Described, PICKER_FLAGS } from './described';

export default class Exec extends Described {
  static override summary = "Run one command, or a shell, with a profile's credentials";
  static override description =
    "This shell doesn't change. Everything from COMMAND on is the command's own, options included; after PROFILE, the -- before it is optional, except in PowerShell. On a terminal, without PROFILE, you choose one from a list, and without COMMAND, a shell starts.";
  static override usage = 'exec [PROFILE] [-r REGION] [-t CODE] [--] [COMMAND [ARGUMENT...]]';
  static override group = 'Everyday';
  static override handler = 'exec/exec#exec';
  static override takesCommand = true;
  static override examples = [
    'assume exec prod -- aws s3 ls',
    'assume exec -- aws s3 ls',
    'assume exec prod -r eu-west-1 terraform apply -auto-approve',
    'assume exec --role-arn arn:aws:iam::123456789012:role/Admin -- aws sts get-caller-identity',
  ];
  static override args = {
    profile: argument({ description: 'Profile name', ignoreStdin: true }),
  };
  static override flags = { ...CREDENTIAL_FLAGS, ...PICKER_FLAGS };
}

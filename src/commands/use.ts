import { string as argument } from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import { string as option } from '@oclif/core/flags';
import { assume } from '../assume';
import { requireCaller } from '../install/installHints';
import { parentShell } from '../install/parentShell';
import { noProfile } from '../plan/hints';
import { render } from '../shells/render';
import { write } from '../terminal/output';
import { refuseTty } from '../terminal/secret';
import { CREDENTIAL_FLAGS } from './flags';

export default class Use extends Command {
  static override summary = 'Put the credentials of a profile into this shell';
  static override description =
    'The same as `assume <profile>`. It also reaches a profile that is called like a command; - is the profile before.';
  static override examples = ['assume prod', 'assume prod --mfa-token 123456', 'assume use list', 'assume -'];
  static override args = {
    profile: argument({ description: 'Name of the profile', ignoreStdin: true }),
  };
  static override flags = {
    ...CREDENTIAL_FLAGS,
    eval: option({ hidden: true, summary: 'Print the change for this shell: <shell>/<protocol>' }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Use);
    if (args.profile === undefined && flags['role-arn'] === undefined) throw noProfile();
    const { shell } = requireCaller(flags.eval, await parentShell());
    const change = await assume(args.profile, flags);
    await refuseTty();
    write(1, render(change, shell.dialect));
  }
}

import { Command } from '@oclif/core/command';
import { string as option } from '@oclif/core/flags';
import { off } from '../assume';
import { requireCaller } from '../install/installHints';
import { parentShell } from '../install/parentShell';
import { render } from '../shells/render';
import { write } from '../terminal/output';
import { refuseTty } from '../terminal/secret';

export default class Off extends Command {
  static override summary = 'Put everything back as it was before the first assume';
  static override examples = ['assume off'];
  static override flags = {
    eval: option({ hidden: true, summary: 'Print the change for this shell: <shell>/<protocol>' }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(Off);
    const { shell } = requireCaller(flags.eval, await parentShell());
    await refuseTty();
    write(1, render(await off(), shell.dialect));
  }
}

import { Command } from '@oclif/core/command';

export default class Demo extends Command {
  static override summary = 'Try everything in a shell of its own, with no AWS account';

  override async run(): Promise<void> {
    await this.parse(Demo);
  }
}

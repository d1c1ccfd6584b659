import { Command } from '@oclif/core/command';

/**
 * A command as oclif describes it: help pages and the manifest come from its static members. Its work is done by a handler,
 * which oclif never runs.
 */
export abstract class Described extends Command {
  /** The section of `assume --help` that lists it. */
  static group: string;
  /** The module below `src/` that does the work, and its export: `exec/exec#exec`. */
  static handler: string;
  /** Whether the words after its own arguments are another program's command line. */
  static takesCommand?: boolean;

  override async run(): Promise<void> {
    throw new Error('oclif only describes commands');
  }
}

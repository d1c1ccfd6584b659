import type { Command } from '@oclif/core/command';
import { Config, Plugin } from '@oclif/core/config';
import { CommandHelp, Help } from '@oclif/core/help';
import manifest from '../../oclif.manifest.json';
import packageJson from '../../package.json';
import { findCommand } from '../argv/commandManifest';
import type { Context } from '../context';
import { misuse } from '../errors';
import type { Handler, Outcome } from '../outcome';

/** The sections of `assume --help`, in their order; each command names the one it belongs to. */
const GROUPS = ['Get started', 'Everyday', 'Other programs', 'Set-up'];

const USAGE = ['$ assume [PROFILE] [OPTION...]', '$ assume COMMAND'].join('\n');

const EXAMPLES = [
  ['Switch this shell to the profile prod', 'assume prod'],
  ['Choose a profile from a list; its name or account number has "pay" in it', 'assume pay'],
  ['Run one command as prod, without changing this shell', 'assume exec prod -- aws s3 ls'],
  ['Choose the profile for one command', 'assume exec -- aws s3 ls'],
  ['Restore the original environment', 'assume off'],
] as const;

/** oclif repeats the summary under DESCRIPTION. */
class CommandPage extends CommandHelp {
  protected override description(): string | undefined {
    const { description } = this.command;
    return description && this.wrap(description);
  }
}

/** oclif's help pages, as text. */
class Pages extends Help {
  protected override CommandHelpClass = CommandPage;
  private readonly pages: string[] = [];

  constructor(config: Config) {
    super(config);
    // On narrow terminals oclif puts descriptions below, two columns further to the right than it wraps them for.
    if (this.opts.maxWidth < 80) this.opts.maxWidth -= 2;
  }

  get text(): string {
    return `${this.pages.join('\n').trimEnd()}\n`;
  }

  protected override log(...text: string[]): void {
    this.pages.push(...text);
  }

  protected override summary(command: Command.Loadable): string | undefined {
    const summary = super.summary(command);
    return summary && this.wrap(summary, 0);
  }

  protected override async showRootHelp(): Promise<void> {
    const groups = GROUPS.map((group) => this.section(group.toUpperCase(), this.commandList(group)));
    const examples = EXAMPLES.map(([purpose, command]) => `${this.wrap(purpose)}\n\n  $ ${command}`).join('\n\n');
    const more = this.wrap('Run `assume help COMMAND` for the options of a command.', 0);
    this.log([this.formatRoot(), ...groups, this.section('EXAMPLES', examples), more].join('\n\n'));
  }

  override formatRoot(): string {
    const [first = '', ...others] = super.formatRoot().split('\n');
    return [this.wrap(first, 0), ...others].join('\n').replace(/\$ assume .*/, USAGE.replace('\n', '\n  '));
  }

  private commandList(group: string): string {
    // oclif lists aliases as commands of their own.
    const commands = this.sortedCommands.filter(
      (command) => (command as { group?: string }).group === group && !command.aliases.includes(command.id),
    );
    const rows = commands.map(({ id, summary }): [string, string] => [id.replaceAll(':', ' '), summary ?? '']);
    return this.renderList(rows, { indentation: 2, spacer: '\n', stripAnsi: this.opts.stripAnsi ?? false });
  }
}

/** oclif reads package.json and the manifest from disk, and looks for plugins; both are part of the bundle instead. */
async function loadConfig(root: string): Promise<Config> {
  const pjson = packageJson as unknown as NonNullable<ConstructorParameters<typeof Plugin>[0]['pjson']>;
  const plugin = new Plugin({ root, pjson, isRoot: true });
  Reflect.set(plugin, '_manifest', async () => manifest);
  await plugin.load();
  return Config.load({ root, pjson, plugins: new Map([[plugin.name, plugin]]) });
}

/**
 * The help page of a command, or of `assume` itself.
 * @param id the command's ID in the manifest
 */
export async function helpFor(id: Command.Class['id'] | undefined, { packageRoot }: Context): Promise<Outcome> {
  const config = await loadConfig(packageRoot);
  const pages = new Pages(config);
  // Not by the words of the ID: oclif takes `help` and `version` for the question itself.
  if (id === undefined) await pages.showHelp([]);
  else await pages.showCommandHelp(config.findCommand(id, { must: true }));
  return { kind: 'text', text: pages.text };
}

/** `assume help [COMMAND]`. @throws AssumeError (exit 2) for an unknown command */
export const help: Handler = ({ names }, context) => {
  if (names.length === 0) return helpFor(undefined, context);
  const spec = findCommand(...names);
  if (!spec) {
    throw misuse(`Unknown command "${names.join(' ')}".`, ['assume --help', 'Run']);
  }
  return helpFor(spec.id, context);
};

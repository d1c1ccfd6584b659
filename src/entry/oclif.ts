import { Config } from '@oclif/core/config';
import { Help } from '@oclif/core/help';
import { run as runOclif } from '@oclif/core/run';
import { isCommand } from '../argv/commandManifest';
import { splitWords } from '../argv/execWords';
import { AssumeError, EXIT } from '../errors';
import { ROOT } from '../packageRoot';
import { parseCall } from '../shells/call';

export { COMMANDS } from '../commands';

const QUESTIONS = ['--help', '-h', '--version'];

/** The words as oclif knows them: what is neither a command nor a question begins with the name of a profile. */
export function commandLine(argv: readonly string[]): string[] {
  const call = parseCall(argv);
  const words = call ? call.words : argv;
  if (!call && words.length === 0) return [];
  const isKnown = isCommand(words[0]) || QUESTIONS.includes(words[0] ?? '');
  const [verb = '', ...rest] = isKnown ? words : ['use', ...words];
  if (call) return [verb, `--eval=${call.shell.name}/${call.version}`, ...rest];
  if (verb !== 'exec') return [verb, ...rest];
  // oclif looks for --help as far as the first `--`: the command's own flags are none of its business.
  const { own, command } = splitWords(rest);
  return command.length > 0 ? [verb, ...own, '--', ...command] : [verb, ...own];
}

/** oclif's help, which begins with what is typed most. */
export class AssumeHelp extends Help {
  override formatRoot(): string {
    return super.formatRoot().replace('assume [COMMAND]', 'assume PROFILE [-r REGION] [-t CODE]\n  $ assume COMMAND');
  }
}

/** What oclif throws for a command line that it cannot read (CLIError; 2 is its own status for these). */
const isUsageError = (error: unknown): error is Error =>
  error instanceof Error && (error as { oclif?: { exit?: number } }).oclif?.exit === EXIT.usage;

/** oclif's own sentence in one line, without the general advice at its end; what is missing is asked for as elsewhere. */
const sentence = (message: string) =>
  message
    .replace(/\nSee more help with --help$/, '')
    .replace(/^Missing 1 required arg:\s+(\w+)[\s\S]*/, 'Which $1? None was named.')
    .replace(/\s+/g, ' ');

const usageError = ({ message }: Error, [verb]: readonly string[]) =>
  new AssumeError(sentence(message), {
    exitCode: EXIT.usage,
    hints: [[`assume ${verb} --help`, 'shows what it takes']],
  });

/**
 * The human lane: oclif finds the command, reads its flags, and explains them.
 * @returns the exit status
 * @throws AssumeError
 */
export async function run(argv: readonly string[]): Promise<number> {
  const line = commandLine(argv);
  try {
    const status = await runOclif(line, await Config.load(ROOT));
    return typeof status === 'number' ? status : 0;
  } catch (error) {
    throw isUsageError(error) ? usageError(error, line) : error;
  }
}

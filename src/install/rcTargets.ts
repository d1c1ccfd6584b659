import type { Env } from '../platform/env';
import { configFolder, dataFolder, homeFolder } from '../platform/env';
import { pathOf, platform, programsOn } from '../platform/processes';
import type { Shell } from '../shells/table';
import { findBlocks, withoutBlocks } from './blocks';
import { queryShell } from './queryShell';
import { type ShellPaths, type Startup, type StartupFiles, scriptFolder } from './startup/types';
import { openTextFile } from './textFile';

/** The user's folders. @throws AssumeError (exit 3) if there is no home folder; `read` also for a file it can't read */
export function shellPaths(env: Env): ShellPaths {
  return {
    env,
    home: homeFolder(env),
    config: configFolder(env),
    data: dataFolder(env),
    platform,
    read(path) {
      const { text } = openTextFile(path);
      return text === undefined ? undefined : withoutBlocks(text, findBlocks(text, path));
    },
  };
}

/** Where a shell's script is installed. */
export const scriptPath = ({ script }: Shell, startup: Startup, paths: ShellPaths): string =>
  startup.script?.(paths) ?? `${scriptFolder(paths)}/${script}`;

/** What to install for a shell on this machine, and where. */
export interface RcTargets extends StartupFiles {
  readonly shell: Shell;
  /** The path of the script. */
  readonly script: string;
  /** The command that reads the script into an open shell, if there is one. */
  readonly sourceCommand: string | undefined;
  /** The line that reads the script; `undefined` if the shell needs none. */
  readonly line: string | undefined;
}

/** A shell's program on the PATH, if there is one. */
export const programOf = ({ programs }: Shell, env: Env): string | undefined =>
  programs.flatMap((name) => programsOn(pathOf(env), name))[0];

/** Asks the shell, if only it can tell where its files are. @throws AssumeError for a file that can't be read */
export async function rcTargetsOf(shell: Shell, startup: Startup, env: Env): Promise<RcTargets> {
  const paths = shellPaths(env);
  const program = startup.locate && programOf(shell, env);
  const answer = program === undefined ? undefined : await queryShell(program, startup.locate?.args ?? [], env);
  const decoded = answer === undefined ? undefined : (startup.decode?.(answer) ?? answer);
  const script = scriptPath(shell, startup, paths);
  return {
    shell,
    script,
    sourceCommand: startup.sourceCommand,
    line: startup.line?.(script, paths.home),
    ...startup.files(paths, decoded),
  };
}

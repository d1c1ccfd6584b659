import type { Env } from '../platform/env';
import { configFolder, dataFolder, homeFolder } from '../platform/home';
import { pathOf, platform, programsOn } from '../platform/programs';
import { findShell, type Shell } from '../shells/table';
import { type Block, findBlocks, withoutBlocks } from './blocks';
import { queryShell } from './queryShell';
import { ownFolder, type ShellPaths, type StartFiles, type Startup } from './startup/types';
import { openTextFile } from './textFile';

/** The user's folders and files. */
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

/** Where the script of a shell stands. */
export const scriptPath = ({ script }: Shell, startup: Startup, around: ShellPaths): string =>
  startup.script?.(around) ?? `${ownFolder(around)}/${script}`;

/** Where a shell looks on this machine when it starts. */
export interface RcTargets extends StartFiles {
  readonly shell: Shell;
  readonly script: string;
  readonly source: string | undefined;
  /** What reads the script; `undefined` if the shell does without. */
  readonly line: string | undefined;
}

/** The program of a shell on the PATH, if there is one. */
export const programOf = ({ programs }: Shell, env: Env): string | undefined =>
  programs.flatMap((name) => programsOn(pathOf(env), name))[0];

/** @throws AssumeError for a file that cannot be read */
export async function rcTargetsOf(shell: Shell, startup: Startup, env: Env): Promise<RcTargets> {
  const around = shellPaths(env);
  const program = startup.where && programOf(shell, env);
  const answer = program === undefined ? undefined : await queryShell(program, startup.where?.args ?? [], env);
  const script = scriptPath(shell, startup, around);
  const decoded = answer === undefined ? undefined : (startup.decode?.(answer) ?? answer);
  return {
    shell,
    script,
    source: startup.source,
    line: startup.line?.(script, around.home),
    ...startup.files(around, decoded),
  };
}

/** The blocks of a text that are of a shell, or do not say of which: some files are read by several. */
export const blocksOf = (shell: Shell, text: string | undefined, path: string): Block[] =>
  findBlocks(text ?? '', path).filter((block) => {
    const [, name] = /assume init (\w+)/.exec(block.text) ?? [];
    return name === undefined || findShell(name) === shell;
  });

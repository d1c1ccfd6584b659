import type { Env } from '../env';
import { type Block, findBlocks } from '../shells/blocks';
import type { StartFiles, Startup } from '../shells/startup/types';
import { findShell, type Shell } from '../shells/table';
import { ask } from './ask';
import { pathOf, programsOn } from './programs';
import { scriptPath, surroundings } from './surroundings';

/** Where a shell looks on this machine when it starts. */
export interface Wiring extends StartFiles {
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
export async function wiringOf(shell: Shell, startup: Startup, env: Env): Promise<Wiring> {
  const around = surroundings(env);
  const program = startup.where && programOf(shell, env);
  const answer = program === undefined ? undefined : await ask(program, startup.where?.args ?? [], env);
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

#!/usr/bin/env node
import { keepCompiledCode } from './compiled';
import { answer, parseCall } from './protocol';
import { renewal } from './shells/caller';
import { write } from './terminal/output';
import { report } from './terminal/report';
import { keepOffScreen } from './terminal/secret';

async function humanLane(argv: readonly string[]): Promise<number> {
  keepCompiledCode(process.env);
  const { run } = await import('./cli');
  return run(argv);
}

/** The machine lane answers what a shell asks; what it declines, and what a person types, is oclif's. */
async function main(argv: readonly string[]): Promise<number> {
  const call = parseCall(argv);
  const notice = call && renewal(call);
  if (notice) write(2, `${notice}\n`);
  const text = call && (await answer(call));
  if (text === undefined) return humanLane(argv);
  if (call?.kind === 'eval') await keepOffScreen();
  write(1, text);
  return 0;
}

main(process.argv.slice(2))
  .catch((error) => report(error, process.env))
  .then((status) => {
    process.exitCode = status;
  });

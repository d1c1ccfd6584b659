#!/usr/bin/env node
import { keepCompiledCode } from './compiled';
import { mayBeSeen, quickAnswer } from './quick';
import { announce } from './terminal/announce';
import { write } from './terminal/output';

async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  const quick = mayBeSeen() ? undefined : quickAnswer(argv, process.env, Date.now());
  if (quick) {
    await announce(quick.change, process.env);
    return write(1, quick.text);
  }
  // First of all, and so in a file of its own: what is loaded from here on need not be compiled again next time.
  if (!argv.includes('--no-cache')) keepCompiledCode(process.env);
  const { run } = await import('./lanes');
  process.exitCode = await run(argv);
}

main();

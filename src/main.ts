#!/usr/bin/env node
import { mayBeSeen, quickAnswer } from './entry/sessionFastPath';
import { useCompileCache } from './platform/compileCache';
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
  if (!argv.includes('--no-cache')) useCompileCache(process.env);
  const { run } = await import('./entry/dispatch');
  process.exitCode = await run(argv);
}

main();

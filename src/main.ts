#!/usr/bin/env node
import { keepCompiledCode } from './compiled';

async function main(): Promise<void> {
  // First of all, and so in a file of its own: what is loaded from here on need not be compiled again next time.
  if (!process.argv.includes('--no-cache')) keepCompiledCode(process.env);
  const { run } = await import('./lanes');
  process.exitCode = await run(process.argv.slice(2));
}

main();

import { spawnSync } from 'node:child_process';
import { utimesSync } from 'node:fs';

/** Runs a program whose effect on times Node's own functions don't have: they round to microseconds. */
export function system(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}

/** Sets a file's time. @param age in milliseconds, negative for the future */
export function setAge(path: string, age: number): void {
  const time = (Date.now() - age) / 1000;
  utimesSync(path, time, time);
}

import { processStat } from './processes';

/** Without a time zone or language, which differ between shells. */
const PS_ENV = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** When a process started, as ps(1) says, without anything but letters and digits; `''` if it doesn't. */
export function startFromPs(pid: number): string {
  try {
    const { execFileSync }: typeof import('node:child_process') = require('node:child_process');
    const options = { encoding: 'utf8', env: PS_ENV, stdio: 'pipe', timeout: 2_000 } as const;
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options).replace(/\W/g, '');
  } catch {
    return '';
  }
}

/** When a process started, so that another one with a reused pid isn't mistaken for it; `''` where that doesn't show. */
export function startOf(pid: number): string {
  if (process.platform === 'win32') return '';
  if (process.platform !== 'linux') return startFromPs(pid);
  const stat = processStat(pid);
  return stat?.state === 'Z' ? 'dead' : (stat?.startTime ?? '');
}

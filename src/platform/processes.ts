import { constants } from 'node:os';

/**
 * Ends us by a signal, so that who started us sees it: a shell stops its loop for a command that Ctrl-C has ended.
 * @returns the exit status, should the signal be late
 */
export function dieBySignal(signal: NodeJS.Signals): number {
  // What listened is gone then, and Node's own way with the signal too: it ignores SIGPIPE, for one.
  if (signal !== 'SIGKILL') process.on(signal, () => {}).removeAllListeners(signal);
  process.kill(process.pid, signal);
  return 128 + constants.signals[signal];
}

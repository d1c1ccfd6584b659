import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { plainEnvironment } from './shells';
import { program, pythonOf } from './tools';

/** How the AWS CLI is run. */
export interface AwsServer {
  /** The words before the AWS CLI's own arguments. */
  readonly command: readonly string[];
  /** Why the command is the program itself, which takes longer. */
  readonly problem?: string;
  close(): Promise<void>;
}

/** Starts a process that has imported the AWS CLI, and forks for each run. It ends with this process at the latest. */
export async function startAwsServer(): Promise<AwsServer> {
  const folder = mkdtempSync(join(tmpdir(), 'assume-aws-'));
  const [aws, python, socket] = [program('awscli'), pythonOf('awscli'), join(folder, 'socket')];
  // In a session of its own, so that no run finds a terminal. It ends when its stdin does.
  const args = [join(__dirname, 'awsServer.py'), socket, aws];
  const child = spawn(python, args, { env: plainEnvironment(), detached: true });
  const ended = once(child, 'close');
  const stderr = text(child.stderr);
  const close = async () => {
    child.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const isListening = await Promise.race([once(child.stdout, 'data').then(() => true), ended.then(() => false)]);
  if (isListening) return { command: [python, '-IS', join(__dirname, 'awsClient.py'), socket, aws], close };
  await close();
  return { command: [aws], problem: await stderr, close: async () => {} };
}

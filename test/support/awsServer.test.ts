import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AwsServer, startAwsServer } from './awsServer';
import { plainEnvironment, runProgram } from './shells';
import { describeWith, program } from './tools';

const CONFIG = '[profile a]\naws_access_key_id = AKIA\naws_secret_access_key = secret\n';

describeWith(['awscli', 'linux'], 'the AWS CLI that is imported once', () => {
  let server: AwsServer;
  let home: string;
  beforeAll(async () => {
    server = await startAwsServer();
    home = mkdtempSync(join(tmpdir(), 'assume-served-'));
    mkdirSync(join(home, '.aws'));
    writeFileSync(join(home, '.aws/config'), CONFIG);
    mkdirSync(join(home, 'site'));
    writeFileSync(join(home, 'site/sitecustomize.py'), 'import os, sys\nprint(os.getcwd(), file=sys.stderr)\n');
  });
  afterAll(async () => {
    await server.close();
    rmSync(home, { recursive: true, force: true });
  });

  const run = (command: readonly string[], args: readonly string[], stdin = '') => {
    const [file = '', ...words] = command;
    const env = { HOME: home, PYTHONPATH: join(home, 'site'), AWS_PAGER: '', AWS_REGION: 'eu-west-1' };
    return runProgram(file, [...words, ...args], { env, stdin, cwd: join(home, '.aws') });
  };

  test('is available', () => {
    expect(server.problem).toBeUndefined();
    expect(server.command).not.toEqual([program('awscli')]);
  });

  test.each([
    ['its version', ['--version'], 0],
    ['its settings, from the files of the home folder', ['configure', 'list', '--profile', 'a'], 0],
    ['a missing profile', ['configure', 'list', '--profile', 'b'], 255],
    ['an unknown command', ['sts', 'nothing'], 252],
    ['answers that it reads from stdin', ['configure', '--profile', 'c'], 0],
    ['no network', ['sts', 'get-caller-identity', '--profile', 'a', '--endpoint-url', 'http://127.0.0.1:1'], 255],
  ])('answers as the program does: %s', async (_, args, status) => {
    const stdin = 'AKIA\nsecret\neu-west-1\njson\n';
    const results = [];
    for (const command of [server.command, [program('awscli')]]) {
      results.push({ ...(await run(command, args, stdin)), config: readFileSync(join(home, '.aws/config'), 'utf8') });
      writeFileSync(join(home, '.aws/config'), CONFIG);
      rmSync(join(home, '.aws/credentials'), { force: true });
    }
    const [served, itself] = results;
    expect(served).toEqual(itself);
    expect(served?.status).toBe(status);
    expect(served?.stderr).toContain(join(home, '.aws'));
  });

  test('ends when whoever called it ends', async () => {
    writeFileSync(
      join(home, 'site/sitecustomize.py'),
      "import signal, sys\nprint('started', flush=True)\nsignal.pause()\n",
    );
    const [file = '', ...words] = server.command;
    const env = plainEnvironment({ HOME: home, PYTHONPATH: join(home, 'site') });
    const child = spawn(file, [...words, '--version'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const closed = once(child.stdout, 'close');
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await closed;
  });
});

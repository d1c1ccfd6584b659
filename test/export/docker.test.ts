import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { runProgram } from '../support/shells';
import { describeWith, program } from '../support/tools';
import { expectRead, exporting, formatOf, HOSTILE, REAL, sayable, takes } from './corpus';

const { write } = formatOf('docker');

/** Where a value is as long as a line of docker's may be: with its name, `=`, and the end of the line, 64 KiB. */
const LONGEST = 'é'.repeat(32_000) + 'x'.repeat(65_536 - 64_000 - 'SOME_VARIABLE=\n'.length);

describe('docker', () => {
  test('is NAME=value, as it is, to the end of the line', () => {
    expect(write(exporting({ AWS_REGION: 'eu-west-2', AWS_SESSION_TOKEN: ' a "b" \\ $c # ' }))).toBe(
      'AWS_REGION=eu-west-2\nAWS_SESSION_TOKEN= a "b" \\ $c # \n',
    );
  });

  test('refuses what is no line, what is too long for one, and quotes that only some versions keep', () => {
    for (const value of ['a\nb', 'a\rb', 'ends with \r', 'a\0b', "'x'", '"x"', "''", `${LONGEST}x`])
      expect([value.slice(-9), takes(write, value)]).toEqual([value.slice(-9), false]);
    for (const value of ['', ' ', "'", '"', '\'x"', "it's", LONGEST])
      expect([value.slice(-9), takes(write, value)]).toEqual([value.slice(-9), true]);
  });
});

describeWith('docker', "with docker's own reader", () => {
  let folder: string;
  let daemon: Server;
  let created: unknown[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assume-docker-'));
    created = [];
    daemon = createServer(async (request, response) => {
      const isCreate = request.method === 'POST' && /\/containers\/create(\?|$)/.test(request.url ?? '');
      if (isCreate) created.push(await json(request));
      response.writeHead(isCreate ? 201 : 200, { 'content-type': 'application/json', 'api-version': '1.41' });
      response.end(isCreate ? '{"Id":"made","Warnings":[]}' : 'OK');
    });
    await new Promise<void>((resolve) => daemon.listen(join(folder, 'docker.sock'), resolve));
  });
  afterEach(async () => {
    daemon.closeAllConnections();
    await new Promise((resolve) => daemon.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  const readBack = async (values: Record<string, string>): Promise<Record<string, string>> => {
    const file = join(folder, 'env');
    writeFileSync(file, write(exporting(values)));
    const args = ['-H', `unix://${join(folder, 'docker.sock')}`, 'create', '--env-file', file, 'image'];
    const result = await runProgram(program('docker'), args, { env: { HOME: folder, DOCKER_API_VERSION: '1.41' } });
    expect(result).toEqual({ status: 0, stdout: 'made\n', stderr: '' });
    const [{ Env } = { Env: [] }] = created as { Env: string[] }[];
    return Object.fromEntries(Env.map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]));
  };

  test('it asks for a container with the same values', async () => {
    const all = sayable('docker');
    expect(Object.keys(all).length).toBeGreaterThan(HOSTILE.length / 3);
    expectRead(await readBack(all), all);
  });

  test('it takes the longest line that we take, and what a real role has', async () => {
    const values = { ...REAL, SOME_VARIABLE: LONGEST };
    expectRead(await readBack(values), values);
  });
});

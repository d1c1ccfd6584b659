import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../oclif.manifest.json';
import { version } from '../../package.json';
import { FOREIGN } from '../../src/environment/foreign';
import { DESTINATION, MANAGED, REMOVED } from '../../src/environment/managed';

const ROOT = join(__dirname, '../..');
const SCRIPTS = readdirSync(join(ROOT, 'shell'));
const SHELLS = SCRIPTS.filter((script) => script.startsWith('assume.'));
const read = (script: string) => readFileSync(join(ROOT, 'shell', script), 'utf8');

/** Each script as the build would write it. In a process of its own, because Jest doesn't load ES modules. */
function asBuilt(): Record<string, string> {
  const program = `import { scriptsWithLists } from './scripts/sharedLists.mjs';
    process.stdout.write(JSON.stringify(await scriptsWithLists()));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The text of a generated region; empty if the script has none of this name. */
const region = (script: string, name: string) =>
  new RegExp(`^[ \\t]*(#|@rem) region generated: ${name}\\n([\\s\\S]*?)^[ \\t]*\\1 endregion$`, 'm').exec(
    read(script),
  )?.[2] ?? '';

const NAME = /(?:AWS|AWSUME|ASSUME)_[A-Z_]+/g;

describe('the lists that the scripts in shell/ share with the sources', () => {
  const built = asBuilt();

  test.each(SHELLS)('shell/%s is as `npm run build` writes it', (script) => {
    expect(read(script)).toBe(built[script]);
  });

  test.each(SHELLS)('shell/%s names the version and the commands that are passed through', (script) => {
    expect(region(script, 'version')).toMatch(new RegExp(`^(?:#|@rem) assume ${version} for .+, protocol 1\n$`));
    const words: string[] = region(script, 'passthrough commands').match(/(?<![\w$-])-{0,2}[a-z]+(?![\w])/g) ?? [];
    const names = Object.values(manifest.commands).flatMap(({ id, aliases }: { id: string; aliases: string[] }) => [
      id,
      ...aliases,
    ]);
    const commands = names.filter((name) => !name.includes(':'));
    expect(commands).toContain('whoami');
    for (const command of [...commands, '--help', '-h', '--version'])
      expect([command, words.includes(command)]).toEqual([command, !['use', 'off'].includes(command)]);
  });

  test.each(['bash', 'zsh', 'fish', 'sh', 'bat'])('shell/assume.%s names the managed variables in order', (end) => {
    expect(region(`assume.${end}`, 'managed variables').match(NAME)).toEqual(MANAGED);
  });

  test.each(['bash', 'zsh', 'fish', 'ps1'])(
    'shell/assume.%s names the variables that rule out session files: those that lead elsewhere, and ASSUME_DEBUG',
    (end) => {
      expect(region(`assume.${end}`, 'variables that rule out session files').match(NAME)).toEqual([
        ...FOREIGN,
        'ASSUME_DEBUG',
      ]);
    },
  );

  test.each(['bash', 'zsh'])('shell/assume.%s names the variables that say where requests go', (end) => {
    expect(region(`assume.${end}`, 'destination variables').match(NAME)).toEqual(DESTINATION);
    // And those of one service.
    const names = ['AWS_ENDPOINT_URL_', ...DESTINATION];
    expect(region(`assume.${end}`, 'destination names').match(NAME)).toEqual(names);
  });

  test('shell/assume.fish names the variables that are only removed', () => {
    expect(region('assume.fish', 'removed variables').match(NAME)).toEqual(REMOVED);
  });

  test.each(SCRIPTS)('shell/%s repeats no list outside of a region, and no line is over 140 columns', (script) => {
    const text = read(script).replace(/region generated[\s\S]*?endregion/g, '');
    expect(text.match(/(?:(?:AWS|AWSUME|ASSUME)_[A-Z_]+[\s\\,'"]+){4,}/g)).toBeNull();
    expect(text.match(/\b(?:list|plan|init)\b[ |,']+\b(?:login|plan|exec|list)\b/g)).toBeNull();
    expect(
      read(script)
        .split('\n')
        .filter((line) => line.length > 140),
    ).toEqual([]);
  });
});

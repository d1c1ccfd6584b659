import { spawnSync } from 'node:child_process';
import { nearestName } from '../../src/plan/hints';
import { CONFIG, CREDENTIALS, keys, planOf, refusalOf } from './planFixtures';

describe('a profile that does not exist', () => {
  const texts = { config: `[default]\n${keys()}[profile production]\n${keys()}[profile staging]\n${keys()}` };

  test('is rejected with both files and the nearest name', () => {
    const { message, exitCode, hints } = refusalOf(texts, 'prodution');
    expect(exitCode).toBe(3);
    expect(message).toBe(`Profile "prodution" not found in ${CONFIG} or ${CREDENTIALS}.`);
    expect(hints).toEqual([['assume production', 'Did you mean']]);
  });

  test('is rejected with a hint to the list if no name is near', () => {
    expect(refusalOf(texts, 'something-else').hints).toEqual([['assume list', 'Run']]);
    expect(refusalOf({}, 'prod').hints).toEqual([['assume list', 'Run']]);
  });

  test('is rejected even if it is "default"', () => {
    expect(refusalOf({ config: `[profile me]\n${keys()}` }, 'default').exitCode).toBe(3);
  });

  test.each(['__proto__', 'constructor', 'toString', ''])('is rejected if it is called %j', (name) => {
    expect(refusalOf(texts, name).message).toContain(`Profile "${name}" not found in `);
  });

  test('may be there under its whole header: [profile prod] of the credentials file, as in the AWS CLI', () => {
    expect(refusalOf({ credentials: `[profile prod]\n${keys()}` }, 'prod').exitCode).toBe(3);
    expect(planOf({ credentials: `[profile prod]\n${keys()}` }, 'profile prod').hops).toEqual([]);
  });

  test('gets a suggestion that is quoted for the shell', () => {
    const { hints } = refusalOf({ config: `[profile "two words"]\n${keys()}` }, 'two word');
    expect(hints[0]?.[0]).toBe("assume 'two words'");
  });

  test('gets a suggestion that runs no other command when it is pasted', () => {
    const name = "two'; reboot #";
    const { hints } = refusalOf({ credentials: `[${name}]\n${keys()}` }, 'two');
    const [command = ''] = hints[0] ?? [];
    const { stdout } = spawnSync('bash', [
      '-c',
      `assume() { printf '%s' "$1"; }; reboot() { printf BOOM; }; ${command}`,
    ]);
    expect(stdout.toString()).toBe(name);
  });
});

describe('the nearest name', () => {
  const names = ['dev', 'prod', 'prod-admin', 'Staging', 'staging-admin'];
  test.each([
    ['pord', 'prod'],
    ['Prod', 'prod'],
    ['PROD', 'prod'],
    ['pro', 'prod'],
    ['prod-', 'prod-admin'],
    ['stagin', 'Staging'],
    ['staging-amdin', 'staging-admin'],
    ['d', 'dev'],
    ['x', undefined],
    ['completely', undefined],
    ['prodprodprod', undefined],
  ])('to %s is %s', (typed, meant) => {
    expect(nearestName(typed, names)).toBe(meant);
  });

  test('is undefined without names', () => {
    expect(nearestName('prod', [])).toBeUndefined();
  });
});

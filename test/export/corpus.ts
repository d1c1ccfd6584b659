import type { EnvironmentChange } from '../../src/environment/change';
import { isAssumeError } from '../../src/errors';
import { FORMATS } from '../../src/export/formats';
import type { Exported } from '../../src/export/types';
import { hostileValues } from '../support/hostileValues';

export const HOSTILE = hostileValues();

/** What a real role has. */
export const REAL = {
  AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: `IQoJb3JpZ2luX2VjE//${'Ab+/'.repeat(200)}==`,
  AWS_CREDENTIAL_EXPIRATION: '2099-08-22T10:00:00Z',
  AWS_REGION: 'eu-west-2',
  AWS_DEFAULT_REGION: 'eu-west-2',
  AWS_ACCOUNT_ID: '123456789012',
};

/** Values as the formats get them; the names may be any. */
export const exporting = (values: Readonly<Record<string, string>>, profile = 'prod'): Exported => {
  const removed: EnvironmentChange = [['AWS_PROFILE', null]];
  return { profile, values, change: [...Object.entries(values), ...removed] };
};

export const formatOf = (name: string) => {
  const format = FORMATS.get(name);
  if (!format) throw new Error(name);
  return format;
};

const numbered = (values: readonly string[]) => Object.fromEntries(values.map((value, at) => [`HOSTILE_${at}`, value]));

/** Whether a writer takes a value; one that refuses it must name the variable and may not show the value. */
export function takes(write: (exported: Exported) => unknown, value: string): boolean {
  try {
    write(exporting({ SOME_VARIABLE: value }));
    return true;
  } catch (error) {
    if (!isAssumeError(error)) throw error;
    expect([error.exitCode, error.message]).toEqual([
      1,
      expect.stringMatching(/^SOME_VARIABLE cannot be written as \w+: /),
    ]);
    if (value.length > 40) expect(error.message).not.toContain(value);
    return false;
  }
}

/** The hostile values that a format can say, each under a name of its own. */
export const sayable = (format: string, values: readonly string[] = HOSTILE): Record<string, string> => {
  const { write, append } = formatOf(format);
  const all = (exported: Exported) => [write(exported), append?.write(exported, 'x')];
  return numbered(values.filter((value) => takes(all, value)));
};

const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 60);

/** Expects a reader to have read what was written; says only what differs. */
export function expectRead(read: Readonly<Record<string, unknown>>, written: Readonly<Record<string, string>>): void {
  const names = [...new Set([...Object.keys(written), ...Object.keys(read)])];
  const wrong = names.filter((name) => read[name] !== written[name]);
  expect(wrong.map((name) => `${name}: ${shown(written[name])} became ${shown(read[name])}`)).toEqual([]);
  expect(names.length).toBeGreaterThan(0);
}

import { describeChange } from '../../src/entry/emit';
import { assumeChange, offChange } from '../../src/environment/change';

describe('the announcement of a change', () => {
  const expiration = new Date(2026, 7, 22, 9, 5); // in the local time zone, like the text
  const keys = { accessKeyId: 'AKIA1', secretAccessKey: 'the-secret' };
  const role = { ...keys, sessionToken: 'the-token', expiration, accountId: '123456789012' };

  test.each([
    ['a role', { region: 'eu-west-1', credentials: role }, 'prod: 123456789012, eu-west-1, until 09:05'],
    ['a role without a region', { credentials: role }, 'prod: 123456789012, until 09:05'],
    ['an access key', { region: 'eu-west-1', credentials: keys }, 'prod: eu-west-1'],
    ['an access key without a region', { credentials: keys }, 'prod'],
  ])('%s', (_, outcome, line) => {
    expect(describeChange(assumeChange({}, { profile: 'prod', ...outcome }))).toBe(line);
  });

  test('off', () => {
    expect(describeChange(offChange({ ASSUME_PROFILE: 'prod', ASSUME_RESTORE: '{}' }))).toBe(
      'Credentials cleared; environment restored.',
    );
  });

  test('contains no secret', () => {
    const line = describeChange(assumeChange({}, { profile: 'prod', credentials: role }));
    expect(line).not.toMatch(/the-secret|the-token/);
  });
});

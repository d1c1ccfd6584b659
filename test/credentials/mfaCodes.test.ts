import { givenCode } from '../../src/credentials/mfaCodes';
import { failureOf } from '../plan/planFixtures';

describe('the value of --mfa-token', () => {
  test.each([
    [undefined, undefined],
    ['123456', '123456'],
    ['000000', '000000'],
    ['123 456', '123456'],
    [' 123456\n', '123456'],
  ])('%j is read as %j', (text, code) => {
    expect(givenCode(text)).toBe(code);
  });

  test.each(['', ' ', '12345', '1234567', 'abcdef', '12345x', '-12345', '１２３４５６', '123456; id'])(
    '%j is a usage error, and the message does not repeat it',
    (text) => {
      const { exitCode, message } = failureOf(() => givenCode(text));
      expect(exitCode).toBe(2);
      expect(message).toBe('--mfa-token must be a 6-digit MFA code. Enter the code your device shows now.');
    },
  );
});

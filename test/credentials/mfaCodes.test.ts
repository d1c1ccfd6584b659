import { givenCode } from '../../src/credentials/mfaCodes';
import { failureOf } from '../plan/memory';

describe('an MFA code on the command line', () => {
  test.each([
    [undefined, undefined],
    ['123456', '123456'],
    ['000000', '000000'],
    ['123 456', '123456'],
    [' 123456\n', '123456'],
  ])('%j is %j', (text, code) => {
    expect(givenCode(text)).toBe(code);
  });

  test.each(['', ' ', '12345', '1234567', 'abcdef', '12345x', '-12345', '１２３４５６', '123456; id'])(
    '%j is a usage error, and is not repeated',
    (text) => {
      const { exitCode, message } = failureOf(() => givenCode(text));
      expect(exitCode).toBe(2);
      expect(message).toBe('An MFA code is six digits.');
    },
  );
});

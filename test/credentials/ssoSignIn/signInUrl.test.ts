import { signInUrl } from '../../../src/credentials/ssoSignIn/signInUrl';

const OIDC = 'https://oidc.eu-west-1.amazonaws.com';

test.each([
  ['https://device.sso.eu-west-1.amazonaws.com/?user_code=BCDF-GHJK', undefined],
  ['http://127.0.0.1:8080/device?user_code=BCDF-GHJK', undefined],
  ['http://[::1]:8080/device', undefined],
  ['http://localhost/device', undefined],
  ['HTTPS://Example.com', 'https://example.com/'],
  ['https://example.com/a b\n?q="\u202e\x1b-', 'https://example.com/a%20b?q=%22%E2%80%AE%1B-'],
])('the sign-in page %j is opened', (text, shown = text) => {
  expect(signInUrl(text, OIDC)).toBe(shown);
});

test.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'smb://example.com/share',
  '--help',
  '-a Calculator',
  '/etc/passwd',
  '//example.com/device',
  'http://example.com/device',
  'http://127.0.0.1.example.com/device',
  'http://localhost.example.com/device',
  'https://amazonaws.com@example.com/device',
  'https://',
])('the sign-in page %j is refused by name', (text) => {
  expect(() => signInUrl(text, OIDC)).toThrow(
    `${OIDC} asks to open the sign-in page ${text}, but only https is opened, and http on this machine.`,
  );
});

test('a sign-in page without a URL is refused', () => {
  expect(() => signInUrl('', OIDC)).toThrow(`${OIDC} asks to open a sign-in page without a URL, but`);
});

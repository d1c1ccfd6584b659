import { endpointOf } from '../../src/credentials/endpoint';
import { unreachable } from '../../src/credentials/unreachable';
import type { Route } from '../../src/plan/route';

test('a URL is named without its user name, password, query, and fragment, which may be secret', () => {
  const endpoint = endpointOf({ url: 'http://usr:hush@127.0.0.1:1/a?tok=hush#hush' });
  const { message, hints } = unreachable(new Error('no'), endpoint);
  expect([message, hints[0]?.[0]]).toEqual([
    'http://127.0.0.1:1/a could not be reached: no',
    'curl http://127.0.0.1:1/a',
  ]);
});

describe('A certificate that is not accepted', () => {
  const CLOCK = ['date -u', "Check this machine's clock"];
  const curl = (...options: string[]) => [['curl', ...options, 'https://here'].join(' '), 'Check the connection'];
  const caBundle = { value: '/a b/ca.pem', location: 'AWS_CA_BUNDLE' };
  const errorFor = (code: string, route: Route = {}) =>
    unreachable(
      Object.assign(new Error("Host: here. is not in the cert's altnames: DNS:one, DNS:two"), { code }),
      endpointOf({ url: 'https://here', ...route }),
    );

  test.each([
    ['CERT_HAS_EXPIRED', 'the certificate expired', [CLOCK]],
    ['CERT_NOT_YET_VALID', 'the certificate is not valid yet', [CLOCK]],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another host', []],
  ])('%s: %s, and no certificate authority is missing', (code, reason, hints) => {
    for (const route of [{}, { caBundle }]) {
      const error = errorFor(code, route);
      expect(error.message).toBe(`https://here could not be reached: ${reason} [${code}]`);
      expect(error.notes).toEqual([]);
    }
    expect(errorFor(code).hints).toEqual([...hints, curl()]);
  });

  test('is to be checked with the CA bundle that is in force', () => {
    expect(errorFor('SELF_SIGNED_CERT_IN_CHAIN', { caBundle }).hints).toEqual([curl("--cacert '/a b/ca.pem'")]);
    expect(errorFor('SELF_SIGNED_CERT_IN_CHAIN').hints).toEqual([curl()]);
  });
});

import { examine } from '../../src/status/examine';
import { statusText } from '../../src/status/statusText';

const now = new Date('2026-01-02T03:04:05Z');
const textIn = (env: Record<string, string>) =>
  statusText(examine(env, { now, profiles: () => undefined, issuedKey: () => undefined }), undefined, env, now);

test('services that are asked at the same place share a line', () => {
  const [STS, SSO] = ['http://127.0.0.1:1', 'http://127.0.0.1:2'];
  const env = {
    AWS_ENDPOINT_URL: STS,
    AWS_ENDPOINT_URL_SIGNIN: STS,
    AWS_ENDPOINT_URL_SSO: SSO,
    AWS_ENDPOINT_URL_SSO_OIDC: STS,
    AWS_ENDPOINT_URL_STS: STS,
  };
  const { sections } = textIn(env);
  expect(sections.find(({ heading }) => heading === 'Also in effect')?.facts).toEqual([
    { key: 'AWS_ENDPOINT_URL', value: STS },
    { key: 'AWS_ENDPOINT_URL_SIGNIN, _SSO_OIDC, _STS', value: STS },
    { key: 'AWS_ENDPOINT_URL_SSO', value: SSO },
  ]);
});

test('credentials that expired long ago did so days ago', () => {
  const env = {
    ...{ ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: '1', AWS_ACCESS_KEY_ID: 'ASIAX' },
    ...{ AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't', AWS_CREDENTIAL_EXPIRATION: '1970-01-01T00:00:01Z' },
  };
  expect(textIn(env).headline.remark).toMatch(/^expired 20455d 3h ago \(at 19/);
});

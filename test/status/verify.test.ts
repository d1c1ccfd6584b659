import type { StsCaller } from '../../src/credentials/types';
import { examine } from '../../src/status/examine';
import { surroundingsOf } from '../../src/status/surroundings';
import { verify } from '../../src/status/verify';
import { contextWith, fakeSts } from '../credentials/stsFixture';
import { arn, filesOf, HOME, keys } from '../plan/planFixtures';

const config = [
  `[profile ada]\nregion = eu-west-3\nendpoint_url = http://ada.test\n${keys()}`,
  `[profile prod]\nrole_arn = ${arn('path/to/Admin')}\nsource_profile = ada\nregion = eu-west-2\n`,
  '[profile corp]\nsso_account_id = 210987654321\nsso_role_name = Read_Only\nsso_session = corp\nregion = eu-west-1\n',
  '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n',
  `[profile pod]\nrole_arn = ${arn('Pod')}\nweb_identity_token_file = /token\n`,
].join('');

const ASSUMED = { ...HOME, AWS_ACCESS_KEY_ID: 'LKIA', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' };

/** What `--verify` makes of the answer of STS, and where it asked. */
async function verified(answer: string, env: Readonly<Record<string, string>>) {
  const callers: StsCaller[] = [];
  const sts = {
    ...fakeSts().sts,
    callerArn: async (caller: StsCaller) => {
      callers.push(caller);
      return answer;
    },
  };
  const context = { ...contextWith(sts), env: { ...ASSUMED, ...env }, files: filesOf({ config }) };
  const found = await verify(examine(context.env, surroundingsOf(context)), context);
  return { ...found, caller: callers[0] };
}

const as = (name: string, account = '123456789012') => `arn:aws:sts::${account}:assumed-role/${name}/session`;

test.each<[string, string, Readonly<Record<string, string>>, boolean | null]>([
  ['a role, whose path STS leaves out', as('Admin'), { ASSUME_PROFILE: 'prod' }, true],
  ['another role', as('Auditor'), { ASSUME_PROFILE: 'prod' }, false],
  ['the role of another account', as('Admin', '000000000000'), { ASSUME_PROFILE: 'prod' }, false],
  ['a user instead of the role', 'arn:aws:iam::123456789012:user/ada', { ASSUME_PROFILE: 'prod' }, false],
  [
    'a permission set',
    as('AWSReservedSSO_Read_Only_0123456789abcdef', '210987654321'),
    { ASSUME_PROFILE: 'corp' },
    true,
  ],
  [
    'another permission set',
    as('AWSReservedSSO_Only_0123456789abcdef', '210987654321'),
    { ASSUME_PROFILE: 'corp' },
    false,
  ],
  ['a web identity', as('Pod'), { ASSUME_PROFILE: 'pod' }, true],
  [
    'a user whose account is known',
    'arn:aws:iam::123456789012:user/ada',
    { ASSUME_PROFILE: 'ada', AWS_ACCOUNT_ID: '123456789012' },
    true,
  ],
  [
    'a user of another account',
    'arn:aws:iam::000000000000:user/ada',
    { ASSUME_PROFILE: 'ada', AWS_ACCOUNT_ID: '123456789012' },
    false,
  ],
  ['a user of an unknown account', 'arn:aws:iam::123456789012:user/ada', { ASSUME_PROFILE: 'ada' }, null],
  ['a profile that is gone, by its role', as('Old'), { ASSUME_PROFILE: 'gone', ASSUME_ROLE: 'Old' }, true],
  [
    'a profile that is gone, by its account',
    as('Old'),
    { ASSUME_PROFILE: 'gone', AWS_ACCOUNT_ID: '000000000000' },
    false,
  ],
])('%s', async (_title, answer, env, matches) => {
  const found = await verified(answer, env);
  expect(found.verified).toEqual({ arn: answer, matches });
  expect(found.problem?.exitCode).toBe(matches === false ? 1 : undefined);
});

test.each<[string, Readonly<Record<string, string>>, object]>([
  [
    'the profile says',
    { ASSUME_PROFILE: 'ada', AWS_REGION: 'us-east-1' },
    { region: 'eu-west-3', endpoint: 'http://ada.test' },
  ],
  ['the environment says without one', { ASSUME_PROFILE: 'gone', AWS_REGION: 'us-west-1' }, { region: 'us-west-1' }],
  [
    'a variable of the user says',
    { ASSUME_PROFILE: 'prod', AWS_ENDPOINT_URL_STS: 'http://sts.test' },
    { endpoint: 'http://sts.test' },
  ],
  ['AWS has it by default', { ASSUME_PROFILE: 'gone' }, { region: 'us-east-1' }],
])('asks STS where %s', async (_title, env, where) => {
  const { caller } = await verified(as('Any'), env);
  expect(caller).toMatchObject({
    ...where,
    credentials: { accessKeyId: 'LKIA', secretAccessKey: 's', sessionToken: 't' },
  });
});

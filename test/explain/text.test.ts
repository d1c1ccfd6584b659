import { Chalk } from 'chalk';
import { textRows } from '../../src/explain/text';
import type { Explanation } from '../../src/explain/types';
import { formatRows, type Row } from '../../src/terminal/table';
import { textWidth } from '../../src/terminal/width';

const plain = new Chalk({ level: 0 });
const colorful = new Chalk({ level: 1 });

const ARN = 'arn:aws:iam::123456789012:role/Admin';
const LONG = `arn:aws:iam::123456789012:role/${'a/very/long/path/'.repeat(6)}Admin`;

/** In the local time zone, like the text. */
const NOW = new Date(2026, 7, 22, 9, 0);
const CONTEXT = { now: NOW, env: { HOME: '/home/me' } };

const EXPLANATION: Explanation = {
  profile: 'prod',
  source: {
    kind: 'static',
    profile: 'me',
    settings: [{ key: 'aws_access_key_id', value: 'AKIA0000000000000001', location: '/home/me/.aws/credentials:2' }],
  },
  roles: [
    {
      kind: 'role',
      profile: 'prod',
      settings: [
        { key: 'role_arn', value: ARN, location: '/home/me/.aws/config:4' },
        { key: 'role_session_name', value: 'prod-session', location: 'default' },
        { key: 'duration_seconds', value: '5400', location: '--duration' },
      ],
      cachedUntil: new Date(2026, 7, 22, 9, 41).toISOString(),
    },
  ],
  region: { key: 'region', value: 'eu-west-1', location: '/etc/aws/config:9' },
  sts: { region: 'eu-west-1', endpoint: 'http://127.0.0.1:4566' },
  prompts: [],
  problems: [],
};

const text = (explanation: Explanation, width = 80, colors = plain) =>
  formatRows(textRows(explanation, CONTEXT), width, colors);

test('the endpoints that the shell gets, and a warning', () => {
  const destination = [{ key: 'AWS_ENDPOINT_URL', value: 'http://local:4566', location: '/home/me/.aws/config:7' }];
  const shown = text({ ...EXPLANATION, destination, warnings: ['[default] (/home/me/.aws/config:2) sets it.'] });
  expect(shown).toContain('   AWS_ENDPOINT_URL   http://local:4566                     ~/.aws/config:7\n');
  expect(shown).toMatch(/\n\nWarning: \[default\] \(~\/.aws\/config:2\) sets it\.\n$/);
});

test('a chain as text', () => {
  expect(text(EXPLANATION)).toBe(`1. Source: access key (profile me)
   aws_access_key_id  AKIA0000000000000001                  ~/.aws/credentials:2

2. Role Admin in 123456789012 (profile prod)
   role_arn           ${ARN}  ~/.aws/config:4
   role_session_name  prod-session                          default
   duration_seconds   5400 (1h 30m)                         --duration
   cached             41m left (until 09:41)

Result
   region             eu-west-1                             /etc/aws/config:9
   STS                eu-west-1 at http://127.0.0.1:4566
   MFA                not needed
`);
});

test.each([
  ['a code', { answer: 'person' }, ['code needed from arn:aws:iam::1:mfa/me']],
  [
    'a code that mfa_process prints',
    { answer: 'mfaProcess' },
    ['code needed from arn:aws:iam::1:mfa/me', 'printed by mfa_process'],
  ],
  [
    'no code, because of an MFA session',
    { answer: 'mfaSession', until: new Date(2026, 7, 22, 20, 30).toISOString() },
    ['not needed: session of arn:aws:iam::1:mfa/me', '11h 30m left (until 20:30)'],
  ],
] as const)('MFA: %s', (_what, answer, [first, ...more]) => {
  const prompts = [{ kind: 'mfaCode', about: 'arn:aws:iam::1:mfa/me', ...answer }] as const;
  const lines = [`   MFA                ${first}`, ...more.map((line) => `${' '.repeat(22)}${line}`)];
  expect(
    text({ ...EXPLANATION, prompts })
      .split('STS')[1]
      ?.split('\n')
      .slice(1, -1),
  ).toEqual(lines);
});

test('a sign-in', () => {
  const prompts = [{ kind: 'signIn', about: 'https://corp.example/start', answer: 'person' }] as const;
  expect(text({ ...EXPLANATION, prompts })).toContain('\n   sign-in            needed at https://corp.example/start\n');
});

test('a source that could not be read still has its place in the chain', () => {
  const { source: _, ...rest } = EXPLANATION;
  const problems = [{ message: 'Broken.', exitCode: 3, notes: [], hints: [] }];
  expect(text({ ...rest, problems })).toMatch(
    /^1\. Unknown \(see error below\)\n\n2\. Role Admin[\s\S]*\n {3}STS .*\n\n$/,
  );
});

describe.each([40, 60, 80, 120])('in %i columns', (width) => {
  const rows: Row[] = [
    `A heading as long as ${'very '.repeat(20)}long`,
    { key: 'role_arn', value: LONG, location: '/a/folder/that/is/long/config:12' },
    { key: 'name', value: '開発環境'.repeat(12), location: 'config:13' },
    { key: 'short', value: 'x', location: 'config:14' },
  ];

  test('no line is longer, and nothing is lost', () => {
    const lines = formatRows(rows, width, plain).split('\n');
    expect(lines.filter((line) => textWidth(line) > width)).toEqual([]);
    expect(lines.join('').replace(/\s/g, '')).toContain(LONG);
    expect(lines.join('').replace(/\s/g, '')).toContain('開発環境'.repeat(12));
  });

  test('colors change no column', () => {
    const painted = formatRows(rows, width, colorful);
    expect(painted).toContain('\u001b[2mconfig:14\u001b[22m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colors themselves
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(formatRows(rows, width, plain));
  });
});

test('control characters do not reach the terminal', () => {
  expect(formatRows([{ key: 'a', value: 'b\u001b[2Jc\nd', location: 'e\r' }], 80, plain)).toBe('   a  b?[2Jc?d  e?\n');
});

describe('an access key with mfa_serial as text', () => {
  const KEY: Explanation = { ...EXPLANATION, profile: 'me', roles: [] };

  test('shows the MFA session as a step of its own', () => {
    const mfaSession = {
      kind: 'mfaSession',
      profile: 'me',
      settings: [
        { key: 'duration_seconds', value: '129600', location: '--duration' },
        { key: 'mfa_serial', value: 'GAHT12345678', location: '/home/me/.aws/config:4' },
      ],
    } as const;
    const prompts = [{ kind: 'mfaCode', about: 'GAHT12345678', answer: 'person' }] as const;
    expect(text({ ...KEY, mfaSession, prompts })).toBe(`1. Source: access key (profile me)
   aws_access_key_id  AKIA0000000000000001                ~/.aws/credentials:2

2. MFA session (profile me)
   duration_seconds   129600 (36h)                        --duration
   mfa_serial         GAHT12345678                        ~/.aws/config:4

Result
   region             eu-west-1                           /etc/aws/config:9
   STS                eu-west-1 at http://127.0.0.1:4566
   MFA                code needed from GAHT12345678
`);
  });

  test.each([
    ['longTerm', 'not used: --long-term gives the access key itself'],
    ['temporary', 'no session: the access key is temporary itself'],
  ] as const)('says why the key itself is used: %s', (bareKey, words) => {
    expect(text({ ...KEY, bareKey })).toMatch(new RegExp(`^ {3}MFA +${words}$`, 'm'));
  });
});

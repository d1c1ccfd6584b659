import { type Findable, queryFrom } from '../../src/find/findable';
import { Matcher } from '../../src/find/match';

const TEAMS = ['payments', 'web', 'data-platform', 'identity', 'search', 'ledger', 'café', 'mobile', 'risk', 'core'];
const STAGES = ['dev', 'test', 'prod', 'sandbox', 'staging', 'dr'];
const ROLES = ['Admin', 'ReadOnly', 'Developer', 'Billing', 'Auditor', 'Support', 'DataScientist'];
const REGIONS = ['eu-central-1', 'us-east-1', 'ap-southeast-2'];

/** 420 profiles over 60 accounts. */
const PROFILES: Findable[] = TEAMS.flatMap((team, t) =>
  STAGES.flatMap((stage, s) =>
    ROLES.map((role) => ({
      name: `${team}-${stage}/${role}`,
      account: String(431_700_112_233 + (t * 6 + s) * 7_013_001_907),
      accountName: `${team} ${stage}`,
      role,
      region: REGIONS[(t + s) % 3] as string,
    })),
  ),
);

const names = (query: string, rows: readonly Findable[] = PROFILES, usage?: (name: string) => number) =>
  new Matcher(rows, usage).match(query).map(({ row }) => row.name);

describe('matching', () => {
  test('finds every profile by the beginnings of team, stage and role, in any order', () => {
    const matcher = new Matcher(PROFILES);
    const first = PROFILES.filter(({ name }, index) => {
      const words = name.split(/-(?=[^-]*\/)|\//).map((part) => part.slice(0, 3));
      return matcher.match((index % 2 ? words : words.reverse()).join(' '))[0]?.row.name === name;
    });
    expect(first.length).toBeGreaterThanOrEqual(PROFILES.length * 0.95);
  });

  test('finds every profile by part of its account number and its role', () => {
    const matcher = new Matcher(PROFILES);
    for (const { name, account = '', role } of PROFILES) {
      expect(matcher.match(`${account.slice(0, 6)} ${role}`)[0]?.row.name).toBe(name);
    }
  });

  test.each([
    ['by letters apart', 'prdadm', 'web-prod/Admin'],
    ['by two words run together', 'payadm prod', 'payments-prod/Admin'],
    ['without accents', 'cafe prod bil', 'café-prod/Billing'],
    ['with accents in another form', 'cafe\u0301 prod bil', 'café-prod/Billing'],
    ['in capitals', 'WEB PROD READ', 'web-prod/ReadOnly'],
    ['in full width', 'ｗｅｂ prod Read', 'web-prod/ReadOnly'],
  ])('finds a name %s', (_, query, name) => {
    expect(names(query)[0]).toBe(name);
  });

  test('drops a profile of which one word matches nothing', () => {
    expect(names('web qqq')).toEqual([]);
  });

  test('looks for a word in one field at a time', () => {
    expect(names('Pordution')).toEqual([]);
    expect(names('x1', [{ name: 'x', account: '111122223333' }])).toEqual([]);
  });

  test('looks for digits side by side in an account number, and for whole words in a description', () => {
    const rows = [
      { name: 'a', account: '412345313907' },
      { name: 'b', account: '943170000000' },
      { name: 'c', description: 'Parents are young; we repay' },
      { name: 'd', description: 'Parents are young' },
    ];
    expect(names('4317', rows)).toEqual(['b']);
    expect(names('pay', rows)).toEqual(['c']);
    expect(names('44', [{ name: 'team-4-a4' }, { name: 'team-44' }])).toEqual(['team-44']);
  });

  test('puts a name before another field that matches as well', () => {
    const rows = [
      { name: 'one', role: 'audit' },
      { name: 'audit', role: 'x' },
    ];
    expect(names('audit', rows)).toEqual(['audit', 'one']);
  });

  test('keeps the order of the files between equals', () => {
    expect(names('')).toEqual(PROFILES.map(({ name }) => name));
    expect(names('x', [{ name: 'ax' }, { name: 'bx' }])).toEqual(['ax', 'bx']);
  });

  test('puts what was used lately first where it matches about as well, but never letters apart before the word', () => {
    const used = (name: string) => (name === 'web-prod/Support' ? 3 : 0);
    expect(names('', PROFILES, used)[0]).toBe('web-prod/Support');
    expect(names('web prod', PROFILES, used)[0]).toBe('web-prod/Support');
    const rows = [{ name: 'production' }, { name: 'p-r-o-d' }];
    expect(names('prod', rows, (name) => (name === 'p-r-o-d' ? 1000 : 0))).toEqual(['production', 'p-r-o-d']);
  });

  test('finds the same while a query is typed and edited as when it is given at once', () => {
    const matcher = new Matcher(PROFILES);
    for (const query of ['p', 'pa', 'pa p', 'pa pr', 'pa p', 'pa prd', '', '4', '43', '431 r', 'w', 'web', ' web ro']) {
      expect([query, matcher.match(query).map(({ row }) => row.name)]).toEqual([query, names(query)]);
    }
  });

  test('says which letters match in which field', () => {
    const rows = [{ name: '😀 café-prod', account: '431700112233', role: 'Admin' }];
    const matcher = new Matcher(rows);
    const [match] = matcher.match('cafe prod 4317 adm');
    expect(match && matcher.positions(match.row)).toEqual({
      name: [3, 4, 5, 6, 8, 9, 10, 11],
      account: [0, 1, 2, 3],
      role: [0, 1, 2],
    });
  });
});

describe('a pasted text', () => {
  const portal = 'https://acme.awsapps.com/start/#/console?account_id=431700112233&role_name=ReadOnly';
  test.each([
    [portal, '431700112233 ReadOnly'],
    [`${portal}&destination=https%3A%2F%2Fconsole.aws.amazon.com%2Fx%3Fid%3D999999999999`, '431700112233 ReadOnly'],
    ['https://431700112233-abcdefgh.eu-central-1.console.aws.amazon.com/s3/home', '431700112233'],
    ['431700112233-abcdefgh.eu-central-1.console.aws.amazon.com', '431700112233'],
    [
      'https://signin.aws.amazon.com/switchrole?account=431700112233&roleName=Admin&displayName=x',
      '431700112233 Admin',
    ],
    ['arn:aws:iam::431700112233:role/team/path/Admin', '431700112233 Admin'],
    ['arn:aws-cn:sts::431700112233:assumed-role/Admin/ada', '431700112233 Admin'],
    [
      'arn:aws:iam::431700112233:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef',
      '431700112233 Admin',
    ],
    [' arn:aws:s3:::bucket\n', ' arn:aws:s3:::bucket\n'],
    ['payments-prod/Admin', 'payments-prod/Admin'],
    ['431700112233/Admin', '431700112233/Admin'],
    ['https://example.com/100%', 'https://example.com/100%'],
  ])('%s stands for %s', (text, query) => {
    expect(queryFrom(text)).toBe(query);
  });
});

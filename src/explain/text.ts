import type { Row } from '../terminal/table';
import { formatExpiry } from '../util/time';
import type { Explanation, Fact, Link, Question } from './types';

/** What decides how a time and a file are told. */
export interface Reader {
  readonly now: Date;
  /** Told as `~`. */
  readonly home: string;
}

const ORIGINS: Readonly<Record<Link['kind'], string>> = {
  static: 'The access key',
  environment: 'The credentials in the environment',
  process: 'What a program prints (credential_process)',
  sso: 'A permission set of IAM Identity Center',
  webIdentity: 'A role by web identity',
  login: 'What `aws login` left',
  container: 'The credentials of the container',
  instance: 'The credentials of the EC2 instance',
  role: 'A role',
};

/** Account and name of a role are what people know it by. */
function roleTitle({ settings }: Link): string {
  const arn = settings.find(({ key }) => key === 'role_arn')?.value ?? '';
  const [, account, name] = /^[^:]*:[^:]*:iam::(\d*):role\/(?:.*\/)?(.*)$/.exec(arn) ?? [];
  return name === undefined ? ORIGINS.role : `The role ${name} in ${account}`;
}

const title = (link: Link) =>
  (link.kind === 'role' ? roleTitle(link) : ORIGINS[link.kind]) +
  (link.profile === undefined ? '' : `, of the profile ${link.profile}`);

const short = (place: string, { home }: Reader) =>
  place.startsWith(`${home}/`) ? `~${place.slice(home.length)}` : place;

/** `7200` in hours and minutes. */
function span(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.round((seconds % 3600) / 60)];
  return [hours > 0 && `${hours} h`, minutes > 0 && `${minutes} min`].filter(Boolean).join(' ');
}

const row = ({ key, value, place }: Fact, reader: Reader): Row => ({
  key,
  value: key === 'duration_seconds' ? `${value} (${span(Number(value))})` : value,
  place: short(place, reader),
});

const linkRows = (link: Link, reader: Reader): Row[] => [
  ...link.settings.map((fact) => row(fact, reader)),
  ...(link.cachedUntil === undefined
    ? []
    : [{ key: 'cached', value: `until ${formatExpiry(new Date(link.cachedUntil), reader.now)}` }]),
];

function questionRows({ kind, about, answer, until: end }: Question, { now }: Reader): Row[] {
  if (kind === 'signIn') return [{ key: 'sign-in', value: `at ${about}` }];
  const who = {
    person: [],
    mfaProcess: ['mfa_process prints it'],
    mfaSession: [`there is a session until ${formatExpiry(new Date(end ?? ''), now)}`],
  }[answer];
  return [{ key: 'MFA code', value: `of ${about}` }, ...who.map((value) => ({ key: '', value }))];
}

const askedRows = ({ asked }: Explanation, reader: Reader): Row[] =>
  asked.length === 0
    ? [{ key: 'asked', value: 'nothing' }]
    : asked.flatMap((question) => questionRows(question, reader));

function stsText({ region, endpoint, useFipsEndpoint, useDualstackEndpoint }: NonNullable<Explanation['sts']>): string {
  const kinds = [useFipsEndpoint && 'FIPS', useDualstackEndpoint && 'dual-stack'].filter(Boolean);
  return [endpoint ? `${region} at ${endpoint}` : region, ...kinds].join(', ');
}

/** The chain as a person reads it: what it begins with, each role, then what the shell gets and what will be asked. */
export function textRows(explanation: Explanation, reader: Reader): Row[] {
  const { source, roles, region, sts, problems } = explanation;
  const links = [source, ...roles].map((link, index): Row[] => [
    `${index + 1}. ${link ? title(link) : 'Not known: see what is wrong'}`,
    ...(link ? linkRows(link, reader) : []),
    '',
  ]);
  const rest: Row[] = [
    'Then',
    region ? row(region, reader) : { key: 'region', value: 'as it is in the shell' },
    ...(sts && roles.length > 0 ? [{ key: 'STS', value: stsText(sts) }] : []),
    ...(problems.length === 0 ? askedRows(explanation, reader) : ['']),
  ];
  return [...links.flat(), ...rest];
}

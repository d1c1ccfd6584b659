import type { Env } from '../platform/env';
import { shortenHome } from '../platform/env';
import { SOURCE_LABELS } from '../profiles/kind';
import type { Row } from '../terminal/table';
import { formatExpiry, formatSpan } from '../util/time';
import type { Explanation, Fact, Link, Prompt } from './types';

/** What times are relative to, and which folder is shown as `~`. */
export interface TextContext {
  readonly now: Date;
  readonly env: Env;
}

/** A role by its name and account, which are what people know it by. */
function roleTitle({ settings }: Link): string {
  const arn = settings.find(({ key }) => key === 'role_arn')?.value ?? '';
  const [, account, name] = /^[^:]*:[^:]*:iam::(\d*):role\/(?:.*\/)?(.*)$/.exec(arn) ?? [];
  return name === undefined ? 'Role' : `Role ${name} in ${account}`;
}

function linkTitle(link: Link): string {
  if (link.kind === 'role') return roleTitle(link);
  return link.kind === 'mfaSession' ? 'MFA session' : `Source: ${SOURCE_LABELS[link.kind]}`;
}

const title = (link: Link) => linkTitle(link) + (link.profile === undefined ? '' : ` (profile ${link.profile})`);

const factRow = ({ key, value, location }: Fact, { env }: TextContext): Row => ({
  key,
  value: key === 'duration_seconds' ? `${value} (${formatSpan(Number(value))})` : value,
  location: shortenHome(location, env),
});

const linkRows = (link: Link, context: TextContext): Row[] => [
  ...link.settings.map((fact) => factRow(fact, context)),
  ...(link.cachedUntil === undefined
    ? []
    : [{ key: 'cached', value: formatExpiry(new Date(link.cachedUntil), context.now) }]),
];

function promptRows({ kind, about, answer, until }: Prompt, { now }: TextContext): Row[] {
  if (kind === 'signIn') return [{ key: 'sign-in', value: `needed at ${about}` }];
  switch (answer) {
    case 'person':
      return [{ key: 'MFA', value: `code needed from ${about}` }];
    case 'mfaProcess':
      return [
        { key: 'MFA', value: `code needed from ${about}` },
        { key: '', value: 'printed by mfa_process' },
      ];
    case 'mfaSession':
      return [
        { key: 'MFA', value: `not needed: session of ${about}` },
        { key: '', value: formatExpiry(new Date(until ?? ''), now) },
      ];
  }
}

/** What is said of MFA where the access key itself is used. */
const BARE_KEY_TEXT = {
  longTerm: 'not used: --long-term gives the access key itself',
  temporary: 'no session: the access key is temporary itself',
} as const;

function promptsRows({ prompts, bareKey }: Explanation, context: TextContext): Row[] {
  if (bareKey) return [{ key: 'MFA', value: BARE_KEY_TEXT[bareKey] }];
  if (prompts.length === 0) return [{ key: 'MFA', value: 'not needed' }];
  return prompts.flatMap((prompt) => promptRows(prompt, context));
}

function stsText({ region, endpoint, useFipsEndpoint, useDualstackEndpoint }: NonNullable<Explanation['sts']>): string {
  const variants = [useFipsEndpoint && 'FIPS', useDualstackEndpoint && 'dual-stack'].filter(Boolean);
  return [endpoint ? `${region} at ${endpoint}` : region, ...variants].join(', ');
}

/** An explanation as rows to print: the source, each role, and the result for the shell. */
export function textRows(explanation: Explanation, context: TextContext): Row[] {
  const {
    source,
    roles,
    mfaSession,
    region,
    sts,
    network = [],
    destination = [],
    warnings = [],
    problems,
  } = explanation;
  const links = [source, ...roles, ...(mfaSession ? [mfaSession] : [])].map((link, index): Row[] => [
    `${index + 1}. ${link ? title(link) : 'Unknown (see error below)'}`,
    ...(link ? linkRows(link, context) : []),
    '',
  ]);
  const result: Row[] = [
    'Result',
    region ? factRow(region, context) : { key: 'region', value: 'unchanged' },
    ...(sts && (mfaSession || roles.length > 0) ? [{ key: 'STS', value: stsText(sts) }] : []),
    ...[...network, ...destination].map((fact) => factRow(fact, context)),
    ...(problems.length === 0 ? promptsRows(explanation, context) : ['']),
    ...warnings.flatMap((warning) => ['', `Warning: ${shortenHome(warning, context.env)}`]),
  ];
  return [...links.flat(), ...result];
}

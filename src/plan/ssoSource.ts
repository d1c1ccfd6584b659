import { type Hint, misconfigured } from '../errors';
import { location, type Profile, type Section, type Setting } from '../profiles/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { danglingName, describeProfile } from './hints';
import { settingValue } from './parameters';
import type { PlanRequest } from './request';
import type { SsoSession, SsoSource } from './sources';
import { isAwsStartUrl } from './startUrl';
import type { PlanContext } from './types';
import { REGION, type Rule } from './validation';

const RULES = {
  sso_account_id: { pattern: /^\d{12}$/, form: 'a 12-digit account ID', example: '123456789012' },
  sso_role_name: { pattern: /\S/, form: 'the name of a permission set', example: 'AdministratorAccess' },
  sso_region: { pattern: REGION, form: 'the name of a region', example: 'eu-west-1' },
  sso_start_url: {
    pattern: /^https?:\/\/[^\s/]/i,
    form: 'a URL that starts with https://',
    example: 'https://example.awsapps.com/start',
  },
} as const satisfies Readonly<Record<string, Rule>>;

type Key = keyof typeof RULES;

/** The AWS CLI's (`aws configure sso`). */
const DEFAULT_SCOPE = 'sso:account:access';

const CONFIGURE_SESSION: Hint = ['aws configure sso-session', 'Configure it'];

/** Asks for everything that IAM Identity Center needs in a profile. */
export const configureSsoHint = ({ name }: Profile): Hint => [
  `aws configure sso --profile ${quoteForDisplay(name)}`,
  'Configure it',
];

const signInHint = ({ name }: Profile): Hint => [`assume login ${quoteForDisplay(name)}`, 'Sign in, which sets it'];

/**
 * The `[sso-session]` that the profile names: `null` in the legacy form, `undefined` (a problem) if it does not exist.
 */
function sectionOf(profile: Profile, { profiles, problems }: PlanContext): Section | null | undefined {
  const name = profile.settings.get('sso_session');
  if (!name) return null;
  return (
    profiles.ssoSessions.get(name.value) ??
    problems.add(danglingName('sso_session', name, profile, profiles, CONFIGURE_SESSION))
  );
}

/** A key that both sections have must have one value (botocore, `_resolve_sso_session_reference`). */
function checkConflicts(profile: Profile, section: Section, { problems }: PlanContext): void {
  for (const [key, setting] of section.settings) {
    const other = profile.settings.get(key);
    if (other && other.value !== setting.value) {
      const [first, second] = [
        `profile "${profile.name}" (${location(other)})`,
        `sso-session "${section.name}" (${location(setting)})`,
      ];
      problems.add(misconfigured(`${key} must be the same in ${first} and ${second}.`));
    }
  }
}

/**
 * Reads settings of the `[sso-session]` and of the profile, and adds a problem for each one that is missing or invalid.
 */
class Reader {
  constructor(
    private readonly profile: Profile,
    private readonly section: Section | null,
    private readonly context: PlanContext,
  ) {}

  find(key: Key): Setting | undefined {
    return this.section?.settings.get(key) ?? this.profile.settings.get(key);
  }

  read(key: Key): string | undefined {
    const inProfile = this.profile.settings.get(key);
    const setting = this.find(key);
    const { pattern, form, example } = RULES[key];
    if (!setting) return this.missing(key);
    if (pattern.test(setting.value)) return setting.value;
    return this.context.problems.add(
      setting === inProfile
        ? settingValue(this.profile, key, setting).invalid(`must be ${form}`, example)
        : misconfigured(`${key} of sso-session "${this.section?.name}" (${location(setting)}) must be ${form}.`),
    );
  }

  /** A start URL of the user's own leads to one of AWS's, which shows its region; the AWS CLI then sets sso_region. */
  private leadsElsewhere(): boolean {
    const url = this.find('sso_start_url')?.value;
    return url !== undefined && RULES.sso_start_url.pattern.test(url) && !isAwsStartUrl(url);
  }

  /** Region and URL of the portal belong in the `[sso-session]`, if there is one; account and role in the profile. */
  private missing(key: Key): undefined {
    const { profile, section } = this;
    const inSection = section && (key === 'sso_region' || key === 'sso_start_url');
    const owner = inSection ? `sso-session "${section.name}" (${location(section)})` : describeProfile(profile);
    const hints = [inSection ? CONFIGURE_SESSION : configureSsoHint(profile)];
    if (key === 'sso_region' && this.leadsElsewhere()) hints.push(signInHint(profile));
    return this.context.problems.add(
      misconfigured(`${owner} has no ${key}, which IAM Identity Center requires.`, ...hints),
    );
  }
}

const parseScopes = (setting: Setting | undefined) => {
  const scopes = setting?.value.split(',').flatMap((scope) => scope.trim() || []) ?? [];
  return scopes.length > 0 ? scopes : [DEFAULT_SCOPE];
};

function readSession(
  reader: Reader,
  section: Section | null,
  { resolvedStartUrl }: PlanRequest,
): SsoSession | undefined {
  const startUrl = reader.read('sso_start_url');
  const isOwn = startUrl !== undefined && !isAwsStartUrl(startUrl);
  const resolved = isOwn ? resolvedStartUrl?.(startUrl, reader.find('sso_region')?.value) : undefined;
  const region = resolved?.region ?? reader.read('sso_region');
  const scopes = parseScopes(section?.settings.get('sso_registration_scopes'));
  if (startUrl === undefined || region === undefined) return undefined;
  const portalUrl = resolved && { portalUrl: resolved.url };
  return { ...(section && { name: section.name }), startUrl, ...portalUrl, region, scopes };
}

/**
 * The permission set of a profile (botocore, SSOProvider). Adds a problem (exit 3) for each setting that is missing or
 * invalid.
 */
export function ssoSource(profile: Profile, context: PlanContext): Omit<SsoSource, 'endpoints'> | undefined {
  const section = sectionOf(profile, context);
  if (section === undefined) return undefined;
  if (section) checkConflicts(profile, section, context);
  const reader = new Reader(profile, section, context);
  const session = readSession(reader, section, context.request);
  const accountId = reader.read('sso_account_id');
  const roleName = reader.read('sso_role_name');
  if (!session || accountId === undefined || roleName === undefined) return undefined;
  return { kind: 'sso', profile: profile.name, session, accountId, roleName };
}

import type { Hint } from '../errors';
import { misconfigured } from '../errors';
import type { Profile, Section, Setting } from '../profiles/types';
import { location } from '../profiles/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { describeProfile, didYouMean } from './hints';
import { fromSetting } from './parameters';
import type { PlanContext } from './planRequest';
import type { SsoSession, SsoSource } from './sources';
import { REGION, type Rule } from './validation';

const RULES = {
  sso_account_id: { pattern: /^\d{12}$/, form: 'the 12 digits of an account', example: '123456789012' },
  sso_role_name: { pattern: /\S/, form: 'the name of a permission set', example: 'AdministratorAccess' },
  sso_region: { pattern: REGION, form: 'the name of a region', example: 'eu-west-1' },
  sso_start_url: {
    pattern: /^https?:\/\/[^\s/]/i,
    form: 'a URL that begins with https://',
    example: 'https://example.awsapps.com/start',
  },
} as const satisfies Readonly<Record<string, Rule>>;

type Key = keyof typeof RULES;

/** The AWS CLI's (`aws configure sso`). */
const DEFAULT_SCOPE = 'sso:account:access';

const SSO_SESSION: Hint = ['aws configure sso-session', 'asks for all that one needs'];

/** What sets everything that IAM Identity Center needs of a profile. */
export const configureSsoHint = ({ name }: Profile): Hint => [
  `aws configure sso --profile ${quoteForDisplay(name)}`,
  'asks for all that it needs',
];

/** The section that the profile names; `null` in the legacy form, `undefined` with a problem. */
function sectionOf(profile: Profile, { profiles, problems }: PlanContext): Section | null | undefined {
  const name = profile.settings.get('sso_session');
  if (!name) return null;
  const section = profiles.ssoSessions.get(name.value);
  if (section) return section;
  return problems.add(
    misconfigured(
      `The profile "${profile.name}" (${location(name)}) names the sso-session "${name.value}", which does not exist.`,
      ...didYouMean(name, 'sso_session', profile, profiles.ssoSessions.keys()),
      SSO_SESSION,
    ),
  );
}

/** What stands in both places must be the same (botocore, `_resolve_sso_session_reference`). */
function checkSame(profile: Profile, section: Section, { problems }: PlanContext): void {
  for (const [key, setting] of section.settings) {
    const other = profile.settings.get(key);
    if (other && other.value !== setting.value) {
      const where = `in the profile "${profile.name}" (${location(other)}) and another in the sso-session "${section.name}" (${location(setting)})`;
      problems.add(misconfigured(`${key} has one value ${where}: only one of the two can be.`));
    }
  }
}

/** The settings of the profile and of its section, and what is wrong with them. */
class Reader {
  constructor(
    private readonly profile: Profile,
    private readonly section: Section | null,
    private readonly context: PlanContext,
  ) {}

  find(key: string): Setting | undefined {
    return this.section?.settings.get(key) ?? this.profile.settings.get(key);
  }

  read(key: Key): string | undefined {
    const setting = this.find(key);
    const { pattern, form, example } = RULES[key];
    if (!setting) return this.missing(key);
    if (pattern.test(setting.value)) return setting.value;
    const inProfile = setting === this.profile.settings.get(key);
    const what = `must be ${form}`;
    return this.context.problems.add(
      inProfile
        ? fromSetting(this.profile, key, setting).wrong(what, example)
        : misconfigured(`${key} of the sso-session "${this.section?.name}" (${location(setting)}) ${what}.`),
    );
  }

  /** The sign-in belongs to the section, if there is one; account and role to the profile. */
  private missing(key: Key): undefined {
    const { profile, section } = this;
    const inSection = section && (key === 'sso_region' || key === 'sso_start_url');
    const who = inSection ? `sso-session "${section.name}" (${location(section)})` : describeProfile(profile);
    const hint = inSection ? SSO_SESSION : configureSsoHint(profile);
    return this.context.problems.add(misconfigured(`The ${who} has no ${key}, which IAM Identity Center needs.`, hint));
  }
}

const scopesIn = (setting: Setting | undefined) => {
  const scopes = setting?.value.split(',').flatMap((scope) => scope.trim() || []) ?? [];
  return scopes.length > 0 ? scopes : [DEFAULT_SCOPE];
};

function sessionIn(reader: Reader, section: Section | null): SsoSession | undefined {
  const startUrl = reader.read('sso_start_url');
  const region = reader.read('sso_region');
  const scopes = scopesIn(section?.settings.get('sso_registration_scopes'));
  if (startUrl === undefined || region === undefined) return undefined;
  return { ...(section && { name: section.name }), startUrl, region, scopes };
}

/** The permission set of a profile (botocore, SSOProvider). */
export function ssoSource(profile: Profile, context: PlanContext): SsoSource | undefined {
  const section = sectionOf(profile, context);
  if (section === undefined) return undefined;
  if (section) checkSame(profile, section, context);
  const reader = new Reader(profile, section, context);
  const session = sessionIn(reader, section);
  const accountId = reader.read('sso_account_id');
  const roleName = reader.read('sso_role_name');
  if (!session || accountId === undefined || roleName === undefined) return undefined;
  return { kind: 'sso', profile: profile.name, session, accountId, roleName };
}

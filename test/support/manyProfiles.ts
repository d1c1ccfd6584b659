import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOld } from './sessionFiles';

const TEAMS = ['payments', 'web', 'data-platform', 'identity', 'search', 'ledger', 'café', 'mobile', 'risk', '開発'];
const STAGES = ['dev', 'test', 'prod', 'sandbox', 'staging', 'dr'];
const ROLES = ['Admin', 'ReadOnly', 'Developer', 'Billing', 'Auditor', 'Support', 'DataScientist'];

/** A profile of {@link MANY}. */
export interface SampleProfile {
  readonly name: string;
  readonly team: string;
  readonly stage: string;
  readonly account: string;
  readonly role: string;
}

/** 400 profiles over 60 accounts: a role in each stage of each team. */
export const MANY: readonly SampleProfile[] = TEAMS.flatMap((team, t) =>
  STAGES.flatMap((stage, s) => {
    // Spread like real ones.
    const account = String(100_000_000_000 + (((t * STAGES.length + s) * 618_033_988_749) % 900_000_000_000));
    return ROLES.map((role) => ({ name: `${team}-${stage}/${role}`, team, stage, account, role }));
  }),
).slice(0, 400);

/** A home folder with these profiles in its `~/.aws/config`, all of IAM Identity Center. */
export function manyProfiles(): { readonly home: string; remove(): void } {
  const home = mkdtempSync(join(tmpdir(), 'assume many-'));
  mkdirSync(join(home, '.aws'), { mode: 0o700 });
  const sections = MANY.map(
    ({ name, account, role, team, stage }) =>
      `[profile ${name}]\nsso_session = acme\nsso_account_id = ${account}\nsso_role_name = ${role}\nregion = eu-west-1\n` +
      `assume_account_name = ${team} ${stage}\n`,
  );
  const session = '[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n';
  writeOld(join(home, '.aws/config'), `${sections.join('\n')}\n${session}`);
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
}

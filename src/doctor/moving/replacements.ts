/** Something of another tool, and what replaces it. */
export interface Replacement {
  readonly theirs: string;
  readonly ours: string;
  /** Flags of theirs, and first words, that may be typed after `assume` out of habit. A usage error then points to `ours`. */
  readonly typed?: readonly string[];
}

/**
 * What replaces what, by tool. `docs/migrating.md` shows the same rows. Words in capitals stand for the user's own. What is the
 * same in both isn't listed.
 */
export const REPLACEMENTS = {
  Granted: [
    { theirs: 'assume -un', ours: 'assume off', typed: ['-un', '--unset'] },
    { theirs: 'assume PROFILE -d 1h', ours: 'assume PROFILE --duration 1h', typed: ['-d'] },
    { theirs: "assume PROFILE --exec 'CMD'", ours: 'assume exec PROFILE -- CMD', typed: ['--exec'] },
    { theirs: 'assume PROFILE -e', ours: 'assume export PROFILE --format dotenv', typed: ['-e', '--env'] },
    { theirs: 'assume PROFILE -ex', ours: 'assume export PROFILE --format ini', typed: ['-ex', '--export'] },
    { theirs: 'assume PROFILE --chain ARN', ours: 'assume ARN --source-profile PROFILE', typed: ['--chain'] },
    { theirs: 'granted sso login', ours: 'assume login PROFILE' },
    { theirs: 'granted credential-process', ours: 'assume export PROFILE --format process' },
    { theirs: 'granted_sso_* with credential_process', ours: 'sso_* without credential_process' },
  ],
  awsume: [
    { theirs: 'awsume PROFILE', ours: 'assume PROFILE' },
    { theirs: 'awsume -u', ours: 'assume off', typed: ['-u', '--unset'] },
    { theirs: 'awsume -l', ours: 'assume list', typed: ['-l', '--list-profiles'] },
    { theirs: 'awsume PROFILE -r', ours: 'assume PROFILE --refresh', typed: ['-r'] },
    { theirs: 'awsume PROFILE -s', ours: 'assume export PROFILE', typed: ['-s', '--show-commands'] },
    { theirs: 'awsume PROFILE -o NAME', ours: 'assume export PROFILE --format ini', typed: ['-o', '--output-profile'] },
    {
      theirs: 'awsume PROFILE --role-duration 3600',
      ours: 'assume PROFILE --duration 3600',
      typed: ['--role-duration'],
    },
    { theirs: 'awsume PROFILE -a', ours: 'assume init --install --auto-renew', typed: ['-a', '--auto-refresh'] },
    { theirs: 'awsume --role-arn ACCOUNT:ROLE', ours: 'assume arn:aws:iam::ACCOUNT:role/ROLE' },
    { theirs: '[autoawsume-*] in ~/.aws/credentials', ours: 'not needed: delete the section' },
  ],
  'aws-vault': [
    { theirs: 'aws-vault exec PROFILE', ours: 'assume PROFILE' },
    { theirs: 'aws-vault exec PROFILE -- CMD', ours: 'assume exec PROFILE -- CMD' },
    { theirs: 'aws-vault exec -d 1h PROFILE', ours: 'assume PROFILE --duration 1h', typed: ['-d'] },
    { theirs: 'aws-vault exec -n PROFILE', ours: 'assume PROFILE --long-term', typed: ['-n', '--no-session'] },
    { theirs: 'aws-vault export PROFILE', ours: 'assume export PROFILE --format dotenv' },
    { theirs: 'aws-vault export --format=json', ours: 'assume export PROFILE --format process' },
    { theirs: 'aws-vault list', ours: 'assume list' },
    { theirs: 'aws-vault clear', ours: 'assume cache clear', typed: ['clear'] },
    { theirs: 'aws-vault add PROFILE', ours: 'aws configure --profile PROFILE', typed: ['add'] },
    { theirs: 'include_profile = NAME', ours: 'the settings themselves' },
  ],
  'aws-sso-cli': [
    { theirs: 'aws-sso-profile PROFILE', ours: 'assume PROFILE' },
    { theirs: 'eval $(aws-sso eval -p PROFILE)', ours: 'assume PROFILE', typed: ['-p', '--profile'] },
    { theirs: 'aws-sso-clear', ours: 'assume off' },
    { theirs: 'aws-sso exec -p PROFILE CMD', ours: 'assume exec PROFILE -- CMD' },
    { theirs: 'aws-sso process -p PROFILE', ours: 'assume export PROFILE --format process' },
    { theirs: 'aws-sso credentials -p PROFILE', ours: 'assume export PROFILE --format ini' },
    { theirs: 'aws-sso list', ours: 'assume list' },
    { theirs: 'aws-sso time', ours: 'assume status' },
    { theirs: 'aws-sso login', ours: 'assume login PROFILE' },
    { theirs: 'aws-sso setup profiles', ours: 'aws configure sso' },
  ],
  saml2aws: [
    { theirs: 'saml2aws login -p PROFILE', ours: 'keep it: no SAML sign-in here' },
    { theirs: 'eval $(saml2aws script -p PROFILE)', ours: 'assume PROFILE', typed: ['-p', '--profile'] },
    { theirs: 'saml2aws exec -p PROFILE -- CMD', ours: 'assume exec PROFILE -- CMD' },
    { theirs: 'saml2aws exec --exec-profile PROFILE -- CMD', ours: 'assume exec PROFILE -- CMD' },
  ],
  Leapp: [
    { theirs: 'leapp session start', ours: 'assume PROFILE' },
    { theirs: 'leapp session stop', ours: 'assume off' },
    { theirs: 'leapp session list', ours: 'assume list' },
    { theirs: 'leapp session current', ours: 'assume status' },
    { theirs: 'leapp session generate ID', ours: 'assume export PROFILE --format process' },
    { theirs: 'leapp session export-env-variables', ours: 'assume export PROFILE' },
    { theirs: 'leapp integration login', ours: 'assume login PROFILE' },
    { theirs: 'leapp session add', ours: 'aws configure' },
  ],
} as const satisfies Readonly<Record<string, readonly Replacement[]>>;

/** The name of a tool, as it is shown. */
export type ToolName = keyof typeof REPLACEMENTS;

/** The tools, each with its rows. */
export const TOOLS = Object.entries(REPLACEMENTS) as readonly (readonly [ToolName, readonly Replacement[]])[];

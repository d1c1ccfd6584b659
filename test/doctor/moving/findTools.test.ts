import { join } from 'node:path';
import { createContext } from '../../../src/context';
import { findOtherTools } from '../../../src/doctor/moving/findTools';
import { TOOLS } from '../../../src/doctor/moving/replacements';
import { type Home, makeHome, ROOT, scriptOf } from '../../install/homeFixture';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const find = (env: Record<string, string> = {}) =>
  findOtherTools(createContext({ ...home.withoutShells, ...env }, ROOT)).map(
    ({ name, found }) =>
      [name, found.map(({ file, line }) => `${file.slice(home.home.length + 1)}${line ? `:${line}` : ''}`)] as const,
  );

/** What each tool, or its documentation, makes users have: file, content, and where it is recognized. */
const TRACES: readonly [tool: string, file: string, content: string, found: string][] = [
  // fwdcloudsec/granted: pkg/alias/alias.go, pkg/config, pkg/cfaws.
  ['Granted', '.bashrc', '# mine\nalias assume=". assume"\n', '.bashrc:2'],
  ['Granted', '.zshenv', '\nalias assume="source assume"\n', '.zshenv:2'],
  ['Granted', '.zshenv', 'alias assume=". /opt/homebrew/bin/assume"\n', '.zshenv:1'],
  [
    'Granted',
    '.config/fish/config.fish',
    'alias assume="source (brew --prefix)/bin/assume.fish"',
    '.config/fish/config.fish:1',
  ],
  ['Granted', '.tcshrc', "alias assume 'source /usr/local/bin/assume.tcsh'\n", '.tcshrc:1'],
  ['Granted', '.zshrc', 'export GRANTED_ENABLE_AUTO_REASSUME=true\n', '.zshrc:1'],
  ['Granted', '.granted/config', 'DefaultBrowser = "FIREFOX"\n', '.granted'],
  ['Granted', '.config/granted/config', 'Ordering = ""\n', '.config/granted'],
  [
    'Granted',
    '.aws/config',
    [
      '[default]\nregion = us-east-1\n',
      '[profile cfdev]',
      'granted_sso_start_url      = https://d-1234567890.awsapps.com/start',
      'granted_sso_region         = us-east-1',
      'granted_sso_account_id     = 111122223333',
      'granted_sso_role_name      = Admin',
      'common_fate_generated_from = aws-sso',
      'credential_process         = granted credential-process --profile cfdev\n',
    ].join('\n'),
    '.aws/config:5',
  ],
  // trek10inc/awsume: awsume/configure, awsume/awsumepy/lib/autoawsume.py.
  [
    'awsume',
    '.bash_profile',
    '#AWSume alias to source the AWSume script\nalias awsume=". awsume"\n',
    '.bash_profile:2',
  ],
  ['awsume', '.zshenv', 'alias awsume="source \\$(pyenv which awsume)"\n', '.zshenv:1'],
  ['awsume', '.config/fish/functions/awsume.fish', 'function awsume; end\n', '.config/fish/functions/awsume.fish'],
  [
    'awsume',
    '.config/powershell/Microsoft.PowerShell_profile.ps1',
    'Register-ArgumentCompleter -Native -CommandName awsume -ScriptBlock {}',
    '.config/powershell/Microsoft.PowerShell_profile.ps1:1',
  ],
  ['awsume', '.awsume/config.yaml', 'colors: true\n', '.awsume'],
  [
    'awsume',
    '.aws/credentials',
    '[autoawsume-prod]\naws_access_key_id = ASIA\nautoawsume = true\nawsumepy_command = awsumepy prod -a\n',
    '.aws/credentials:3',
  ],
  // ByteNess/aws-vault: USAGE.md.
  ['aws-vault', '.bashrc', 'eval "$(aws-vault --completion-script-bash)"\n', '.bashrc:1'],
  ['aws-vault', '.zshrc', 'export AWS_VAULT_BACKEND=file\n', '.zshrc:1'],
  ['aws-vault', '.awsvault/keys/home', '', '.awsvault'],
  ['aws-vault', '.aws/config', '[profile prod]\ninclude_profile = root\n', '.aws/config:2'],
  [
    'aws-vault',
    '.aws/config',
    '[profile a]\ncredential_process = /opt/homebrew/bin/aws-vault export --format=json a\n',
    '.aws/config:2',
  ],
  [
    'aws-vault',
    '.aws/config',
    '[profile a]\ncredential_process = "C:\\tools\\aws-vault.exe" exec a --json\n',
    '.aws/config:2',
  ],
  [
    'aws-vault',
    '.aws/config',
    '[profile a]\ncredential_process = env AWS_VAULT_PROMPT=osascript aws-vault exec a --json\n',
    '.aws/config:2',
  ],
  // synfinatic/aws-sso-cli: internal/helper, cmd/aws-sso/setup_profiles_cmd.go.
  ['aws-sso-cli', '.zshrc', '# BEGIN_AWS_SSO_CLI\n\n# END_AWS_SSO_CLI\n', '.zshrc:1'],
  ['aws-sso-cli', '.bashrc', "alias awsp='aws-sso-profile'\n", '.bashrc:1'],
  ['aws-sso-cli', '.config/aws-sso/config.yaml', 'SSOConfig: {}\n', '.config/aws-sso'],
  ['aws-sso-cli', '.aws-sso/config.yaml', 'SSOConfig: {}\n', '.aws-sso'],
  [
    'aws-sso-cli',
    '.aws/config',
    '# BEGIN_AWS_SSO_CLI\n[profile 111122223333:Admin]\ncredential_process = /usr/bin/aws-sso -u open -S "Default" process --arn arn:aws:iam::111122223333:role/Admin\n# END_AWS_SSO_CLI\n',
    '.aws/config:3',
  ],
  // Versent/saml2aws: README.md, pkg/awsconfig.
  ['saml2aws', '.bash_profile', 'eval "$(saml2aws --completion-script-bash)"\n', '.bash_profile:1'],
  ['saml2aws', '.saml2aws', '[default]\nurl = https://id.example.com\n', '.saml2aws'],
  [
    'saml2aws',
    '.aws/credentials',
    '[saml]\naws_access_key_id = ASIA\nx_principal_arn = arn:aws:sts::111122223333:assumed-role/Admin/ada\nx_security_token_expires = 2030-01-02T00:47:31+02:00\n',
    '.aws/credentials:3',
  ],
  [
    'saml2aws',
    '.aws/config',
    '[profile a]\ncredential_process = saml2aws login --credential-process --role x --quiet\n',
    '.aws/config:2',
  ],
  // Noovolari/leapp: packages/core.
  ['Leapp', '.Leapp/Leapp-lock.json', '', '.Leapp'],
  ['Leapp', '.aws/config', '[profile a]\ncredential_process = leapp session generate 0cd3a5e2\n', '.aws/config:2'],
];

describe('recognizes', () => {
  test.each(TRACES)('%s by %s: %j', (tool, file, content, found) => {
    home.write(file, content);
    expect(find()).toEqual([[tool, [found]]]);
  });

  test.each([
    ['Granted', 'assumego'],
    ['awsume', 'awsumepy'],
    ['aws-vault', 'aws-vault'],
    ['aws-sso-cli', 'aws-sso'],
    ['saml2aws', 'saml2aws'],
    ['Leapp', 'leapp'],
  ])('%s by its program, %s, on the PATH', (tool, program) => {
    home.write(`bin/${program}`, '', 0o755);
    expect(find()).toEqual([[tool, [`bin/${program}`]]]);
  });

  test('every tool of the table, by files and by program', () => {
    expect(TOOLS.map(([name]) => name)).toEqual([...new Set(TRACES.map(([name]) => name))]);
  });

  test('several at once, each with the first place in each file', () => {
    home.write('.zshrc', 'alias assume=". assume"\nalias awsume=". awsume"\nalias a="awsume -l"\n');
    home.write('.awsume/config.yaml', '');
    expect(find()).toEqual([
      ['Granted', ['.zshrc:1']],
      ['awsume', ['.awsume', '.zshrc:2']],
    ]);
  });

  test('files where the environment says they are', () => {
    home.write('zsh/.zshrc', 'alias assume=". assume"\n');
    home.write('etc/granted/config', '');
    home.write('my-config', '[profile a]\ngranted_sso_region = x\n');
    const env = { ZDOTDIR: 'zsh', XDG_CONFIG_HOME: 'etc', AWS_CONFIG_FILE: 'my-config' };
    const absolute = Object.fromEntries(Object.entries(env).map(([name, path]) => [name, join(home.home, path)]));
    expect(find(absolute)).toEqual([['Granted', ['etc/granted', 'zsh/.zshrc:1', 'my-config:2']]]);
  });
});

describe('does not mistake for another tool', () => {
  test.each([
    ['our own script, pasted', '.zshrc', scriptOf('zsh')],
    [
      'our own credential_process',
      '.aws/config',
      '[profile a]\ncredential_process = assume export prod --format process\n',
    ],
    ['a comment', '.bashrc', '# alias assume=". assume", aws-vault, saml2aws\n'],
    ['a word in a longer one', '.bashrc', 'alias x=aws-sso-util; alias y=my-leapp; alias z=aws-vault2\n'],
    ['English', '.bashrc', 'echo "permission granted"\n'],
    ['a folder named like a tool', '.aws/config', '[profile a]\ncredential_process = /srv/granted/creds --now\n'],
    [
      'settings of aws-vault that assume reads, too',
      '.aws/config',
      '[profile a]\nmfa_process = code\nsession_tags = a=b\n',
    ],
  ])('%s', (_what, file, content) => {
    home.write(file, content);
    expect(find()).toEqual([]);
  });

  test('anything in files that it cannot read', () => {
    home.write('.aws/config', 'granted_sso_region = x\n');
    home.write('.zshrc', '# >>> assume >>>\nalias assume=". assume"\n. x # assume init zsh --install\n');
    expect(find()).toEqual([]);
    expect(find({ HOME: '' })).toEqual([]);
  });
});

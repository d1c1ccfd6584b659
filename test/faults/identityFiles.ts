import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Config,
  Credentials,
  Definition,
  Endpoint,
  Files,
  KeyName,
  Person,
  Subject,
  UserEnv,
} from './identityModel';

/** What the texts of the files need to name. */
export interface Names {
  readonly urls: Readonly<Record<Endpoint, string>>;
  readonly secrets: Readonly<Record<KeyName, { readonly accessKeyId: string; readonly secretAccessKey: string }>>;
  readonly startUrl: string;
  readonly tokenProgram: string;
  readonly webTokenFile: string;
}

export const ACCOUNT = '222233334444';
export const roleArn = (role: string): string => `arn:aws:iam::${ACCOUNT}:role/${role}`;

/** Sources that are not profiles. */
const AMBIENT = ['Environment', 'EcsContainer'];

function settings(definition: Definition, { startUrl, tokenProgram, webTokenFile }: Names): string[] {
  switch (definition.kind) {
    case 'keys':
      return [];
    case 'role': {
      const key = AMBIENT.includes(definition.source) ? 'credential_source' : 'source_profile';
      return [`role_arn = ${roleArn(definition.role)}`, `${key} = ${definition.source}`];
    }
    case 'sso':
      return [
        'sso_session = acme',
        `sso_account_id = ${ACCOUNT}`,
        `sso_role_name = ${definition.permissionSet}`,
        `# ${startUrl}`,
      ];
    case 'web':
      return [`role_arn = ${roleArn(definition.role)}`, `web_identity_token_file = ${webTokenFile}`];
    case 'process':
      return [`credential_process = ${tokenProgram} ${definition.prints}`];
  }
}

/** The files of a home folder, as they are now, and as they were at each look before. */
export class AwsFiles {
  private readonly configs = new Map<string, Config>();
  private readonly credentials = new Map<string, Credentials>();
  private readonly tokens = new Map<string, Files['token']>();
  private readonly history = new Map<string, { readonly mtime: bigint; readonly text: string }[]>();
  private serial = 0;
  readonly token: string;

  constructor(
    readonly home: string,
    private readonly names: Names,
  ) {
    this.token = join('sso', 'cache', `${createHash('sha1').update('acme').digest('hex')}.json`);
  }

  configText(config: Config): string {
    const { urls, startUrl } = this.names;
    const sections = Object.entries(config).map(([name, definition]) =>
      [
        `[profile ${name}]`,
        'region = eu-west-1',
        `endpoint_url = ${urls[definition.endpoint]}`,
        ...settings(definition, this.names),
      ].join('\n'),
    );
    const session = `[sso-session acme]\nsso_start_url = ${startUrl}\nsso_region = eu-west-1`;
    const text = `${[...sections, session].join('\n\n')}\n`;
    this.configs.set(text, config);
    return text;
  }

  credentialsText(credentials: Credentials): string {
    const sections = Object.entries(credentials).map(([name, key]) => {
      const { accessKeyId, secretAccessKey } = this.names.secrets[key];
      return `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    });
    const text = sections.join('\n');
    this.credentials.set(text, credentials);
    return text;
  }

  /** The text of a sign-in's token file; each is a new one. */
  tokenText(person: Person, endpoint: Endpoint, accessToken: string): string {
    const expiresAt = new Date(Date.now() + 7 * 3600_000 + this.serial++ * 1000).toISOString().replace(/\.\d+/, '');
    const text = JSON.stringify({ startUrl: this.names.startUrl, region: 'eu-west-1', accessToken, expiresAt });
    this.tokens.set(text, { person, endpoint });
    return text;
  }

  private paths({ configFile }: UserEnv = {}) {
    const aws = join(this.home, '.aws');
    return {
      config: configFile ? join(this.home, configFile, 'config') : join(aws, 'config'),
      credentials: join(aws, 'credentials'),
      token: join(aws, this.token),
      webToken: this.names.webTokenFile,
    };
  }

  configIn = (path: string): Config | undefined => this.configs.get(textAt(path) ?? '');
  credentialsIn = (path: string): Credentials | undefined => this.credentials.get(textAt(path) ?? '');

  /** What the files mean now that are in force for a shell. */
  read(user: UserEnv): Files {
    const paths = this.paths(user);
    return {
      config: this.configIn(paths.config),
      credentials: this.credentialsIn(paths.credentials),
      token: this.tokens.get(textAt(paths.token) ?? ''),
      webToken: textAt(paths.webToken)?.trim() as Subject | undefined,
    };
  }

  /** Remembers the files in force: no session can be of any other state. */
  remember(): void {
    for (const path of Object.values(this.paths())) {
      const seen = lookAt(path);
      if (!seen) continue;
      const known = this.history.get(seen.real) ?? [];
      this.history.set(seen.real, [
        ...known.filter(({ text, mtime }) => text !== seen.text || mtime !== seen.mtime),
        seen,
      ]);
    }
  }

  /** Whether one of the files has the path and the time of an earlier one with another text: no builtin can tell them apart. */
  get isBeyondBuiltins(): boolean {
    return Object.values(this.paths()).some((path) => {
      const now = lookAt(path);
      const known = (now && this.history.get(now.real)) ?? [];
      return known.some(({ text, mtime }) => text !== now?.text && distance(mtime, now?.mtime ?? 0n) < 10_000n);
    });
  }
}

const distance = (one: bigint, other: bigint) => (one > other ? one - other : other - one);

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function lookAt(path: string) {
  const text = textAt(path);
  if (text === undefined) return undefined;
  return { real: realpathSync.native(path), mtime: statSync(path, { bigint: true }).mtimeNs, text };
}

import { type Exported, unsayable } from './types';

/** What holds one line, ends where it seems to end, and has no comment: the SDKs end a value at ` #` and ` ;`. */
const isPlain = (text: string) => text !== '' && text === text.trim() && !/\p{Cc}|(^|\s)[#;]/u.test(text);

/** configparser gives what stands there to every section; the JavaScript SDK then refuses the whole file. */
const RESERVED = /^(?:DEFAULT|(?:profile )?__proto__)$/;

function header(profile: string): string {
  if (isPlain(profile) && !/[[\]]/.test(profile) && !RESERVED.test(profile)) return `[${profile}]\n`;
  throw unsayable("The profile's name", 'ini', 'the AWS CLI or an SDK would read another one');
}

/** A section of `~/.aws/credentials`. Its keys are named like the variables; when they expire it cannot say. */
export function ini({ profile, values }: Exported): string {
  const line = (key: string, name: keyof typeof values) => {
    const value = values[name];
    if (value === undefined) return '';
    if (!isPlain(value)) throw unsayable(name, 'ini', 'it would be cut, or taken for a comment');
    return `${key} = ${value}\n`;
  };
  return [
    header(profile),
    line('aws_access_key_id', 'AWS_ACCESS_KEY_ID'),
    line('aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY'),
    line('aws_session_token', 'AWS_SESSION_TOKEN'),
    line('aws_account_id', 'AWS_ACCOUNT_ID'),
    line('region', 'AWS_REGION'),
  ].join('');
}

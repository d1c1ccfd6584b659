import { DEVICE, PORTAL, roleArn, sessionArn, userOf } from './world';

/** The lines with a user's keys. */
export const keys = (name: string) => {
  const { accessKeyId, secretAccessKey } = userOf(name);
  return `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
};
/** The variables with a user's keys. */
export const environment = () => {
  const { accessKeyId, secretAccessKey } = userOf('environment');
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
};
/** A profile that assumes a role. */
export const role = (profile: string, name: string, lines: string, partition = 'aws') =>
  `[profile ${profile}]\nrole_arn = ${roleArn(name, partition)}\n${lines}\n`;
/** A profile with a user's keys. */
export const user = (profile: string, name = 'config', lines = '') => `[profile ${profile}]\n${keys(name)}${lines}\n`;

/** The lines of each kind of source, and what else it needs. */
export const PROCESS = 'credential_process = /bin/cat "%HOME%/process.json"\n';
const [ASSIGNED] = PORTAL.assignments;
export const PERMISSION_SET = `sso_account_id = ${ASSIGNED?.accountId}\nsso_role_name = ${ASSIGNED?.roleName}\n`;
export const PORTAL_LINES = `sso_start_url = ${PORTAL.startUrl}\nsso_region = ${PORTAL.region}\n`;
export const SSO = `sso_session = acme\n${PERMISSION_SET}`;
export const SESSION = `[sso-session acme]\n${PORTAL_LINES}\n`;
export const WEB = `role_arn = ${roleArn('Web')}\nweb_identity_token_file = %HOME%/token\n`;
export const CONTAINER = {
  AWS_CONTAINER_CREDENTIALS_FULL_URI: '%URL%/container',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'let me in',
};
export const INSTANCE = { AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: '%URL%/' };

/** The identities of the roles. */
export const ONE = sessionArn('One');
export const TWO = sessionArn('Two');
export const MFA = `mfa_serial = ${DEVICE}\n`;
/** Too long for an MFA session of GetSessionToken, so the code goes to AssumeRole, as with the AWS CLI. */
export const LONG = 'duration_seconds = 7200\n';

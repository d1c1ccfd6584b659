/** Where the start URL of IAM Identity Center leads. */
export interface ResolvedStartUrl {
  readonly url: string;
  readonly region: string;
}

/** Whose portals they are: the AWS CLI's lists (`customizations/sso/resolve.py`, since 2.35.13). */
const SUFFIXES = [
  ...['app.aws', 'portal.amazonaws.com', 'portal.amazonaws.com.cn', 'app.amazonwebservices.com.cn'],
  ...['portal.amazonaws.eu', 'api.amazonwebservices.eu', 'awsapps.com', 'awsapps.cn'],
];
const HOSTS = [
  ...['identitycenter.amazonaws.com', 'identitycenter.amazonaws.com.cn'],
  ...['identitycenter.amazonaws.eu', 'identitycenter.us-gov.amazonaws.com'],
];

const REGIONS = [
  /^[^.]+\.portal\.([a-z0-9-]+)\.(?:app\.aws|app\.amazonwebservices\.com\.cn|api\.amazonwebservices\.eu)$/,
  /^[^.]+\.([a-z0-9-]+)\.portal\.(?:amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu)$/,
];

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).hostname.toLowerCase().replace(/\.$/, '') : '');

/** Whether a start URL is AWS's own; others lead to one. */
export function isAwsStartUrl(url: string): boolean {
  const host = hostOf(url);
  return HOSTS.includes(host) || SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}

/** The region in the host name of one of AWS's own start URLs; `undefined` if its form has none. */
export const regionInStartUrl = (url: string): string | undefined =>
  REGIONS.flatMap((pattern) => pattern.exec(hostOf(url))?.[1] ?? [])[0];

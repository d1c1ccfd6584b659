/** A value and where it was found: `file:line`, or the name of a variable. */
export interface Found {
  readonly value: string;
  readonly location: string;
}

/** How requests reach an endpoint. By default: directly, and with the certificate authorities that Node trusts. */
export interface Route {
  /** The URL of an HTTP proxy, possibly with a user name and a password. */
  readonly proxy?: Found;
  /** The file with the only certificate authorities to trust. */
  readonly caBundle?: Found;
}

/** Where requests to a service go, and how. */
export interface ServiceEndpoint extends Route {
  /** Without a slash at its end. */
  readonly url: string;
  /** What configures it: `file:line`, or the name of a variable. Absent for AWS's own endpoint in the region. */
  readonly location?: string;
}

/** A URL without user name and password. */
export const withoutUser = (url: string): string => url.replace(/^(https?:[/\\]*)[^/\\?#]*@/i, '$1');

/** A URL as messages name it: without user name and password, and without query and fragment, which may hold a secret too. */
export const urlName = (url: string): string => withoutUser(url).replace(/^(https?:[^?#]*)[?#].*$/is, '$1');

/** A proxy as messages name it: without user name and password. */
export function proxyName({ value }: Found): string {
  const { protocol, host } = new URL(value);
  return `${protocol}//${host}`;
}

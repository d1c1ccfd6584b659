import { failed } from '../awsError';

/** The names of this machine, as `URL` writes them. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

function isSafe({ protocol, hostname, username, password }: URL): boolean {
  const isPrivate = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
  // In front of the host, a user name looks like another host.
  return isPrivate && username === '' && password === '';
}

/**
 * The URL of a sign-in page as it may be shown and opened. What opens URLs would also open files, run scripts, and take what
 * begins with `-` as an option.
 * @param oidc the URL of the service whose page it is
 * @returns the URL in ASCII, without blanks and control characters
 * @throws AssumeError (exit 1) for anything but https, and http on this machine
 */
export function signInUrl(text: string, oidc: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && isSafe(url)) return url.href;
  const page = text === '' ? 'a sign-in page without a URL' : `the sign-in page ${text}`;
  throw failed(`${oidc} asks to open ${page}, but only https is opened, and http on this machine.`);
}

const GROUPS = 8;

const groups = (text: string) => (text === '' ? [] : text.split(':'));

const bits = (numbers: readonly number[], width: number) =>
  numbers.map((number) => number.toString(2).padStart(width, '0')).join('');

/** The bits of an IP address as text, 32 or 128 of them; `undefined` for any other text. */
function bitsOf(text: string): string | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return bits(text.split('.').map(Number), 8);
  const url = `http://[${text}]`;
  if (!text.includes(':') || !URL.canParse(url)) return undefined;
  // Written out, but for one `::`.
  const [head = '', tail = ''] = new URL(url).hostname.slice(1, -1).split('::');
  const [before, after] = [groups(head), groups(tail)];
  const zeros = Array<string>(GROUPS - before.length - after.length).fill('0');
  return bits(
    [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16)),
    16,
  );
}

/** Whether an IP address is a certain one (`10.0.0.1`, `::1`), or in a range of them (CIDR, RFC 4632: `10.0.0.0/8`). */
export function isAddressIn(address: string, range: string): boolean {
  const [network = '', length] = range.split('/');
  const [own, theirs] = [bitsOf(address), bitsOf(network)];
  if (own === undefined || theirs === undefined || own.length !== theirs.length) return false;
  if (length !== undefined && !/^\d+$/.test(length)) return false;
  return own.startsWith(theirs.slice(0, length === undefined ? theirs.length : Number(length)));
}

/** How the characters of a file are told, as far as they are to be found and added to. */
export interface Encoding {
  /** Every character of the file is one of the text's, and the other way round: nothing is lost, whatever it is. */
  decode(bytes: Buffer): string;
  encode(text: string): Buffer;
  /** Text of ours, as {@link encode} wants it. */
  own(text: string): string;
}

const utf16: Encoding = {
  decode: (bytes) => bytes.toString('utf16le'),
  encode: (text) => Buffer.from(text, 'utf16le'),
  own: (text) => text,
};

const utf16BigEndian: Encoding = {
  ...utf16,
  decode: (bytes) => utf16.decode(Buffer.from(bytes).swap16()),
  encode: (text) => utf16.encode(text).swap16(),
};

/** UTF-8, with or without a mark, and every other in which ASCII is ASCII: the bytes stay as they are. */
const bytewise: Encoding = {
  decode: (bytes) => bytes.toString('latin1'),
  encode: (text) => Buffer.from(text, 'latin1'),
  own: (text) => Buffer.from(text).toString('latin1'),
};

/** The encoding of a file. UTF-16 (what Windows PowerShell 5.1 writes) is known by its byte order mark, which stays. */
export function encodingOf(bytes: Buffer): Encoding {
  const mark = bytes.toString('hex', 0, 2);
  const encoding = { fffe: utf16, feff: utf16BigEndian }[mark] ?? bytewise;
  if (encoding !== bytewise && bytes.length % 2 > 0) throw new Error('it is UTF-16 and ends with half a character');
  return encoding;
}

import {
  accessSync,
  constants,
  lstatSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AssumeError, EXIT } from '../errors';
import { isForeignHomeAsRoot } from '../platform/env';
import { systemReason } from '../platform/files';
import { quoteForDisplay } from '../util/quoteForDisplay';

/** How a file's bytes become text in which blocks can be found and added. */
export interface Encoding {
  /** Reversible for any bytes: encoding the result gives them back, so that nothing in the file is lost. */
  decode(bytes: Buffer): string;
  encode(text: string): Buffer;
  /** Converts text of this program for {@link encode}. */
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

/** UTF-8, with or without a byte order mark, and every other superset of ASCII: one character per byte. */
const bytewise: Encoding = {
  decode: (bytes) => bytes.toString('latin1'),
  encode: (text) => Buffer.from(text, 'latin1'),
  own: (text) => Buffer.from(text).toString('latin1'),
};

/**
 * Detects the encoding of a file: UTF-16, which Windows PowerShell 5.1 writes, by its byte order mark. The mark stays in the
 * text.
 * @throws Error for UTF-16 with an odd number of bytes
 */
export function encodingOf(bytes: Buffer): Encoding {
  const mark = bytes.toString('hex', 0, 2);
  const encoding = { fffe: utf16, feff: utf16BigEndian }[mark] ?? bytewise;
  if (encoding !== bytewise && bytes.length % 2 > 0)
    throw new Error('it is UTF-16 but ends in the middle of a character');
  return encoding;
}

/** A text file as it is on disk. */
export interface TextFile {
  /** The path that was asked for. */
  readonly path: string;
  /** The same, with symbolic links followed. */
  readonly real: string;
  /** `undefined` if it doesn't exist. */
  readonly text: string | undefined;
  readonly encoding: Encoding;
  readonly stats: Stats | undefined;
}

/** As many symbolic links as Linux follows (path_resolution(7)). */
const MAX_LINKS = 40;

/** Follows symbolic links, also to a file that doesn't exist yet. */
function realPath(path: string, left = MAX_LINKS): string {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  if (!isLink) return path;
  if (left === 0) throw new Error('too many symbolic links');
  return realPath(resolve(realpathSync(dirname(path)), readlinkSync(path)), left - 1);
}

function read(path: string): TextFile {
  const real = realPath(path);
  const stats = statSync(real, { throwIfNoEntry: false });
  if (stats && !stats.isFile()) throw new Error('not a regular file');
  const bytes = stats ? readFileSync(real) : Buffer.alloc(0);
  const encoding = encodingOf(bytes);
  return { path, real, encoding, stats, text: stats && encoding.decode(bytes) };
}

/** Reads a text file. @throws AssumeError (exit 1) if it exists and can't be read as text */
export function openTextFile(path: string): TextFile {
  try {
    return read(path);
  } catch (error) {
    throw new AssumeError(`Can't read ${path}: ${systemReason(error as Error)}.`, {
      exitCode: EXIT.failure,
      hints: [[`ls -ld ${quoteForDisplay(path)}`, 'Check its type and permissions']],
    });
  }
}

/**
 * Makes sure that a file may be changed. A read-only file was made so by its owner, or by a program that will overwrite it;
 * the system would let root write it anyway.
 * @throws Error with a reason, or the system's error
 */
export function requireWritable({ real, stats }: TextFile): void {
  if (stats && (stats.mode & 0o222) === 0) throw new Error('it is read-only');
  if (isForeignHomeAsRoot(dirname(real))) throw new Error("root doesn't write to another user's home");
  let existing = real;
  while (!lstatSync(existing, { throwIfNoEntry: false })) existing = dirname(existing);
  accessSync(existing, constants.W_OK);
}

import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AssumeError, EXIT } from '../errors';
import { replaceFile } from '../platform/atomicFile';
import { systemReason } from '../platform/files';
import { isForeignHomeAsRoot } from '../platform/home';
import { quoteForDisplay } from '../util/quoteForDisplay';

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

/** A file of the user's that gets a line, and stays what it is otherwise. */
export interface TextFile {
  /** As it was asked for. */
  readonly path: string;
  /** Where it really stands, behind links. */
  readonly real: string;
  /** `undefined` if there is none. */
  readonly text: string | undefined;
  readonly encoding: Encoding;
  readonly stats: Stats | undefined;
}

/** As many links as Linux follows (path_resolution(7)). */
const LINKS = 40;

/** Follows links, also to what is not there yet. */
function realPath(path: string, left = LINKS): string {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  if (!isLink) return path;
  if (left === 0) throw new Error('too many links');
  return realPath(resolve(realpathSync(dirname(path)), readlinkSync(path)), left - 1);
}

function read(path: string): TextFile {
  const real = realPath(path);
  const stats = statSync(real, { throwIfNoEntry: false });
  if (stats && !stats.isFile()) throw new Error('it is no file');
  const bytes = stats ? readFileSync(real) : Buffer.alloc(0);
  const encoding = encodingOf(bytes);
  return { path, real, encoding, stats, text: stats && encoding.decode(bytes) };
}

/** @throws AssumeError (exit 1) for a file that is there and cannot be read as text */
export function openTextFile(path: string): TextFile {
  try {
    return read(path);
  } catch (error) {
    throw new AssumeError(`${path} cannot be read: ${systemReason(error as Error)}.`, {
      exitCode: EXIT.failure,
      hints: [[`ls -ld ${quoteForDisplay(path)}`, 'shows what it is, and who may read it']],
    });
  }
}

/**
 * Asks whether a file may be changed. One that nobody may write was made so by its owner, or by a program that will write
 * it again; the system lets root write it all the same.
 * @throws the system's error
 */
export function requireWritable({ real, stats }: TextFile): void {
  if (stats && (stats.mode & 0o222) === 0) throw new Error('it is read-only');
  if (isForeignHomeAsRoot(dirname(real))) throw new Error('root writes nothing into the home of another user');
  let existing = real;
  while (!lstatSync(existing, { throwIfNoEntry: false })) existing = dirname(existing);
  accessSync(existing, constants.W_OK);
}

/**
 * Gives a file another text, completely or not at all; with `undefined` it is removed. Mode, owner and links stay.
 * @throws the system's error
 */
export function writeTextFile({ real, encoding, stats }: TextFile, text: string | undefined): void {
  if (text === undefined) {
    rmSync(real, { force: true });
    return;
  }
  mkdirSync(dirname(real), { recursive: true });
  replaceFile(real, encoding.encode(text), {
    mode: stats ? stats.mode & 0o777 : 0o666,
    durability: 'durable',
    finish: (aside) => {
      if (!stats) return;
      try {
        if (stats.uid !== process.getuid?.() || stats.gid !== process.getgid?.())
          chownSync(aside, stats.uid, stats.gid);
      } catch {
        // Only root may give a file away: then it is ours from now on.
      }
      chmodSync(aside, stats.mode & 0o7777);
    },
  });
}

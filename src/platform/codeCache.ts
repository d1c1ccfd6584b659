import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Script } from 'node:vm';
import { replaceFile } from './atomicFile';

/** Like the functions that Node wraps CommonJS modules in. */
type ModuleFunction = (
  exports: unknown,
  require: (id: string) => unknown,
  module: NodeJS.Module,
  file: string,
  folder: string,
) => void;

/** A file as it is now, and what no other version of it, and no other Node, has in common with it. */
function readSource(file: string): { readonly source: string; readonly key: string } {
  const fd = openSync(file, 'r');
  try {
    const { ino, size, mtimeMs, ctimeMs } = fstatSync(fd);
    const key = [process.version, process.arch, ino, size, mtimeMs, ctimeMs, 'end'].join(' ');
    return { source: readFileSync(fd, 'utf8'), key };
  } finally {
    closeSync(fd);
  }
}

/** Opening a FIFO would wait for whoever writes it. */
function readAtOnce(path: string): Buffer {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** In bytes: what damages a file, such as a power cut, zeroes at least a sector of 512. */
const SUMMED_EVERY = 128;

/** A sum of one word in {@link SUMMED_EVERY} bytes, in eight characters: that of all would take longer than compiling. */
function sumOf(code: Buffer): string {
  let sum = code.length;
  for (let at = 0; at + 4 <= code.length; at += SUMMED_EVERY) sum = (Math.imul(sum, 31) + code.readInt32LE(at)) | 0;
  return (sum >>> 0).toString(16).padStart(8, '0');
}

/** Compiled code, which its sum and the key follow; `undefined` if there is none, or it is another version's or damaged. */
function readCode(path: string, key: string): Buffer | undefined {
  try {
    const bytes = readAtOnce(path);
    const length = bytes.length - key.length - 8;
    const code = bytes.subarray(0, length);
    return bytes.toString('latin1', length) === sumOf(code) + key ? code : undefined;
  } catch {
    return undefined;
  }
}

function saveCode(path: string, script: Script, key: string): void {
  try {
    const code = script.createCachedData();
    const content = Buffer.concat([code, Buffer.from(sumOf(code) + key)]);
    replaceFile(path, content, { mode: 0o600, durability: 'disposable' });
  } catch {
    // A full disk, or a read-only folder.
  }
}

/**
 * Caches the compiled code of every module loaded from now on, for a Node that can't do that itself. V8 checks neither that
 * the code is of this source nor that it is whole, and would crash, so a key and a sum do. It is saved at exit, with all
 * functions that have run.
 * @param folder exists, and only this user can write there
 */
export function cacheCode(folder: string): void {
  const { Script }: typeof import('node:vm') = require('node:vm');
  require.extensions['.js'] = (module, file) => {
    const { source, key } = readSource(file);
    const path = join(folder, encodeURIComponent(file));
    const cachedData = readCode(path, key);
    const wrapped = `(function(exports,require,module,__filename,__dirname){${source}\n})`;
    const script = new Script(wrapped, { filename: file, ...(cachedData && { cachedData }) });
    const run = script.runInThisContext() as ModuleFunction;
    run.call(module.exports, module.exports, (id) => module.require(id), module, file, dirname(file));
    if (!cachedData || script.cachedDataRejected) process.on('exit', () => saveCode(path, script, key));
  };
}

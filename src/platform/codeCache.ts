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

/** Compiled code, which the key follows; `undefined` if there is none, or it is another version's or incomplete. */
function readCode(path: string, key: string): Buffer | undefined {
  try {
    const bytes = readAtOnce(path);
    const length = bytes.length - key.length;
    return bytes.toString('latin1', length) === key ? bytes.subarray(0, length) : undefined;
  } catch {
    return undefined;
  }
}

function saveCode(path: string, script: Script, key: string): void {
  try {
    const content = Buffer.concat([script.createCachedData(), Buffer.from(key)]);
    replaceFile(path, content, { mode: 0o600, durability: 'disposable' });
  } catch {
    // A full disk, or a read-only folder.
  }
}

/**
 * Caches the compiled code of every module loaded from now on, for a Node that can't do that itself. V8 checks neither that
 * the code is of this source nor that it is whole, so a key does. It is saved at exit, with all functions that have run.
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

import { trace } from './debug';
import type { Files } from './files';

/** Does something to a file, and traces how it went. @throws what `work` throws */
function traced<Result>(done: string, work: () => Result, outcome: (result: Result) => string = () => ''): Result {
  try {
    const result = work();
    trace(done + outcome(result));
    return result;
  } catch (error) {
    trace(`${done}: failed: ${(error as Error).message}`);
    throw error;
  }
}

/** The same file system; what is read, written and removed is traced. */
export const tracedFiles = (files: Files): Files => ({
  ...files,
  read: (path, limit) =>
    traced(
      `read ${path}`,
      () => files.read(path, limit),
      (text) => (text === undefined ? ': no such file' : ''),
    ),
  replace: (path, ...content) => traced(`wrote ${path}`, () => files.replace(path, ...content)),
  appendLine: (path, ...line) => traced(`appended to ${path}`, () => files.appendLine(path, ...line)),
  stamp: (folder, ...content) => traced(`stamps in ${folder}: up to date`, () => files.stamp(folder, ...content)),
  remove: (path) => traced(`removed ${path}`, () => files.remove(path)),
});

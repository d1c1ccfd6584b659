import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { render } from '../../src/shells/render';
import { SHELLS } from '../../src/shells/table';
import type { Environment } from './shells';

/** A temporary home folder with a fake program `assume` first on the PATH. */
export interface Stub {
  readonly home: string;
  /** HOME, and PATH with the stub first. */
  readonly env: Environment;
  /**
   * Makes `assume` run these lines of POSIX sh, after it has recorded its arguments. At first, it answers a shell
   * integration with a change, in that shell's syntax, that removes AWS_CREDENTIAL_SCOPE.
   */
  does(lines: string): void;
  /** Makes `assume` print this text, byte for byte, and exit with this status. */
  answers(text: string, status?: number): void;
  /** The arguments of each call so far. */
  calls(): string[][];
  /** Clears the recorded calls. */
  forget(): void;
  /** Writes a file in the home folder, and returns its path. */
  write(path: string, text: string): string;
  remove(): void;
}

export function makeStub(): Stub {
  // A blank and a quote in the path must not break any script.
  const home = mkdtempSync(join(tmpdir(), "assume stub's-"));
  const bin = join(home, 'bin');
  const log = join(home, 'calls');
  const answer = join(home, 'answer');
  mkdirSync(bin);

  const does = (lines: string) => {
    // The number of arguments comes first, because an argument may be empty.
    const note = `here=$(dirname "$(dirname "$0")")\nprintf '%s\\0' "$#" "$@" >>"$here/calls"\n`;
    writeFileSync(join(bin, 'assume'), `#!/bin/sh\n${note}${lines}\n`);
    chmodSync(join(bin, 'assume'), 0o755);
  };
  const answers = (text: string, status = 0) => {
    writeFileSync(answer, text);
    does(`cat "$here/answer"\nexit ${status}`);
  };
  const calls = () => {
    const words = existsSync(log) ? readFileSync(log, 'utf8').split('\0').slice(0, -1) : [];
    const found: string[][] = [];
    for (let at = 0; at < words.length; ) {
      const count = Number(words[at]);
      found.push(words.slice(at + 1, at + 1 + count));
      at += 1 + count;
    }
    return found;
  };
  const write = (path: string, text: string) => {
    const file = join(home, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    return file;
  };

  for (const { name, dialect } of SHELLS) write(`change/${name}`, render([['AWS_CREDENTIAL_SCOPE', null]], dialect));
  does('case $1 in --eval=*) shell=${1#--eval=}; cat "$here/change/${shell%%/*}" ;; esac');
  return {
    home,
    env: { HOME: home, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
    does,
    answers,
    calls,
    forget: () => rmSync(log, { force: true }),
    write,
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

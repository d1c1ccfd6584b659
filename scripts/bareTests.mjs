// `npm run test:bare [-- JEST ARGUMENTS]`: `npm test` as on a machine that has Node, npm, sh, bash and coreutils, an empty home
// folder, and nothing else. Tests that need more are skipped by name: test/support/tools.ts.
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { constants as system } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

const COREUTILS =
  `[ arch b2sum base32 base64 basename basenc cat chcon chgrp chmod chown chroot cksum comm cp csplit cut date dd df dir
  dircolors dirname du echo env expand expr factor false fmt fold groups head hostid id install join link ln logname ls md5sum
  mkdir mkfifo mknod mktemp mv nice nl nohup nproc numfmt od paste pathchk pinky pr printenv printf ptx pwd readlink realpath
  rm rmdir runcon seq sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split stat stdbuf stty sum sync tac
  tail tee test timeout touch tr true truncate tsort tty uname unexpand uniq unlink users vdir wc who whoami yes`.split(
    /\s+/,
  );

const FOLDERS = [...process.env.PATH.split(delimiter), '/usr/sbin', '/sbin'];

const which = (name) =>
  FOLDERS.map((folder) => join(folder, name)).find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

const bare = resolve('build/bare');
rmSync(bare, { recursive: true, force: true });
for (const folder of ['bin', 'home']) mkdirSync(join(bare, folder), { recursive: true });
const programs = { node: process.execPath };
for (const name of ['npm', 'sh', 'bash', ...COREUTILS]) programs[name] = which(name);
for (const [name, file] of Object.entries(programs)) if (file) symlinkSync(realpathSync(file), join(bare, 'bin', name));

const env = { PATH: join(bare, 'bin'), HOME: join(bare, 'home'), npm_config_update_notifier: 'false' };
for (const name of ['TMPDIR', 'TERM', 'CI']) if (process.env[name]) env[name] = process.env[name];
const npm = spawn('npm', ['test', '--', ...process.argv.slice(2)], { env, stdio: 'inherit' });
npm.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + system.signals[signal];
});

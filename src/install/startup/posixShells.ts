import { sh as dialect } from '../../shells/dialects';
import { ANSWER, below, type ShellPaths, type Startup, signature } from './types';

/** A path as a word; with HOME unset it is one that is not there. */
function word(path: string, home: string): string {
  const rest = below(path, home);
  if (rest === undefined) return dialect.quote(path);
  return /^[\w/.-]*$/.test(rest) ? `"\${HOME-}${rest}"` : `"\${HOME-}"${dialect.quote(rest)}`;
}

/** `command` and `builtin` go past functions, backslashes past aliases, quotes past the global ones of zsh. */
export const bash: Startup = {
  source: '.',
  /**
   * A login shell (each one in macOS's terminals, and tmux) reads the first of three files and not .bashrc
   * (https://www.gnu.org/software/bash/manual/html_node/Bash-Startup-Files.html); most people's reads that.
   */
  files({ home, read }: ShellPaths) {
    const rc = `${home}/.bashrc`;
    const logins = ['.bash_profile', '.bash_login', '.profile'].map((name) => `${home}/${name}`);
    // Where there is none, the last shadows no other that may come.
    const login = logins.find((path) => read(path) !== undefined) ?? `${home}/.profile`;
    const readsRc = /^[^#\n]*\.bashrc/m.test(read(login) ?? '');
    const wired = readsRc ? [rc] : [rc, login];
    return { wired, others: logins.filter((path) => !wired.includes(path)) };
  },

  // Other shells read .profile too.
  line(path, home) {
    const file = word(path, home);
    return `\\command test -z "\${BASH_VERSION-}" || \\command test ! -r ${file} || \\command . ${file} ${signature('bash')}`;
  },

  what: ['-ic', '-lic'].map((flags) => ({
    start: flags === '-ic' ? 'a new shell' : 'a login shell',
    args: [
      flags,
      `\\builtin printf '%s\\n' '${ANSWER.begin}' "$(\\builtin type -t assume)" \
"$([[ $(\\builtin declare -f assume) != *__assume_* ]] || \\builtin echo 1)" \
"$(\\builtin shopt -s extdebug; IFS=' ' \\builtin read -r _ _ f <<<"$(\\builtin declare -F assume)"; \\builtin echo "$f")" \
"$PATH" "$(\\builtin alias assume 2>/dev/null)" '${ANSWER.end}'`,
    ],
  })),
};

export const zsh: Startup = {
  source: '.',
  // ZDOTDIR is often set in ~/.zshenv, and not exported.
  where: { args: ['-c', `\\builtin print -rn -- "${ANSWER.begin}\${ZDOTDIR-}${ANSWER.end}"`] },

  files({ home, env }, answer = env.ZDOTDIR) {
    const folder = answer?.startsWith('/') ? answer.replace(/(?<=.)\/+$/, '') : home;
    const wired = `${folder}/.zshrc`;
    const all = [folder, home].flatMap((each) =>
      ['.zshenv', '.zprofile', '.zshrc', '.zlogin'].map((name) => `${each}/${name}`),
    );
    return { wired: [wired], others: [...new Set(all)].filter((path) => path !== wired) };
  },

  line(path, home) {
    const file = word(path, home);
    return `\\builtin 'test' '!' '-r' ${file} || \\builtin '.' ${file} ${signature('zsh')}`;
  },

  what: [
    {
      args: [
        '-ic',
        `\\builtin zmodload 'zsh/parameter'; \\builtin print -rl -- '${ANSWER.begin}' "\${$(\\builtin whence -w 'assume')##*: }" \
"\${\${(M)functions[assume]:#*__assume_*}:+1}" "\${functions_source[assume]-}" "$PATH" "\${aliases[assume]-}" '${ANSWER.end}'`,
      ],
    },
  ],
};

/**
 * The others: an interactive one reads what $ENV names, a login shell .profile (POSIX, Shell Command Language, 2.5.3),
 * and mksh .mkshrc where there is no $ENV.
 */
export const sh: Startup = {
  source: '.',
  files({ home, env, read }) {
    const profile = `${home}/.profile`;
    const named = env.ENV?.replace(/^(~|\$HOME|\$\{HOME\})(?=\/)/, home);
    const rc = named?.startsWith('/') ? named : read(`${home}/.mkshrc`) === undefined ? undefined : `${home}/.mkshrc`;
    const wired = rc === undefined ? [profile] : [rc, profile];
    return { wired, others: [`${home}/.mkshrc`, `${home}/.kshrc`].filter((path) => !wired.includes(path)) };
  },

  // bash and zsh have scripts of their own, and may read the same files.
  line(path, home) {
    const file = word(path, home);
    return `\\command test -n "\${BASH_VERSION-}\${ZSH_VERSION-}" || \\command test ! -r ${file} || \\command . ${file} ${signature('sh')}`;
  },

  what: [],
};

import { sh as dialect } from '../../shells/dialects';
import { ANSWER } from './shellAnswer';
import { pathWithin, type Startup, signature } from './types';

/** A path as a word, relative to $HOME if it can be. With HOME unset, the path doesn't exist. */
function pathWord(path: string, home: string): string {
  const rest = pathWithin(home, path);
  if (rest === undefined) return dialect.quote(path);
  return /^[\w/.-]*$/.test(rest) ? `"\${HOME-}${rest}"` : `"\${HOME-}"${dialect.quote(rest)}`;
}

/** `command` and `builtin` bypass functions, backslashes bypass aliases, quotes bypass zsh's global aliases. */
export const bash: Startup = {
  sourceCommand: '.',
  /**
   * A login shell (as in macOS's terminals and tmux) reads the first of three files and not .bashrc
   * (https://www.gnu.org/software/bash/manual/html_node/Bash-Startup-Files.html); most users' files then read .bashrc.
   */
  files({ home, read }) {
    const rc = `${home}/.bashrc`;
    const logins = ['.bash_profile', '.bash_login', '.profile'].map((name) => `${home}/${name}`);
    // If none exists, the last one is created: it can't hide another that is added later.
    const login = logins.find((path) => read(path) !== undefined) ?? `${home}/.profile`;
    const readsRc = /^[^#\n]*\.bashrc/m.test(read(login) ?? '');
    const targets = readsRc ? [rc] : [rc, login];
    return { targets, others: logins.filter((path) => !targets.includes(path)) };
  },

  // Other shells read .profile too.
  line(script, home) {
    const file = pathWord(script, home);
    return `\\command test -z "\${BASH_VERSION-}" || \\command test ! -r ${file} || \\command . ${file} ${signature('bash')}`;
  },

  inspect: ['-ic', '-lic'].map((flags) => ({
    mode: flags === '-ic' ? 'interactive' : 'login',
    args: [
      flags,
      `\\builtin printf '%s\\n' '${ANSWER.begin}' "$(\\builtin type -t assume)" \
"$([[ $(\\builtin declare -f assume) != *__assume_* ]] || \\builtin echo 1)" \
"$(\\builtin shopt -s extdebug; IFS=' ' \\builtin read -r _ _ f <<<"$(\\builtin declare -F assume)"; \\builtin echo "$f")" \
"$PATH" "$(\\builtin alias assume 2>/dev/null)" '${ANSWER.end}'`,
    ],
  })),
};

/** zsh, which reads .zshrc in $ZDOTDIR. */
export const zsh: Startup = {
  sourceCommand: '.',
  // ZDOTDIR is often set in ~/.zshenv, and not exported.
  locate: { args: ['-c', `\\builtin print -rn -- "${ANSWER.begin}\${ZDOTDIR-}${ANSWER.end}"`] },

  files({ home, env }, answer = env.ZDOTDIR) {
    const folder = answer?.startsWith('/') ? answer.replace(/(?<=.)\/+$/, '') : home;
    const target = `${folder}/.zshrc`;
    const all = [folder, home].flatMap((each) =>
      ['.zshenv', '.zprofile', '.zshrc', '.zlogin'].map((name) => `${each}/${name}`),
    );
    return { targets: [target], others: [...new Set(all)].filter((path) => path !== target) };
  },

  line(script, home) {
    const file = pathWord(script, home);
    return `\\builtin 'test' '!' '-r' ${file} || \\builtin '.' ${file} ${signature('zsh')}`;
  },

  inspect: [
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
 * The other POSIX shells: an interactive one reads the file that $ENV names, a login shell .profile (POSIX, Shell Command
 * Language, 2.5.3), and mksh reads .mkshrc if ENV isn't set.
 */
export const sh: Startup = {
  sourceCommand: '.',
  files({ home, env, read }) {
    const profile = `${home}/.profile`;
    const named = env.ENV?.replace(/^(~|\$HOME|\$\{HOME\})(?=\/)/, home);
    const rc = named?.startsWith('/') ? named : read(`${home}/.mkshrc`) === undefined ? undefined : `${home}/.mkshrc`;
    const targets = rc === undefined ? [profile] : [rc, profile];
    return { targets, others: [`${home}/.mkshrc`, `${home}/.kshrc`].filter((path) => !targets.includes(path)) };
  },

  // bash and zsh have scripts of their own, and may read the same files.
  line(script, home) {
    const file = pathWord(script, home);
    return `\\command test -n "\${BASH_VERSION-}\${ZSH_VERSION-}" || \\command test ! -r ${file} || \\command . ${file} ${signature('sh')}`;
  },

  inspect: [],
};

import { ANSWER, below, type ShellPaths, type Startup, signature } from './types';

/** fish reads every file of conf.d when it starts: the script stands there, and config.fish stays as it is. */
export const fish: Startup = {
  source: 'source',
  script: ({ config }) => `${config}/fish/conf.d/assume.fish`,
  files: ({ config }) => ({
    wired: [],
    others: ['config.fish', 'functions/assume.fish'].map((name) => `${config}/fish/${name}`),
  }),
  what: [
    {
      args: [
        '-ic',
        `set -l ours (functions assume 2>/dev/null | string match -q '*__assume_*'; and echo 1)
printf '%s\\n' '${ANSWER.begin}' (type -t assume 2>/dev/null; or echo) "$ours" (functions -D assume 2>/dev/null; or echo) \
(string join : -- $PATH) '${ANSWER.end}'`,
      ],
    },
  ],
};

/** Where its documentation says its folders are; `said` is the variable that moves them everywhere. */
function nushellFolder({ env, home, platform }: ShellPaths, said: string, usual: string): string {
  if (platform === 'darwin' && !env[said]) return `${home}/Library/Application Support/nushell`;
  return platform === 'win32' && env.APPDATA ? `${env.APPDATA}/nushell` : `${usual}/nushell`;
}

/** nushell reads all of vendor/autoload when it starts at a terminal; it cannot read a file only if it is there. */
export const nushell: Startup = {
  source: 'source',
  script: (around) => `${nushellFolder(around, 'XDG_DATA_HOME', around.data)}/vendor/autoload/assume.nu`,
  files(around) {
    const config = nushellFolder(around, 'XDG_CONFIG_HOME', around.config);
    return { wired: [], others: [`${config}/config.nu`, `${config}/autoload/assume.nu`] };
  },
  what: [],
};

/** `$home` is there whatever HOME is. Nothing else is expanded between single quotes but `!`. */
export const tcsh: Startup = {
  source: 'source',
  // The second is read where there is no first.
  files({ home, read }) {
    const [first, second] = [`${home}/.tcshrc`, `${home}/.cshrc`];
    const wired = read(first) === undefined && read(second) !== undefined ? second : first;
    return { wired: [wired], others: [first, second].filter((path) => path !== wired) };
  },
  line(path, home) {
    const rest = below(path, home);
    const quoted = `'${(rest ?? path).replaceAll("'", "'\\''").replaceAll('!', '\\!')}'`;
    const file = rest === undefined ? quoted : `"$home"${quoted}`;
    return `if ( -r ${file} ) source ${file} ${signature('tcsh')}`;
  },
  what: [],
};

/** Single quotes are doubled (https://elv.sh/ref/language.html#single-quoted-string). */
export const elvish: Startup = {
  files: ({ config, home }) => ({ wired: [`${config}/elvish/rc.elv`], others: [`${home}/.elvish/rc.elv`] }),
  line(path, home) {
    const rest = below(path, home);
    const file = `${rest === undefined ? '' : '$E:HOME'}'${(rest ?? path).replaceAll("'", "''")}'`;
    return `try { eval (slurp < ${file}) } catch e { nop } ${signature('elvish')}`;
  },
  what: [],
};

/** xonsh reads all of rc.d. */
export const xonsh: Startup = {
  source: 'source',
  script: ({ config }) => `${config}/xonsh/rc.d/assume.xsh`,
  files: ({ config, home }) => ({ wired: [], others: [`${home}/.xonshrc`, `${config}/xonsh/rc.xsh`] }),
  what: [
    {
      args: [
        '-i',
        '-c',
        `from xonsh.built_ins import XSH as _x
_a = _x.aliases._raw.get('assume')
_f = getattr(getattr(getattr(_a, 'func', _a), '__code__', None), 'co_filename', '')
try:
    _o = '--eval=xonsh/' in open(_f, encoding='utf-8').read()
except OSError:
    _o = False
print('${ANSWER.begin}', 'function' if callable(_a) else 'alias' if _a else '', '1' if _o else '', _f, _x.env.detype().get('PATH', ''), '' if callable(_a) or not _a else _a, '${ANSWER.end}', sep='\\n')
`,
      ],
    },
  ],
};

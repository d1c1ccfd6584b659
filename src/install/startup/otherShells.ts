import { elvish as elvishDialect, tcsh as tcshDialect } from '../../shells/dialects';
import { ANSWER } from './shellAnswer';
import { pathWithin, type ShellPaths, type Startup, signature } from './types';

/** fish reads every file in conf.d at startup: the script goes there, and config.fish isn't touched. */
export const fish: Startup = {
  sourceCommand: 'source',
  script: ({ config }) => `${config}/fish/conf.d/assume.fish`,
  files: ({ config }) => ({
    targets: [],
    others: ['config.fish', 'functions/assume.fish'].map((name) => `${config}/fish/${name}`),
  }),
  inspect: [
    {
      args: [
        '-ic',
        // fish makes a function of an alias, and describes it so.
        `set -l ours (functions assume 2>/dev/null | string match -q '*__assume_*'; and echo 1)
set -l alias (functions -Dv assume 2>/dev/null)[5]; string match -q 'alias assume*' "$alias"; or set alias
printf '%s\\n' '${ANSWER.begin}' (test -n "$alias"; and echo alias; or type -t assume 2>/dev/null; or echo) "$ours" \
(functions -D assume 2>/dev/null; or echo) (string join : -- $PATH) "$alias" '${ANSWER.end}'`,
      ],
    },
  ],
};

/**
 * A folder of nushell's, as its documentation says.
 * @param variable moves the folder on every system
 */
function nushellFolder({ env, home, platform }: ShellPaths, variable: string, byDefault: string): string {
  if (platform === 'darwin' && !env[variable]) return `${home}/Library/Application Support/nushell`;
  return platform === 'win32' && env.APPDATA ? `${env.APPDATA}/nushell` : `${byDefault}/nushell`;
}

/** nushell reads every file in vendor/autoload when it starts on a terminal; it can't read a file only if it exists. */
export const nushell: Startup = {
  sourceCommand: 'source',
  script: (paths) => `${nushellFolder(paths, 'XDG_DATA_HOME', paths.data)}/vendor/autoload/assume.nu`,
  files(paths) {
    const config = nushellFolder(paths, 'XDG_CONFIG_HOME', paths.config);
    return { targets: [], others: [`${config}/config.nu`, `${config}/autoload/assume.nu`] };
  },
  inspect: [],
};

/** `$home` is set even if HOME isn't. */
export const tcsh: Startup = {
  sourceCommand: 'source',
  // tcsh reads the second only if the first doesn't exist.
  files({ home, read }) {
    const [first, second] = [`${home}/.tcshrc`, `${home}/.cshrc`];
    const target = read(first) === undefined && read(second) !== undefined ? second : first;
    return { targets: [target], others: [first, second].filter((path) => path !== target) };
  },
  line(script, home) {
    const rest = pathWithin(home, script);
    const file = `${rest === undefined ? '' : '"$home"'}${tcshDialect.quote(rest ?? script)}`;
    return `if ( -r ${file} ) source ${file} ${signature('tcsh')}`;
  },
  inspect: [],
};

/** rc.elv was in ~/.elvish in older versions of elvish. */
export const elvish: Startup = {
  files: ({ config, home }) => ({ targets: [`${config}/elvish/rc.elv`], others: [`${home}/.elvish/rc.elv`] }),
  line(script, home) {
    const rest = pathWithin(home, script);
    const file = `${rest === undefined ? '' : '$E:HOME'}${elvishDialect.quote(rest ?? script)}`;
    return `try { eval (slurp < ${file}) } catch e { nop } ${signature('elvish')}`;
  },
  inspect: [],
};

/** xonsh reads every file in rc.d. */
export const xonsh: Startup = {
  sourceCommand: 'source',
  script: ({ config }) => `${config}/xonsh/rc.d/assume.xsh`,
  files: ({ config, home }) => ({ targets: [], others: [`${home}/.xonshrc`, `${config}/xonsh/rc.xsh`] }),
  inspect: [
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
_k = 'function' if callable(_a) else 'alias' if _a else ''
_v = _a if _k == 'alias' else ''
print('${ANSWER.begin}', _k, '1' if _o else '', _f, _x.env.detype().get('PATH', ''), _v, '${ANSWER.end}', sep='\\n')
`,
      ],
    },
  ],
};

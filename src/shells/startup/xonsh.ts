import { ANSWER, type Startup } from './types';

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

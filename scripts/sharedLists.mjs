// Writes the lists that the scripts in shell/ share with the sources, between region markers. The result is committed; a
// test compares it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

/** Columns of a line, apart from the indentation of its region. */
const WIDTH = 112;

/** The commands that change the shell. All others only print or run something, so a script passes them through. */
const CHANGING = ['use', 'off'];

/** What a TypeScript file without imports exports. */
function load(file) {
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

async function sources() {
  const { MANAGED, REMOVED, DESTINATION } = await load('src/environment/managed.ts');
  const { FOREIGN } = await load('src/environment/foreign.ts');
  const { INVISIBLE } = await load('src/util/invisible.ts');
  const { commands } = JSON.parse(readFileSync('oclif.manifest.json', 'utf8'));
  const names = Object.values(commands).flatMap(({ id, aliases }) => [id, ...aliases]);
  const topLevel = names.filter((name) => !name.includes(':')).sort();
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  return {
    managed: MANAGED,
    removed: REMOVED,
    destination: DESTINATION,
    // With ASSUME_DEBUG the program uses session files itself, and says what it does.
    exclusions: [...FOREIGN, 'ASSUME_DEBUG'],
    invisible: INVISIBLE,
    passthrough: [...topLevel.filter((name) => !CHANGING.includes(name)), '--help', '-h', '--version'],
    version,
  };
}

/** The words in groups that fit a line of `width` when they are joined. */
function group(words, separator, width) {
  const lines = [];
  for (const word of words) {
    const longer = lines.length > 0 ? [...lines.at(-1), word] : [word];
    if (lines.length > 0 && longer.join(separator).length <= width) lines[lines.length - 1] = longer;
    else lines.push([word]);
  }
  return lines;
}

/** One statement on as many lines as it needs; all but the first are indented. */
function statement(words, { before = '', separator = ' ', lineEnd = ' \\', indent = '    ', after = '' }) {
  const room = WIDTH - Math.max(before.length, indent.length) - lineEnd.length - after.length;
  const lines = group(words, separator, room).map((line) => line.join(separator));
  return lines.map((line, at) => {
    const isLast = at === lines.length - 1;
    return `${at === 0 ? before : indent}${line}${isLast ? after : lineEnd}`;
  });
}

const quoted = (words) => words.map((word) => `'${word}'`);

/** `(`, the words on lines of their own, `)`. */
const bracketed = (open, words, close) => [
  open,
  ...statement(words, { before: '  ', indent: '  ', lineEnd: '' }),
  close,
];

const pythonWords = (name, words) => [
  `${name} = """`,
  ...statement(words, { before: '    ', lineEnd: '' }),
  '""".split()',
];

const posixCase = ({ passthrough }) =>
  statement(quoted(passthrough), { separator: ' | ', lineEnd: ' | \\', indent: '  ', after: ')' });

/** Two words with a field for each: `x` if it is set, and its attributes. Then, whether one is a nameref. */
const bashAttributes = ({ managed }, names = [...managed, 'ASSUME_ENDPOINTS']) => [
  ...concatenated(
    '__assume_used',
    names.map((name) => `\${${name}+x},`),
  ),
  ...concatenated(
    '__assume_kind',
    names.map((name) => `\${${name}@a},`),
  ),
  '# Not in `[[`, because bash before 4.3 could not parse it.',
  '# shellcheck disable=SC2166',
  ...statement(
    names.map((name, at) => `${at === 0 ? '' : '-o '}-R ${name}`),
    { before: '! \\builtin test ', after: ' || \\builtin return 1' },
  ),
];

/** One value, joined from words, in assignments that fit a line. */
const concatenated = (variable, words) =>
  group(words, '', WIDTH - variable.length - 4).map((line, at) => `${variable}${at === 0 ? '' : '+'}=${line.join('')}`);

const posixArray = ({ managed }) => bracketed('__assume_names=(', managed, ')');

const posixFixed = ({ destination }) => bracketed('__assume_fixed=(', destination, ')');

/** The pattern of a `case`, with the names for one service. */
const posixDestination = ({ destination }) =>
  statement(['AWS_ENDPOINT_URL_?*', ...destination], {
    separator: ' | ',
    lineEnd: ' | \\',
    indent: '  ',
    after: ') ;;',
  });

const posixExclusions = ({ exclusions }) =>
  statement(
    exclusions.map((name) => `-z \${${name}+set}`),
    { before: '[[ ', separator: ' && ', lineEnd: ' &&', indent: '  ', after: ' ]] || \\builtin return 1' },
  );

/** A test of `__assume_code`. */
const posixInvisible = ({ invisible }) =>
  statement(
    invisible.map(([first, last]) =>
      first === last ? `__assume_code == ${first}` : `(__assume_code >= ${first} && __assume_code <= ${last})`,
    ),
    { before: 'if ((', separator: ' || ', lineEnd: ' ||', indent: '  ', after: ')); then' },
  );

const hex = (code) => code.toString(16).padStart(4, '0');

/** .NET's regular expressions see UTF-16 units; those of a range here have the same first ones. */
const utf16Range = (range) => {
  const [[high, first], [, last]] = range.map((code) => {
    const pair = String.fromCodePoint(code);
    return [0, 1].map((at) => `\\u${hex(pair.charCodeAt(at))}`);
  });
  return `|${high}[${first}-${last}]`;
};

/** The parts of a regular expression for .NET. */
const utf16Pattern = (ranges) => {
  const isOneUnit = ([first]) => first < 0x10000;
  const inClass = ranges.filter(isOneUnit).map((range) => range.map((code) => `\\u${hex(code)}`).join('-'));
  return ['[', ...inClass, ']', ...ranges.filter((range) => !isOneUnit(range)).map(utf16Range)];
};

/** The parts of one for other shells. */
const pattern = (ranges, spell = (code) => `\\x{${code.toString(16)}}`) => [
  '[',
  ...ranges.map((range) => range.map(spell).join('-')),
  ']',
];

/** Bytes in UTF-8, and the code, of each character in Unicode's first plane: the others would make a script too long. */
const shCharacters = (ranges) =>
  ranges
    .filter(([first]) => first < 0x10000)
    .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at))
    .map((code) => {
      const bytes = [...Buffer.from(String.fromCodePoint(code))].map((byte) => `\\0${byte.toString(8)}`);
      return `${bytes.join('')}=${code.toString(16)}`;
    });

const pythonCode = (code) => (code < 0x10000 ? `\\u${hex(code)}` : `\\U${code.toString(16).padStart(8, '0')}`);

/** The regions of bash and zsh. */
const POSIX = {
  'passthrough commands': posixCase,
  'managed variables': posixArray,
  'destination variables': posixFixed,
  'destination names': posixDestination,
  'variables that rule out session files': posixExclusions,
  'invisible characters': posixInvisible,
};

/** For each extension of a script, the regions that it must have, and how their lines are written. */
const FORMATS = {
  bash: { ...POSIX, 'managed attributes': bashAttributes },
  zsh: POSIX,
  sh: {
    'passthrough commands': posixCase,
    'managed variables': ({ managed }) => statement(managed, { before: '"$@" ', indent: '  ' }),
    'invisible characters': ({ invisible }) =>
      statement(quoted(group(shCharacters(invisible), ' ', 90).map((line) => line.join(' '))), {
        before: '\\set -- ',
        indent: '  ',
      }),
  },
  fish: {
    'passthrough commands': ({ passthrough }) => statement(passthrough, { before: 'set -l __assume_passthrough ' }),
    'removed variables': ({ removed }) => statement(removed, { before: 'set -l __assume_removed ' }),
    'destination variables': ({ destination }) => statement(destination, { before: 'set -l __assume_fixed ' }),
    'variables that rule out session files': ({ exclusions }) =>
      statement(exclusions, { before: 'set -l others ', after: ' __assume_none' }),
    'managed variables': ({ managed }) => {
      const [first, ...others] = group(managed, ' ', 90).map((line) => `'${line.join(' ')}'`);
      return [`string split ' ' ${first}`, ...others.map((line) => `    ${line}`)].join(' \\\n').split('\n');
    },
    'invisible characters': ({ invisible }) =>
      group(pattern(invisible), '', 80).map((line, at) =>
        at === 0 ? `set -l invisible '${line.join('')}'` : `set invisible $invisible'${line.join('')}'`,
      ),
  },
  ps1: {
    'managed variables': ({ managed }) =>
      statement(quoted(managed), { before: '$names = ', separator: ', ', lineEnd: ',' }),
    'passthrough commands': ({ passthrough }) =>
      statement(quoted(passthrough), { before: '$passthrough = ', separator: ', ', lineEnd: ',' }),
    'variables that rule out session files': ({ exclusions }) =>
      statement(quoted(exclusions), { before: '$unset = @(', separator: ', ', lineEnd: ',', after: ')' }),
    'invisible characters': ({ invisible }) =>
      statement(
        group(utf16Pattern(invisible), '', 80).map((line) => `'${line.join('')}'`),
        { before: '$invisible = ', separator: ' + ', lineEnd: ' +' },
      ),
  },
  nu: {
    'managed variables': ({ managed }) => bracketed('const managed = [', managed, ']'),
    'passthrough commands': ({ passthrough }) => bracketed('const passthrough = [', passthrough, ']'),
    'invisible characters': ({ invisible }) =>
      bracketed(
        'const invisible = [',
        invisible.map((range) => range.map((code) => `0x${code.toString(16)}`).join('..')),
        ']',
      ),
  },
  elv: {
    'managed variables': ({ managed }) => bracketed('var managed = [', managed, ']'),
    'passthrough commands': ({ passthrough }) => bracketed('var passthrough = [', passthrough, ']'),
    'invisible characters': ({ invisible }) =>
      group(pattern(invisible), '', 80).map((line, at) =>
        at === 0 ? `var invisible = '${line.join('')}'` : `set invisible = $invisible'${line.join('')}'`,
      ),
  },
  xsh: {
    'managed variables': ({ managed }) => pythonWords('managed', managed),
    'passthrough commands': ({ passthrough }) => pythonWords('passthrough', passthrough),
    'invisible characters': ({ invisible }) => [
      'invisible = (',
      ...group(pattern(invisible, pythonCode), '', 80).map((line) => `    r"${line.join('')}"`),
      ')',
    ],
  },
  tcsh: {
    'managed variables': ({ managed }) => [
      'alias __assume_names \\',
      ...group(managed, ' ', 100).map(
        (line, at, { length }) => `    '${at === 0 ? 'echo ' : ''}${line.join(' ')}'${at === length - 1 ? '' : ' \\'}`,
      ),
    ],
    // A quoted word can't continue on the next line in tcsh, but an alias can be several words.
    'passthrough commands': ({ passthrough }) => [
      'alias __assume_passthrough \\',
      ...group(passthrough, ',', 50).map(
        (line, at, { length }) =>
          `    'if (x$__assume_first[1]:q =~ x{${line.join(',')}}) set __assume_run = assume${at === length - 1 ? "'" : ";' \\"}`,
      ),
    ],
  },
  bat: {
    'passthrough commands': ({ passthrough }) =>
      group(passthrough, ' ', 60).map((line) => `@for %%w in (${line.join(' ')}) do @if "%~1"=="%%w" assume.cmd %*`),
    'managed variables': ({ managed }) =>
      group(managed, ' ', 80).map(
        (line, at) => `@set __assume_names=${at === 0 ? '' : '%__assume_names% '}${line.join(' ')}`,
      ),
  },
};

const REGION =
  /^([ \t]*)(#|@rem) region generated: (.+)\n((?:(?![ \t]*(?:#|@rem) (?:end)?region\b).*\n)*)[ \t]*\2 endregion\n/gm;

function rewrite(file, text, from) {
  const formats = FORMATS[file.split('.').pop()];
  const missing = new Set(['version', ...Object.keys(formats)]);
  const rewritten = text.replace(REGION, (region, indent, _comment, name, body) => {
    missing.delete(name);
    if (name === 'version') return region.replace(/(?<=^[ \t]*(?:#|@rem) assume )\S+(?= for )/m, () => from.version);
    if (!formats[name]) throw new Error(`shell/${file}: unknown region "${name}"`);
    const lines = formats[name](from).map((line) => `${indent}${line}\n`);
    return region.replace(`\n${body}`, () => `\n${lines.join('')}`);
  });
  if (missing.size > 0) throw new Error(`shell/${file}: no region for ${[...missing].join(', ')}`);
  return rewritten;
}

/** The scripts that have such regions; `renew.*` come after them and repeat nothing. */
const scripts = () => readdirSync('shell').filter((file) => file.startsWith('assume.'));

/** The text of each script, with its regions as they should be, by file name. */
export async function scriptsWithLists() {
  const from = await sources();
  return Object.fromEntries(
    scripts().map((file) => [file, rewrite(file, readFileSync(`shell/${file}`, 'utf8'), from)]),
  );
}

export async function writeSharedLists() {
  for (const [file, text] of Object.entries(await scriptsWithLists())) writeFileSync(`shell/${file}`, text);
}

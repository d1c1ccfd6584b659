import { below, type Startup, signature } from './types';

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

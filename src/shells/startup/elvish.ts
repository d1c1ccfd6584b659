import { below, type Startup, signature } from './types';

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

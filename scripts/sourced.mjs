/**
 * The second line of `dist/main.js`: a directive that Node ignores, and a command that bash and zsh run. Granted's alias for
 * `assume` reads the first `assume` on the PATH into the shell (`. assume`), and that may be this program. Without this line,
 * the shell would report a syntax error in JavaScript.
 *
 * It runs the shell integration's function if that is loaded, otherwise the program, with the words that were typed, and
 * returns before the shell parses the rest of the file. It sets no variable and no option. Another function named `assume`
 * isn't called: it may be what read this file. The last `return` is for shells that lack `builtin`. After `||`, an option
 * such as -e doesn't end the shell in here.
 */
export const SOURCED = [
  '":" //; case "$(\\builtin typeset -f \\assume 2>&-)" in',
  '*__assume_*) \\assume "$@" || \\builtin return ;;',
  '*) \\builtin command \\assume "$@" || \\builtin return ;;',
  'esac; \\builtin return 0; \\return',
].join(' ');

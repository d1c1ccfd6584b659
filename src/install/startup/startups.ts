import type { Shell } from '../../shells/table';
import { elvish, fish, nushell, tcsh, xonsh } from './otherShells';
import { bash, sh, zsh } from './posixShells';
import { powershell } from './powershellProfile';
import type { Startup } from './types';

/**
 * How each shell starts up. A shell that isn't here can only be installed by hand. Apart from the table of shells, which
 * every call loads.
 */
export const STARTUPS: Readonly<Partial<Record<Shell['name'], Startup>>> = {
  bash,
  zsh,
  fish,
  powershell,
  sh,
  tcsh,
  nushell,
  elvish,
  xonsh,
};

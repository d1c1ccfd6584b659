import { elvish, fish, nushell, tcsh, xonsh } from './otherShells';
import { bash, sh, zsh } from './posixShells';
import { powershell } from './powershellProfile';
import type { Startup } from './types';

/**
 * By the name of a shell, and apart from the table of shells, which every call loads. A shell that is not here is
 * installed by hand alone.
 */
export const STARTUPS: Readonly<Record<string, Startup | undefined>> = {
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

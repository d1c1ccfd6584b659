import { elvish } from './elvish';
import { fish } from './fish';
import { nushell } from './nushell';
import { bash, sh, zsh } from './posix';
import { powershell } from './powershell';
import { tcsh } from './tcsh';
import type { Startup } from './types';
import { xonsh } from './xonsh';

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

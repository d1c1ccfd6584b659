import type { Shell } from '../table';
import { fish } from './fish';
import { bash, zsh } from './posix';
import { powershell } from './powershell';
import type { Startup } from './types';

/** Apart from the table of shells, which every call loads. A shell that is not here is installed by hand alone. */
export const STARTUPS: Readonly<Partial<Record<Shell['name'], Startup>>> = { bash, zsh, fish, powershell };

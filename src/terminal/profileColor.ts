import type { Env } from '../platform/env';
import type { Color } from '../profiles/color';

/**
 * SGR codes (ECMA-48) of letters and background, black or bright white, whichever has more contrast in the palettes of common
 * terminals. The background is part of it, because letters of a color alone are unreadable on dark or on light themes. The
 * scripts in `shell/` have the same codes.
 */
const PROFILE_SGR: Readonly<Record<Color, string>> = {
  red: '97;41',
  yellow: '30;43',
  green: '30;42',
  blue: '97;44',
  magenta: '97;45',
  cyan: '30;46',
};

/** For credentials that expire within {@link SOON} seconds. */
export const SOON_SGR = '30;43';

/** In seconds. */
export const SOON = 600;

/** A text in these colors, and the terminal's own after it. */
export const paint = (text: string, sgr: string): string => `\x1b[${sgr}m${text}\x1b[39;49m`;

/** Whether the user wants colors (https://no-color.org). Whether it is a terminal is another question. */
export const wantsColor = ({ NO_COLOR, TERM }: Env): boolean => !NO_COLOR && TERM !== 'dumb';

/**
 * A profile's name in its color. Without colors, `!` marks production.
 * @param color as in ASSUME_COLOR: any other text means none
 */
export function paintProfile(name: string, color: string | null | undefined, isColored: boolean): string {
  if (!isColored) return color === 'red' ? `! ${name}` : name;
  const sgr = Object.hasOwn(PROFILE_SGR, color ?? '') ? PROFILE_SGR[color as Color] : undefined;
  return sgr === undefined ? name : paint(name, sgr);
}

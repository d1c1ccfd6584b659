import type { Color } from '../profiles/color';

/** SGR parameters (ECMA-48): always a background, since colored letters are unreadable on some of them. */
const PARAMETERS: Readonly<Record<Color, string>> = {
  red: '97;41',
  yellow: '30;43',
  green: '30;42',
  blue: '97;44',
  magenta: '97;45',
  cyan: '30;46',
};

/** A text in the color of a profile. */
export const inColor = (text: string, color: Color): string => `\x1b[${PARAMETERS[color]}m${text}\x1b[0m`;

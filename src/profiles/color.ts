import type { Profiles, UserSettings } from './types';

/** The colors that a profile can be shown in. Production is red. */
export const COLORS = ['red', 'yellow', 'green', 'blue', 'magenta', 'cyan'] as const;

/** The color that a profile is shown in. */
export type Color = (typeof COLORS)[number];

/** Whether a text names a color. */
export const isColor = (text: string | undefined): text is Color =>
  (COLORS as readonly (string | undefined)[]).includes(text);

const PRODUCTION = /^(prod|prd|production|live)$/i;

/** As in `non-prod`. */
const NEGATION = /^(non|pre|test)$/i;

/** Whether a part of the name between `-_./@:` says so, as in `web-prod`. */
function isNamedProduction(name: string): boolean {
  const parts = name.split(/[-_./@:]/);
  return parts.some((part, index) => PRODUCTION.test(part) && !NEGATION.test(parts[index - 1] ?? ''));
}

/** A pattern must match the whole name, in any case. */
function matches(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'isu').test(name);
}

const isProduction = (name: string, { production }: UserSettings) =>
  production ? production.some((pattern) => matches(pattern, name)) : isNamedProduction(name);

/**
 * The color to show a profile in. Its `assume_color` decides; without one, or with one that isn't known, production is red.
 * @param name a profile, or the ARN of a role without one
 * @param chosen its `assume_color`
 */
export function colorFor(name: string, chosen: string | undefined, settings: UserSettings): Color | undefined {
  const color = chosen?.toLowerCase();
  if (color === 'none') return undefined;
  if (isColor(color)) return color;
  return isProduction(name, settings) ? 'red' : undefined;
}

/** The {@link colorFor} a profile, by its settings. */
export const colorOf = (name: string, { profiles, userSettings }: Profiles): Color | undefined =>
  colorFor(name, profiles.get(name)?.settings.get('assume_color')?.value, userSettings);

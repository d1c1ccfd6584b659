import { location, type Profiles } from '../profiles/types';

/** The kinds of sections of the config file, as headers name them. */
export type SectionKind = 'profile' | 'sso-session' | 'services';

/**
 * Whether a header may have been meant as that name: with the kind in any case, or without one, and with the name in quotes,
 * in half of them, or in none.
 * @param byDefault the kind of a header without one
 */
function isMeant(header: string, wanted: SectionKind, name: string, byDefault: SectionKind): boolean {
  const [, kind = byDefault, rest = ''] = /^\s*(?:(profile|sso-session|services)\s+)?(.*?)\s*$/is.exec(header) ?? [];
  return kind.toLowerCase() === wanted && [rest, rest.replace(/^["']|["']$/g, '')].includes(name);
}

/** The header that the AWS CLI reads as that name in the config file. It splits headers as a shell splits words (shlex). */
function headerFor(kind: SectionKind, name: string): string {
  if (kind === 'profile' && name === 'default') return '[default]';
  return `[${kind} ${/[\s'"\\]/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name}]`;
}

/**
 * Where a name that doesn't exist stands under a header that the AWS CLI doesn't read as that name, and what the header has
 * to be: one sentence, or none.
 */
export function headerNotes(
  kind: SectionKind,
  name: string,
  { files, profiles, otherSections }: Pick<Profiles, 'files' | 'profiles' | 'otherSections'>,
): string[] {
  const inConfig = otherSections.find((section) => isMeant(section.name, kind, name, kind));
  if (inConfig) {
    return [
      `The header [${inConfig.name}] (${location(inConfig)}) must be ${headerFor(kind, name)} in the config file.`,
    ];
  }
  const inCredentials = [...profiles.values()].find(
    (section) => section.file === files.credentials && isMeant(section.name, kind, name, 'profile'),
  );
  if (!inCredentials) return [];
  const header = `The header [${inCredentials.name}] (${location(inCredentials)})`;
  if (kind === 'profile') return [`${header} must be [${name}] in the credentials file.`];
  return [`${header} is read in ${files.config} only. Move the section there.`];
}

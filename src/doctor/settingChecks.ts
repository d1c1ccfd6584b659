import { COLORS, isColor } from '../profiles/color';
import { location, type Profile, type Profiles } from '../profiles/types';
import { type Finding, note, problem } from './doctorReport';

const unknownSettings = ({ userSettings }: Profiles): Finding[] =>
  userSettings.unknown.map(({ location: where, name }) =>
    note(
      name.startsWith('[')
        ? `Unknown section ${name} (${where}); only [assume] is read.`
        : `Unknown setting "${name}" (${where}).`,
    ),
  );

const brokenSettings = ({ userSettings: { failure } }: Profiles): Finding[] =>
  failure ? [problem(`${failure.message} The default settings are used.`, failure.hints[0])] : [];

function unknownColor({ name, settings }: Profile): Finding[] {
  const setting = settings.get('assume_color');
  const value = setting?.value.toLowerCase();
  if (!setting || isColor(value) || value === 'none') return [];
  const colors = [...COLORS, 'none'].join(', ');
  return [
    note(`Unknown assume_color "${setting.value}" of profile "${name}" (${location(setting)}). Use one of: ${colors}.`),
  ];
}

/** What in the settings can't be read, or has no effect. */
export const checkSettings = (profiles: Profiles): Finding[] => [
  ...brokenSettings(profiles),
  ...unknownSettings(profiles),
  ...[...profiles.profiles.values()].flatMap(unknownColor),
];

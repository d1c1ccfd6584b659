import type { Profiles } from '../profiles/types';
import type { Candidate } from './candidates';
import REGIONS from './regions.json';

const PARTITIONS: readonly (readonly [partition: string, names: Readonly<Record<string, string>>])[] =
  Object.entries(REGIONS);

/** The regions of the user's profiles, then all others; those of China, GovCloud and so on only if a profile has one there. */
export function regionCandidates({ profiles }: Profiles): Candidate[] {
  const own = new Set([...profiles.values()].map(({ settings }) => settings.get('region')?.value ?? ''));
  const offered = PARTITIONS.filter(
    ([id, names]) => id === 'aws' || Object.keys(names).some((region) => own.has(region)),
  );
  const names = new Map(offered.flatMap(([, regions]) => Object.entries(regions)));
  own.delete('');
  return [...new Set([...own, ...names.keys()])].map((value) => ({
    value,
    description: names.get(value) ?? '',
    kind: 'value',
  }));
}

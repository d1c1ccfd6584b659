import { commandStart } from '../argv/execWords';
import { loadProfiles } from '../assume';
import { cachedNames } from '../cache/cachedProfiles';
import { type Candidate, candidateLines, profileCandidates } from '../completion/candidates';
import { candidates, plainValue, type Values } from '../completion/complete';
import type { World } from '../context';
import { FORMATS } from '../export/formats';

/** Some of those that `--duration` takes. */
const DURATIONS = ['15m', '30m', '1h', '2h', '4h', '8h', '12h'];

/** Where the shell is to go on itself. */
const pathsBehind = (prefix: string): Candidate => ({ value: '', description: prefix, kind: 'files' });

const FILE = 'file://';
const policyCandidates = (typed: string): Candidate[] =>
  typed.startsWith(FILE) ? [pathsBehind(FILE)] : [{ value: FILE, description: 'A file with JSON', kind: 'value' }];

function cachedCandidates(world: World): Candidate[] {
  const profiles = loadProfiles(world);
  const cached = cachedNames(profiles, world);
  return profileCandidates(profiles).filter(({ value }) => cached.has(value));
}

/** What flags and arguments can be, where the manifest cannot know it. */
const valuesIn = (world: World): Values => ({
  profile: ({ given }) => (given.some(({ name }) => name === 'role-arn') ? [] : profileCandidates(loadProfiles(world))),
  'cache.clear.profile': () => cachedCandidates(world),
  'cache.list.profile': () => [],
  'source-profile': () => profileCandidates(loadProfiles(world)),
  region: async () => (await import('../completion/regions')).regionCandidates(loadProfiles(world)),
  duration: () => DURATIONS.map(plainValue),
  format: () => [...FORMATS].map(([value, { summary }]) => ({ value, description: summary, kind: 'value' })),
  policy: (_, typed) => policyCandidates(typed),
});

/** The lines that a shell reads at TAB. `words` are those after `assume` up to the cursor. */
export async function complete(words: readonly string[], world: World): Promise<string> {
  const [verb, ...others] = words;
  const start = verb === 'exec' ? commandStart(others) : undefined;
  if (start === undefined) return candidateLines(await candidates(words, valuesIn(world)));
  return candidateLines([{ value: '', description: String(start + 1), kind: 'offset' }]);
}

/** The version that a script says it is of; `undefined` for one from before they did. */
export const versionOf = (text: string): string | undefined => /^(?:#|@rem) assume (\d\S*) for /m.exec(text)?.[1];

/** Numbers of a version, as Semantic Versioning orders them; what comes before a release is less than it. */
function parts(version: string): number[] {
  const [numbers = '', before] = version.split(/-(.*)/s);
  return [...numbers.split('.').map(Number), before === undefined ? 1 : 0];
}

/** Whether a version comes before another; of two that lead to the same release neither does. */
export function isOlder(version: string, other: string): boolean {
  const [mine, others] = [parts(version), parts(other)];
  const at = mine.findIndex((number, index) => number !== others[index]);
  return at >= 0 && (mine[at] ?? 0) < (others[at] ?? 0);
}

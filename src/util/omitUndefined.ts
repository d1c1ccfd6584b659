/** An object without its `undefined` members: `exactOptionalPropertyTypes` tells those from absent ones. */
export function omitUndefined<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } {
  const found: { [Name in keyof Members]?: unknown } = {};
  for (const name of Object.keys(members) as (keyof Members)[]) {
    if (members[name] !== undefined) found[name] = members[name];
  }
  return found as ReturnType<typeof omitUndefined<Members>>;
}

/** An object without its `undefined` members: `exactOptionalPropertyTypes` tells those from absent ones. */
export const omitUndefined = <Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof omitUndefined<Members>
  >;

/** An object without the members that are `undefined`, which `exactOptionalPropertyTypes` keeps apart from absent. */
export const omitUndefined = <Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof omitUndefined<Members>
  >;

/** Hours and minutes on the user's clock. @param epochSeconds since 1970 */
export const clock = (epochSeconds: string | number): string =>
  new Date(Number(epochSeconds) * 1000).toTimeString().slice(0, 5);

/** ISO 8601 in UTC and whole seconds, as AWS writes it: the form that botocore and every SDK can read. */
export const isoSeconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

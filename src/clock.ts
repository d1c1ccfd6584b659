/** Hours and minutes on the user's clock. @param epochSeconds since 1970 */
export const clock = (epochSeconds: string | number): string =>
  new Date(Number(epochSeconds) * 1000).toTimeString().slice(0, 5);

/** In milliseconds. The SDK's own limits end where an answer begins, and one may begin that never ends. */
const DEADLINE = 20_000;

/** Waits for something, but not for ever. Rejects with an Error that says how long it was. */
export async function inTime<Result>(work: Promise<Result>, milliseconds = DEADLINE): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no whole answer within ${milliseconds / 1000} seconds`)), milliseconds);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

const files = (): typeof import('node:fs/promises') => require('node:fs/promises');

/**
 * The build substitutes this for `node:fs/promises` in the SDK, which has it for AWS files that are not read here: loading
 * it takes a thirtieth of Node's own start-up time.
 */
export const readFile = (...parameters: Parameters<ReturnType<typeof files>['readFile']>): unknown =>
  files().readFile(...parameters);

export default { readFile };

import { randomFillSync } from 'node:crypto';

/**
 * The build substitutes this for `getRandomValues` of `node:crypto`, with which the SDK makes a UUID: that one loads all of
 * WebCrypto, which takes a twentieth of Node's own start-up time.
 */
export const getRandomValues = (array: Uint8Array): Uint8Array => randomFillSync(array);

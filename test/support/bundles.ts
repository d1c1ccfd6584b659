import { join } from 'node:path';

/** One of the bundles. */
export const bundle = (name: string): string => join(__dirname, '../../dist', `${name}.js`);

/** What is run. */
export const MAIN = bundle('main');

import { join } from 'node:path';

/** The path of a bundle. */
export const bundle = (name: string): string => join(__dirname, '../../dist', `${name}.js`);

/** The bundle that is run. */
export const MAIN = bundle('main');

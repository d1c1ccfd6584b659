import { join } from 'node:path';

/** The package's own folder: the bundles, like the sources, are one level below it. */
export const ROOT = join(__dirname, '..');

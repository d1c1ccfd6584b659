import { join } from 'node:path';

/** The package's own folder: the bundles in `dist/`, like the sources in `src/`, are one level below it. */
export const PACKAGE_ROOT = join(__dirname, '..');

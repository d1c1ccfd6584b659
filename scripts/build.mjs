// Builds the package: generates what follows from the sources, then bundles them into `dist/`.
import { rmSync, writeFileSync } from 'node:fs';
import { buildBundles, bundles } from './bundles.mjs';
import { licenses } from './licenses.mjs';
import { writeCommandFiles } from './manifest.mjs';
import { writeRegions } from './regions.mjs';
import { writeSharedLists } from './sharedLists.mjs';

rmSync('dist', { recursive: true, force: true });
const manifest = await writeCommandFiles();
await writeRegions();
await writeSharedLists();
const results = await buildBundles(bundles(manifest));
writeFileSync('dist/THIRD_PARTY_LICENSES', licenses(results));

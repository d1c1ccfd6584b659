// Builds the package: generates what follows from the sources, then bundles them into `dist/`.
import { rmSync, writeFileSync } from 'node:fs';
import { buildBundles, bundles } from './bundles.mjs';
import { licences } from './licences.mjs';
import { writeCommandFiles } from './manifest.mjs';
import { writeRegions } from './regions.mjs';

rmSync('dist', { recursive: true, force: true });
const manifest = await writeCommandFiles();
await writeRegions();
const results = await buildBundles(bundles(manifest));
writeFileSync('dist/THIRD_PARTY_LICENSES', licences(results));

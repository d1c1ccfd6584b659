// The licences of the packages whose code is in the bundles: most of them ask to be passed on with it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package folder that a bundled file came from. */
const packageFolder = (file) => /^(?:.*node_modules\/)(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`;
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/** One text with the licence of every package that the given esbuild results hold. */
export function licences(results) {
  const files = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const folders = [
    ...new Set(files.map(packageFolder).filter((folder) => folder && existsSync(join(folder, 'package.json')))),
  ];
  return folders
    .sort()
    .map(describe)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

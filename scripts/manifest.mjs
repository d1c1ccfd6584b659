// Makes what is derived from the commands: their list, and oclif's manifest of them. Both are committed; a test makes them
// again and compares.
import { readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Plugin } from '@oclif/core/config';

const commands = () =>
  readdirSync('src/commands')
    .map((file) => basename(file, '.ts'))
    .filter((name) => !['index', 'flags'].includes(name))
    .sort();

const className = (name) => name[0].toUpperCase() + name.slice(1);

/** The module that names every command: a bundle has no folder to look into. */
export const commandIndex = () =>
  [
    '// Made by `npm run build` from the files of this folder.',
    ...commands().map((name) => `import ${className(name)} from './${name}';`),
    '',
    '/** Every command, by the word that is typed. */',
    'export const COMMANDS = {',
    ...commands().map((name) => `  ${name}: ${className(name)},`),
    '};',
    '',
  ].join('\n');

/** oclif's manifest, as `oclif manifest` makes it, from the built commands in `dist/cli.js`. */
export async function manifest() {
  const plugin = new Plugin({ root: process.cwd(), ignoreManifest: true, errorOnManifestCreate: true });
  await plugin.load();
  return `${JSON.stringify(plugin.manifest, null, 2)}\n`;
}

export const writeCommandIndex = () => writeFileSync('src/commands/index.ts', commandIndex());
export const writeManifest = async () => writeFileSync('oclif.manifest.json', await manifest());

import { join } from 'node:path';

/** One of the bundles. */
export const bundle = (name: string): string => join(__dirname, '../../dist', `${name}.js`);

/** What is run. */
export const MAIN = bundle('main');

/** A program that is oclif's lane alone, with errors told as `main` tells them. */
export const OCLIF_LANE = `
  require(${JSON.stringify(bundle('cli'))}).run(process.argv.slice(1)).then(
    (status) => { process.exitCode = status; },
    (error) => {
      process.stderr.write('assume: ' + error.message + '\\n');
      process.exitCode = error.name === 'AssumeError' ? error.exitCode : 1;
    },
  );
`;

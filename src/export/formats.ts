import type { Dialect } from '../shells/render';
import { render } from '../shells/render';
import { SHELLS } from '../shells/table';
import { credentialProcess, docker, dotenv, ini, k8s, object } from './fileFormats';
import { github } from './github';
import type { Format } from './types';

/** Only a shell can be told to remove what would be in the way. */
const shell = (name: string, dialect: Dialect): [string, Format] => [
  name,
  { summary: `Statements for ${name}`, write: ({ change }) => render(change, dialect) },
];

/** The one list of formats, by the word that is typed. */
export const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ...SHELLS.map(({ name, dialect }) => shell(name, dialect)),
  ['json', { summary: 'One object: the variables and their values', write: object }],
  ['process', { summary: 'For credential_process in ~/.aws/config', write: credentialProcess }],
  ['dotenv', { summary: 'A .env file', write: dotenv }],
  ['ini', { summary: 'A section of ~/.aws/credentials', write: ini }],
  ['github', github],
  ['docker', { summary: 'A file for docker run --env-file', write: docker }],
  ['k8s', { summary: 'A Secret of Kubernetes', write: k8s }],
]);

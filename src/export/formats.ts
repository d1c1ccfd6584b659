import { json } from '../shells/dialects';
import type { Dialect } from '../shells/render';
import { render } from '../shells/render';
import { SHELLS } from '../shells/table';
import { credentialProcess, docker, dotenv, ini, jsonObject, k8s } from './fileFormats';
import { github } from './github';
import type { Format } from './types';

/** Only the formats of shells can also remove the variables that would take precedence. */
const shellFormat = (name: string, dialect: Dialect): [string, Format] => [
  name,
  {
    summary:
      dialect === json ? `Lines of JSON for ${name}; null removes a variable` : `Commands for ${name} to evaluate`,
    write: ({ change }) => render(change, dialect),
  },
];

/** Every format, by the word that `--format` takes. */
export const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ...SHELLS.map(({ name, dialect }) => shellFormat(name, dialect)),
  ['json', { summary: 'JSON object of environment variables', write: jsonObject }],
  ['process', { summary: 'JSON for credential_process in ~/.aws/config', write: credentialProcess }],
  ['dotenv', { summary: '.env file', write: dotenv }],
  ['ini', { summary: 'Section for ~/.aws/credentials', write: ini }],
  ['github', github],
  ['docker', { summary: 'File for docker run --env-file', write: docker }],
  ['k8s', { summary: 'Kubernetes Secret', write: k8s }],
]);

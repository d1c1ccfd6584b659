import { json } from '../shells/dialects';
import type { Dialect } from '../shells/render';
import { render } from '../shells/render';
import { SHELLS } from '../shells/table';
import { credentialProcess, docker, dotenv, ini, jsonObject, k8s } from './fileFormats';
import { type Exported, type Format, unrepresentable, variables } from './types';

/** Escapes the data of a workflow command, as @actions/core does (`escapeData`). */
const escapeData = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** The commands that mask secrets in the log. The runner masks each line of a value too, and warns about an empty one. */
const masks = ({ values }: Exported): string =>
  [values.AWS_ACCESS_KEY_ID, values.AWS_SECRET_ACCESS_KEY, values.AWS_SESSION_TOKEN]
    .flatMap((secret) => (secret ? [`::add-mask::${escapeData(secret)}\n`] : []))
    .join('');

/** One variable for the file of $GITHUB_ENV, as @actions/core writes it (`prepareKeyValueMessage`). */
const entry = (name: string, value: string, delimiter: string) => {
  if (value.includes('\0')) throw unrepresentable(name, 'github', "environment variables can't hold a NUL character");
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
};

/** A later step can't unset a variable, but an empty endpoint counts as unset to the AWS CLI and SDKs. */
const emptied = ({ change }: Exported) =>
  change.flatMap(([name, value]) =>
    value === null && name.startsWith('AWS_ENDPOINT_URL') ? [[name, ''] as const] : [],
  );

/** Variables for the later steps of a GitHub Actions job. */
const github: Format = {
  summary: 'GitHub Actions: mask secrets, set variables for later steps',
  write: masks,
  append: {
    variable: 'GITHUB_ENV',
    setBy: 'GitHub Actions',
    write: (exported, delimiter) =>
      [...variables(exported), ...emptied(exported)]
        .map(([name, value]) => entry(name, value, `ghadelimiter_${delimiter}`))
        .join(''),
  },
};

/** Only the formats of shells can also remove the variables that would take precedence. */
const shellFormat = (name: string, { names: _, ...dialect }: Dialect): [string, Format] => [
  name,
  {
    summary:
      dialect.set === json.set
        ? `Lines of JSON for ${name}; null removes a variable`
        : `Commands for ${name} to evaluate`,
    write: ({ change }) => render(change, dialect),
    ...(dialect.fail && { failure: (status) => `${dialect.fail?.(status)}\n` }),
  },
];

/** The format if none is given: any POSIX shell reads it. */
export const DEFAULT_FORMAT = 'sh';

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

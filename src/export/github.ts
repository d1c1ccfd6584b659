import { type Exported, type Format, unrepresentable, variables } from './types';

/** As @actions/core escapes what stands in a command (`escapeData`). */
const escapeData = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** Lines that tell the runner what to hide in the log; it hides each line of a value too, and no empty one. */
const masks = ({ values }: Exported): string =>
  [values.AWS_ACCESS_KEY_ID, values.AWS_SECRET_ACCESS_KEY, values.AWS_SESSION_TOKEN]
    .flatMap((secret) => (secret ? [`::add-mask::${escapeData(secret)}\n`] : []))
    .join('');

/** As @actions/core writes into the file of $GITHUB_ENV (`prepareKeyValueMessage`). */
const block = (name: string, value: string, delimiter: string) => {
  if (value.includes('\0')) throw unrepresentable(name, 'github', 'no variable can hold a NUL');
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
};

/** Variables for the steps that follow, in GitHub Actions. */
export const github: Format = {
  summary: 'For GitHub Actions: hidden in the log, set for later steps',
  write: masks,
  append: {
    variable: 'GITHUB_ENV',
    setBy: 'GitHub Actions',
    write: (exported, delimiter) =>
      variables(exported)
        .map(([name, value]) => block(name, value, `ghadelimiter_${delimiter}`))
        .join(''),
  },
};

import { ANSWER, type Startup } from './types';

/** fish reads every file of conf.d when it starts: the script stands there, and config.fish stays as it is. */
export const fish: Startup = {
  source: 'source',
  script: ({ config }) => `${config}/fish/conf.d/assume.fish`,
  files: ({ config }) => ({
    wired: [],
    others: ['config.fish', 'functions/assume.fish'].map((name) => `${config}/fish/${name}`),
  }),
  what: [
    {
      args: [
        '-ic',
        `set -l ours (functions assume 2>/dev/null | string match -q '*__assume_*'; and echo 1)
printf '%s\\n' '${ANSWER.begin}' (type -t assume 2>/dev/null; or echo) "$ours" (functions -D assume 2>/dev/null; or echo) \
(string join : -- $PATH) '${ANSWER.end}'`,
      ],
    },
  ],
};

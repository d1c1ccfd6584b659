import type { Startup, Surroundings } from './types';

/** Where its documentation says its folders are; `said` is the variable that moves them everywhere. */
function nushellFolder({ env, home, platform }: Surroundings, said: string, usual: string): string {
  if (platform === 'darwin' && !env[said]) return `${home}/Library/Application Support/nushell`;
  return platform === 'win32' && env.APPDATA ? `${env.APPDATA}/nushell` : `${usual}/nushell`;
}

/** nushell reads all of vendor/autoload when it starts at a terminal; it cannot read a file only if it is there. */
export const nushell: Startup = {
  source: 'source',
  script: (around) => `${nushellFolder(around, 'XDG_DATA_HOME', around.data)}/vendor/autoload/assume.nu`,
  files(around) {
    const config = nushellFolder(around, 'XDG_CONFIG_HOME', around.config);
    return { wired: [], others: [`${config}/config.nu`, `${config}/autoload/assume.nu`] };
  },
  what: [],
};

/** The first words for which the scripts run the program directly: every command that doesn't change the shell. */
export const PASSTHROUGH_COMMANDS = [
  'init',
  'list',
  'status',
  'whoami',
  'plan',
  'exec',
  'export',
  'login',
  'cache',
  'doctor',
  'demo',
  'help',
  'version',
  '--help',
  '-h',
  '--version',
];

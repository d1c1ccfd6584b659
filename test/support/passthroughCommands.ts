/** The words that the scripts pass straight to the program: every command that doesn't change the shell, and questions. */
export const PASSTHROUGH_COMMANDS = [
  'init',
  'list',
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

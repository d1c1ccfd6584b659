/** The words that the scripts call the binary with directly: all commands but those that change the shell, and questions. */
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
  '--help',
  '-h',
  '--version',
];

import { name, version as number } from '../../package.json';
import type { Handler } from '../outcome';
import { platform } from '../platform/processes';

/** `assume version`: this package's version, the system, and Node's version. */
export const version: Handler = () => ({
  kind: 'text',
  text: `${name}/${number} ${platform}-${process.arch} node-${process.version}\n`,
});

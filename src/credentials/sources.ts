import type { AskSource } from './source';
import { askProcess } from './sources/process';
import { askWebIdentity } from './sources/webIdentity';

export { runForCode } from './sources/code';

/** Asks a source with AWS's own providers, where there is one; they are loaded only then. */
export const askSource: AskSource = async (source, asking) => {
  switch (source.kind) {
    case 'process':
      return askProcess(source, asking);
    case 'webIdentity':
      return askWebIdentity(source, asking);
    default:
      return (await import('./providers')).askProvider(source, asking);
  }
};

import type { AskSource } from './source';
import { askContainer } from './sources/container';
import { askInstance } from './sources/instance';
import { askLogin } from './sources/login';
import { askProcess } from './sources/process';
import { askSso } from './sources/sso';
import { askWebIdentity } from './sources/webIdentity';

export { runForCode } from './sources/code';

/** Asks a source with AWS's own providers, where there is one. */
export const askSource: AskSource = async (source, asking) => {
  switch (source.kind) {
    case 'process':
      return askProcess(source, asking);
    case 'sso':
      return askSso(source, asking);
    case 'webIdentity':
      return askWebIdentity(source, asking);
    case 'login':
      return askLogin(source, asking);
    case 'container':
      return askContainer(source, asking);
    case 'instance':
      return askInstance(source, asking);
  }
};

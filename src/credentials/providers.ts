import type { ProcessSource, WebIdentitySource } from '../plan/sources';
import type { RequestedSource, SourceContext } from './sourceContext';
import { askLogin } from './sources/awsLogin';
import { askContainer, askInstance } from './sources/machine';
import { askSso } from './sources/sso';
import type { Issued } from './types';

/** Asks a source that AWS's own providers know. */
export async function askProvider(
  source: Exclude<RequestedSource, ProcessSource | WebIdentitySource>,
  asking: SourceContext,
): Promise<Issued> {
  switch (source.kind) {
    case 'sso':
      return askSso(source, asking);
    case 'login':
      return askLogin(source, asking);
    case 'container':
      return askContainer(source, asking);
    case 'instance':
      return askInstance(source, asking);
  }
}

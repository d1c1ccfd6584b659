import { formatLongSpan } from '../util/time';
import type { ResolveContext } from './resolveContext';

/** How long ago a file was last changed: `3d 2h ago`; `at an unknown time` if that can't be seen. */
export function changedAgo(path: string, { files, now }: Pick<ResolveContext, 'files' | 'now'>): string {
  const modified = files.modified(path);
  return modified === undefined ? 'at an unknown time' : `${formatLongSpan((now().getTime() - modified) / 1000)} ago`;
}

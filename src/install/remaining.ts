import type { Context } from '../context';
import { entryFiles } from '../credentials/cache/credentialCache';
import { sessionNames } from '../sessions/sessionFolder';

/** Says which cached credentials remain after the shell integration is gone, and how to clear them; nothing if none do. */
export function remainingLines({ files, env }: Pick<Context, 'files' | 'env'>): string[] {
  try {
    const sessions = [...new Set(sessionNames(files, env))].sort();
    const count = entryFiles(files, env).length;
    const places = [
      ...(count > 0 ? [`${count} in ~/.aws/cli/cache, which the AWS CLI uses too`] : []),
      ...(sessions.length > 0 ? [`session files of ${sessions.join(', ')}`] : []),
    ];
    if (places.length === 0) return [];
    return [`Cached credentials remain: ${places.join('; ')}. To remove them: assume cache clear`];
  } catch {
    return []; // Without a home folder nothing is cached, and what others can change isn't used.
  }
}

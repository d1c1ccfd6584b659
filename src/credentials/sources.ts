import { AssumeError, EXIT } from '../errors';
import type { AskSource } from './source';

export const askSource: AskSource = async ({ kind }) => {
  throw new AssumeError(`assume cannot get credentials from ${kind} yet.`, { exitCode: EXIT.configuration });
};

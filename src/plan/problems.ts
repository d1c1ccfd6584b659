import type { AssumeError } from '../errors';
import type { Profiles } from '../profiles/types';
import type { PlanRequest } from './request';

/** Everything that is wrong, in the order in which it was found. Reading goes on: what could not be read is absent. */
export class Problems {
  readonly all: AssumeError[] = [];

  add(problem: AssumeError): undefined {
    this.all.push(problem);
    return undefined;
  }
}

/** What a plan is read out of, and where that puts what is wrong. */
export interface Drafting {
  readonly profiles: Profiles;
  readonly request: PlanRequest;
  readonly problems: Problems;
}

import type { Hop } from '../plan/types';
import type { AssumeRoleRequest } from './types';

/** As long as a role lasts if nobody says otherwise (STS), and a role behind a role at most; in seconds. */
export const HOUR = 3_600;

/** How long the credentials of a hop last, in seconds. */
export const lifeOf = ({ durationSeconds = HOUR }: Hop): number => durationSeconds;

/** What is asked of STS for a hop, but for MFA. */
export const requestFor = ({
  profile: _profile,
  hasDefaultName: _name,
  places: _places,
  mfaSerial: _serial,
  mfaProcess: _process,
  ...request
}: Hop): AssumeRoleRequest => request;

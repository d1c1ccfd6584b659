import { isAssumed } from '../environment/restore';
import type { Env } from '../platform/env';
import type { Definition, Definitions } from '../terminal/definitions';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { formatLongSpan, formatSpan, formatTime } from '../util/time';
import type { Status, Verified } from './types';

/** The first line: what it is about, and what there is to say about it. */
export interface Headline {
  readonly subject: string;
  readonly remark: string;
}

/** A status as text, before it is laid out. */
export interface StatusText {
  readonly headline: Headline;
  readonly sections: readonly Definitions[];
  /** The next step, if there is one: a command, and the label before it. */
  readonly hint?: readonly [command: string, label: string];
}

const secondsAfter = (expiration: string, now: Date) => Math.floor((now.getTime() - Date.parse(expiration)) / 1000);

/** `59m left (until 23:41)`; without an expiry, what kind of key it is. */
function timeText({ expiration, secondsLeft }: Status, { AWS_SESSION_TOKEN: token }: Env, now: Date): string {
  if (expiration === null || secondsLeft === null) return token ? 'expiry unknown' : 'long-term key';
  const clock = formatTime(new Date(expiration), now);
  if (secondsLeft > 0) return `${formatSpan(secondsLeft)} left (until ${clock})`;
  return `expired ${formatLongSpan(secondsAfter(expiration, now))} ago (at ${clock})`;
}

const sentence = (subject: string): Headline => ({ subject, remark: '' });

function headlineOf(status: Status, env: Env, now: Date): Headline {
  const { ASSUME_PROFILE: name } = env;
  switch (status.state) {
    case 'valid':
    case 'expired':
      return { subject: status.profile ?? '', remark: timeText(status, env, now) };
    case 'none':
      return sentence(name ? `No credentials: those of ${name} have been unset.` : 'No profile assumed.');
    case 'foreign':
      return sentence(
        name
          ? `These aren't the credentials of ${name}: something else has set new ones.`
          : "No profile assumed: these credentials aren't from assume.",
      );
  }
}

/** What `assume off` does here. */
function restoresText({ restores }: Status): string {
  if (restores === null) return 'unknown (ASSUME_RESTORE is missing or damaged)';
  return restores.join(', ') || 'no other variables';
}

const fact = (key: string, value: string | null | undefined): Definition[] => (value ? [{ key, value }] : []);

function factsOf(status: Status, verified: Verified | undefined, env: Env): Definition[] {
  const { accountId, accountName, chain } = status;
  return [
    ...fact('account', [accountId, accountName && `(${accountName})`].filter(Boolean).join(' ')),
    ...fact('role', status.roleName),
    ...fact('region', status.region),
    ...fact('chain', chain && chain.length > 1 ? chain.join(' -> ') : undefined),
    ...fact('previous', status.previous),
    ...(isAssumed(env) ? fact('off restores', restoresText(status)) : []),
    ...fact('verified', verified?.arn),
  ];
}

function hintFor({ state, profile }: Status, { ASSUME_PROFILE }: Env): StatusText['hint'] {
  const name = profile ?? ASSUME_PROFILE;
  if (state === 'valid') return undefined;
  if (!name) return state === 'foreign' ? ['assume status --verify', 'Ask AWS whose they are'] : ['assume list', 'Run'];
  return [`assume ${quoteForDisplay(name)}`, state === 'expired' ? 'Renew them' : 'Get them back'];
}

const SERVICE_ENDPOINT = 'AWS_ENDPOINT_URL_';

/** Endpoints of several services at the same place as one definition: `AWS_ENDPOINT_URL_S3, _STS`. In the order of the first. */
function mergeEndpoints(facts: readonly Definition[]): Definition[] {
  const keys = new Map<string, string>();
  const merged = facts.map(({ key, value }) => {
    const isEndpoint = key.startsWith(SERVICE_ENDPOINT);
    const group = isEndpoint ? value : `${key}=`;
    const before = keys.get(group);
    keys.set(group, before === undefined ? key : `${before}, _${key.slice(SERVICE_ENDPOINT.length)}`);
    return before === undefined ? [{ group, value }] : [];
  });
  return merged.flat().map(({ group, value }) => ({ key: keys.get(group) ?? '', value }));
}

/** A status in words. @param verified what STS says, if it was asked */
export function statusText(status: Status, verified: Verified | undefined, env: Env, now: Date): StatusText {
  const { endpoints, overrides } = status;
  const theirs = overrides.map(({ name }) => name);
  const own = Object.entries(endpoints).filter(([name]) => !theirs.includes(name));
  const hint = hintFor(status, env);
  return {
    headline: headlineOf(status, env, now),
    sections: [
      { facts: factsOf(status, verified, env) },
      { heading: 'Endpoints of the profile', facts: mergeEndpoints(own.map(([key, value]) => ({ key, value }))) },
      {
        heading: 'Also in effect',
        facts: mergeEndpoints(overrides.map(({ name, effect }) => ({ key: name, value: effect }))),
      },
    ],
    ...(hint && { hint }),
  };
}

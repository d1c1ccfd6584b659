import { randomBytes } from 'node:crypto';
import { Secret } from 'otpauth';
import { type Caller, userCaller } from './caller';
import type { User } from './world';

/** What signs a request, and whom it stands for. */
export interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly caller: Caller;
  readonly session?: { readonly token: string; readonly expiration: Date };
}

/** A key that ends. */
export type SessionKey = Required<Key>;

/** Sixteen random characters of A to Z and 2 to 7, as AWS makes them; AKIA for keys of users, ASIA for sessions. */
export const newAccessKeyId = (prefix: 'AKIA' | 'ASIA'): string => prefix + new Secret({ size: 10 }).base32;

/** Forty random characters. */
export const newSecretAccessKey = (): string => randomBytes(30).toString('base64');

/** All keys that are known: those of the users, and those issued since, expired ones too. */
export class KeyRing {
  private readonly keys: Map<string, Key>;

  constructor(users: readonly User[]) {
    this.keys = new Map(users.map((user) => [user.accessKeyId, { ...user, caller: userCaller(user) }]));
  }

  find(accessKeyId: string): Key | undefined {
    return this.keys.get(accessKeyId);
  }

  /** Makes and remembers the keys of a session. They end on a full second, since that is how AWS says it. */
  issue(caller: Caller, durationSeconds: number, now: Date): SessionKey {
    const key = {
      accessKeyId: newAccessKeyId('ASIA'),
      secretAccessKey: newSecretAccessKey(),
      caller,
      session: {
        token: randomBytes(240).toString('base64'),
        expiration: new Date((Math.floor(now.getTime() / 1000) + durationSeconds) * 1000),
      },
    };
    this.keys.set(key.accessKeyId, key);
    return key;
  }
}

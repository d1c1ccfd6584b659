import type { Definition, Endpoint, KeyName, Person, Subject, UserEnv, Wanted } from './identityModel';

/** How a file gets its new text: in place, or as editors do it. */
export type How = 'write' | 'rename';
/** The age of a file's time in milliseconds: 0 for a real edit, negative for one in the future. */
type Aged = { readonly age: number };
export type FileName = 'config' | 'credentials' | 'token' | 'webToken';
/** A folder of AWS files: the one in force, or one that may come into force by a link. */
export type Folder = 'live' | 'first' | 'second';

/** A change of the files. */
export type Change =
  | ({
      readonly do: 'edit';
      readonly folder: Folder;
      readonly profile: string;
      readonly to?: Definition;
      readonly how: How;
    } & Aged)
  | ({
      readonly do: 'rotate';
      readonly folder: Folder;
      readonly profile: string;
      readonly to?: KeyName;
      readonly how: How;
    } & Aged)
  | { readonly do: 'swap'; readonly link: '.aws' | 'current'; readonly to: 'first' | 'second' }
  | { readonly do: 'store'; readonly profile: string; readonly to: Definition }
  | { readonly do: 'restore'; readonly file: FileName; readonly version: number; readonly how: How }
  | { readonly do: 'remove'; readonly file: FileName }
  | ({ readonly do: 'touch'; readonly file: FileName } & Aged)
  | { readonly do: 'keepTime'; readonly profile: string; readonly to: Definition }
  | ({ readonly do: 'signIn'; readonly person: Person; readonly at: Endpoint; readonly how: How } & Aged)
  | ({ readonly do: 'webToken'; readonly to: Subject; readonly how: How | 'relink' } & Aged)
  | { readonly do: 'sessions'; readonly what: 'save' | 'put back' | 'mix' | 'exchange' | 'clean' }
  | ({ readonly do: 'sessions'; readonly what: 'touch' } & Aged)
  | { readonly do: 'cache'; readonly what: 'save' | 'put back' | 'copy' };

/** A step of a sequence: plain data, so that a sequence can be repeated and shortened. */
export type Step =
  | { readonly do: 'assume' | 'eval' | 'exec' | 'export'; readonly shell: number; readonly wanted: Wanted }
  | {
      readonly do: 'together';
      readonly wanted: readonly [Wanted, Wanted];
      readonly change?: Change;
      readonly after: number;
    }
  | { readonly do: 'cli'; readonly shell: number; readonly profile: string }
  | { readonly do: 'off'; readonly shell: number }
  /** Nothing is set in any shell that says where requests go. */
  | { readonly do: 'plain' }
  /** In every shell, if none is named. */
  | { readonly do: 'set'; readonly shell?: number; readonly variable: keyof UserEnv; readonly to?: string }
  | Change;

/** A step in one line. */
export const shown = (step: Step): string => JSON.stringify(step);

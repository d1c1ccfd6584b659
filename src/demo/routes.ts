import type { Reply } from './http';
import type { Received } from './signature';

/** What a path means: the operation's name, as it is recorded ('': it is no request of AWS), and how it is answered. */
export type Route = readonly [action: string, answer: (received: Received, action: string) => Reply | Promise<Reply>];

/** By method and path, as `GET /mfa`. */
export type Routes = Readonly<Record<string, Route>>;

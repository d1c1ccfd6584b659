import { openCache } from './credentials/cache/credentialCache';
import type { ResolveContext } from './credentials/resolveContext';
import type { EnvironmentChange } from './environment/change';
import type { Env } from './platform/env';
import { realFiles } from './platform/files';
import { announce } from './terminal/announce';
import { notify, printLine } from './terminal/output';
import { showProgress } from './terminal/progress';
import { openTty } from './terminal/ttyPrompt';

/** Or the SDK writes to the user's stderr on Node versions that it is about to leave behind. */
function quietly() {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
}

/** The part that speaks to STS. Loaded when a request must be sent and not before: it costs twice as much as Node itself. */
async function loadSts(): Promise<typeof import('./credentials/sts')> {
  quietly();
  return import('./credentials/sts');
}

/** The part that knows AWS's other services and providers, and other programs. */
async function loadSources(): Promise<typeof import('./credentials/askSource')> {
  quietly();
  return import('./credentials/askSource');
}

/** The part that has somebody sign in. */
async function loadLogin(): Promise<typeof import('./credentials/ssoSignIn/signIn')> {
  quietly();
  return import('./credentials/ssoSignIn/signIn');
}

/** Everything outside this process that an assume reads or changes. */
export interface World extends ResolveContext {
  /** Tells the person, if there is one, what is about to change. */
  readonly announce: (change: EnvironmentChange) => Promise<void>;
}

const waiting = <Result>(region: string, work: Promise<Result>) =>
  showProgress(`assume: waiting for STS in ${region}`, work);

/** A copy: what loads the SDK sets a variable of its own, which is nobody else's business. */
const env: Env = { ...process.env };

/** The world as it is. */
export const realWorld: World = {
  env,
  files: realFiles,
  now: () => new Date(),
  sts: {
    assumeRole: async (request, caller) => waiting(caller.region, (await loadSts()).assumeRole(request, caller)),
    getSessionToken: async (request, caller) =>
      waiting(caller.region, (await loadSts()).getSessionToken(request, caller)),
    assumeRoleWithWebIdentity: async (request, place) =>
      waiting(place.region, (await loadSts()).assumeRoleWithWebIdentity(request, place)),
  },
  // Not for other programs, and not for the machine: the one may be asking a person, the other is near.
  askSource: async (source, asking) => {
    const asked = (await loadSources()).askSource(source, asking);
    return source.kind === 'sso' ? showProgress('assume: waiting for IAM Identity Center', asked) : asked;
  },
  cache: openCache(realFiles, env, notify),
  terminal: openTty,
  runForCode: async (command, place) => (await loadSources()).runForCode(command, place),
  signIn: async (session, options) => {
    const { signIn, openBrowser } = await loadLogin();
    const world = { env, files: realFiles, tell: printLine, open: openBrowser, waiting: showProgress };
    return signIn(session, options, world);
  },
  tell: notify,
  announce: (change) => announce(change, env),
};

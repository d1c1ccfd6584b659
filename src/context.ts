import type { KeptProfiles } from './completion/profileList';
import { openCache } from './credentials/cache/credentialCache';
import { endpointOf, stsEndpointOf } from './credentials/endpoint';
import type { ResolveContext } from './credentials/resolveContext';
import { loginFolder } from './credentials/tokenFiles';
import type { Network, Sts } from './credentials/types';
import { withoutOwnDestination } from './environment/destination';
import { AssumeError, EXIT } from './errors';
import type { ServiceEndpoint } from './plan/route';
import type { ResolvedStartUrl } from './plan/startUrl';
import type { StsEndpoint } from './plan/types';
import type { Env } from './platform/env';
import { type Files, realFiles, systemReason } from './platform/files';
import { tracedFiles } from './platform/tracedFiles';
import type { Shell } from './shells/table';
import { openTty, showProgress } from './terminal/interaction';
import { notify, printLine, write } from './terminal/output';

/** What the SDK finds in the process environment only. */
function prepare(variables: Env = {}) {
  // Without this it writes to the user's stderr on Node versions that it is about to leave behind.
  Object.assign(process.env, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...variables });
}

/** STS, loaded only when a request must be sent: it costs twice as much as Node itself. */
async function loadSts(): Promise<typeof import('./credentials/sts')> {
  prepare();
  return import('./credentials/sts');
}

/**
 * AWS's other services and providers, and other programs that give credentials.
 * @param variables what the SDK is to find in the process environment
 */
async function loadSources(variables?: Env): Promise<typeof import('./credentials/askSource')> {
  prepare(variables);
  return import('./credentials/askSource');
}

/** Signing in to IAM Identity Center. */
async function loadSignIn(): Promise<typeof import('./credentials/ssoSignIn/signIn')> {
  prepare();
  return import('./credentials/ssoSignIn/signIn');
}

/** The connections of this process, loaded with the first one. */
function lazyNetwork(files: Files): Network {
  let loaded: Promise<Network> | undefined;
  const load = () => {
    loaded ??= import('./credentials/network/connections').then(({ Connections }) => new Connections(files));
    return loaded;
  };
  return {
    open: async (endpoint) => (await load()).open(endpoint),
    agentFor: async (endpoint) => (await load()).agentFor(endpoint),
  };
}

/** Everything outside this process that a command reads or changes. Built once, in `main`. */
export interface Context extends ResolveContext {
  /** The package's own folder, with `shell` in it. */
  readonly packageRoot: string;
  /** Where a start URL of the user's own leads. @param region the configured one, if any @throws AssumeError */
  readonly resolveStartUrl: (startUrl: ServiceEndpoint, region: string | undefined) => Promise<ResolvedStartUrl>;
  /** The command that runs, as the words after `assume`; absent for `use`. */
  readonly command?: string;
  /** The shell whose environment changes; absent if no shell integration called. */
  readonly shell?: Shell;
  /** Profiles that were read to choose one of them. */
  readonly kept?: KeptProfiles;
  /** Writes to stdout (1) or stderr (2), to the end. */
  readonly write: (fd: 1 | 2, text: string) => void;
}

/** The context without what the options forbid, and without the endpoints of a profile that was assumed before. */
export const restrict = (
  context: Context,
  { noCache, noInput }: { readonly noCache?: boolean | undefined; readonly noInput?: boolean | undefined },
): Context => ({
  ...context,
  env: withoutOwnDestination(context.env),
  ...(noCache && { cache: undefined }),
  ...(noInput && { terminal: async () => undefined, whyNoTerminal: '--no-input forbids prompting' }),
});

/** `write`, with an error that says what failed; a reader that closed the pipe is left for the report to ignore. */
function writeAll(fd: 1 | 2, text: string): void {
  try {
    write(fd, text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') throw error;
    throw new AssumeError(`Can't write to stdout: ${systemReason(error as Error)}.`, { exitCode: EXIT.failure });
  }
}

/** Sends a request to STS. Its connection is opened while the SDK is loaded. */
async function askSts<Result>(
  endpoint: StsEndpoint,
  network: Network,
  send: (sts: Sts) => Promise<Result>,
): Promise<Result> {
  await network.open(stsEndpointOf(endpoint));
  const { stsOver } = await loadSts();
  return showProgress(`assume: waiting for STS in ${endpoint.region}`, send(stsOver(network)));
}

/**
 * The real one.
 * @param variables the process environment; it is copied, since loading the SDK sets a variable in it
 * @param packageRoot the package's own folder
 */
export function createContext(variables: Env, packageRoot: string): Context {
  const env = { ...variables };
  const userEnv = withoutOwnDestination(env);
  const files = env.ASSUME_DEBUG ? tracedFiles(realFiles) : realFiles;
  const network = lazyNetwork(files);
  return {
    env,
    files,
    now: () => new Date(),
    sts: {
      assumeRole: (request, caller) => askSts(caller, network, (sts) => sts.assumeRole(request, caller)),
      getSessionToken: (request, caller) => askSts(caller, network, (sts) => sts.getSessionToken(request, caller)),
      assumeRoleWithWebIdentity: (request, endpoint) =>
        askSts(endpoint, network, (sts) => sts.assumeRoleWithWebIdentity(request, endpoint)),
      callerArn: (caller) => askSts(caller, network, (sts) => sts.callerArn(caller)),
    },
    network,
    // No progress for other programs, which may be prompting, nor for the machine's own endpoints, which are near.
    askSource: async (source, context) => {
      if (source.kind === 'sso') await network.open(endpointOf(source.endpoints.portal));
      // The SDK takes the folder as it stands there, without expanding it.
      const folder = source.kind === 'login' ? { AWS_LOGIN_CACHE_DIRECTORY: loginFolder(context.env) } : {};
      const request = (await loadSources(folder)).askSource(source, context);
      return source.kind === 'sso' ? showProgress('assume: waiting for IAM Identity Center', request) : request;
    },
    cache: openCache(files, userEnv, notify),
    terminal: openTty,
    runForCode: async (command, location) => (await loadSources()).runForCode(command, location),
    signIn: async (session, options) => {
      const { signIn, openBrowser } = await loadSignIn();
      return signIn(session, options, {
        env: userEnv,
        files,
        now: () => new Date(),
        network,
        print: printLine,
        open: openBrowser,
        waiting: showProgress,
      });
    },
    resolveStartUrl: async (startUrl, region) => {
      const { resolveStartUrl, followOnce } = await loadSignIn();
      return resolveStartUrl(startUrl.url, region, () => followOnce(startUrl, network));
    },
    notify,
    packageRoot,
    write: writeAll,
  };
}

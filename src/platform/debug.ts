/** An event of the process: each bundle has a copy of this module of its own. */
const STEP = 'assume:step';

const bus: NodeJS.EventEmitter = process;

/**
 * Says that a step is done, for ASSUME_DEBUG. Unless somebody listens, this does nothing.
 * @param step names files, hosts and results, and never a secret: people attach it to bug reports
 */
export const trace = (step: string): void => void bus.emit(STEP, step);

/** Calls a function with every step from now on. */
export const onTrace = (listener: (step: string) => void): void => void bus.on(STEP, listener);

/** Without user and password, which can be secret. */
const hostIn = (url: string) => (URL.canParse(url) ? new URL(url).host : '(not a URL)');

/** A {@link trace} of a connection that is opened. @param host with its port @param proxy the URL of the proxy in between */
export const traceConnection = (host: string, proxy?: string): void =>
  trace(`connecting to ${host}${proxy === undefined ? '' : ` through the proxy ${hostIn(proxy)}`}`);

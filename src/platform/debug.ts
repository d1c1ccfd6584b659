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

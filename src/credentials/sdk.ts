/** Or the SDK writes to the user's stderr on Node versions that it is about to leave behind. */
function quietly() {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
}

/** The part that speaks to STS. Loaded when a request must be sent and not before: it costs twice as much as Node itself. */
export async function loadSts(): Promise<typeof import('./sts')> {
  quietly();
  return import('./sts');
}

/** The part that knows AWS's other services and providers, and other programs. */
export async function loadSources(): Promise<typeof import('./sources')> {
  quietly();
  return import('./sources');
}

/** The part that has somebody sign in. */
export async function loadLogin(): Promise<typeof import('./login')> {
  quietly();
  return import('./login');
}

/** The part that speaks to STS. Loaded when a request must be sent and not before: it costs twice as much as Node itself. */
export async function loadSts(): Promise<typeof import('./sts')> {
  // Or the SDK writes to the user's stderr on Node versions that it is about to leave behind.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  return import('./sts');
}

import type { IncomingMessage } from 'node:http';
import type { AgentOptions, Agent as HttpsAgent, RequestOptions } from 'node:https';

const https = (): typeof import('node:https') => require('node:https');

/** Becomes one with the first request. */
class Agent {
  private agent: HttpsAgent | undefined;

  constructor(private readonly options: AgentOptions) {}

  get real(): HttpsAgent {
    this.agent ??= new (https().Agent)(this.options);
    return this.agent;
  }

  destroy(): void {
    this.agent?.destroy();
  }
}

type Options = Omit<RequestOptions, 'agent'> & { readonly agent: Agent };

/**
 * What the build gives the SDK, which makes an agent at once, for `node:https`: TLS is loaded when a request needs it. Node
 * 22.23 and 24 then start a thread that reads all certificates, which takes a third of their own start.
 */
export default {
  Agent,
  request: ({ agent, ...options }: Options, answered: (response: IncomingMessage) => void) =>
    https().request({ ...options, agent: agent.real }, answered),
};

import type { IncomingMessage } from 'node:http';
import type { AgentOptions, Agent as HttpsAgent, RequestOptions } from 'node:https';

const https = (): typeof import('node:https') => require('node:https');

/** An agent that is created with the first request. */
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

type Options = Omit<RequestOptions, 'agent'> & { readonly agent: Agent | HttpsAgent };

/**
 * The build substitutes this for `node:https` in the SDK, which creates an agent as soon as it is loaded: so TLS is loaded
 * only when a request needs it. Loading TLS makes Node 22.23 and 24 start a thread that reads all certificates, which takes
 * a third of their own start-up time.
 */
export default {
  Agent,
  request: ({ agent, ...options }: Options, onResponse: (response: IncomingMessage) => void) =>
    https().request({ ...options, agent: agent instanceof Agent ? agent.real : agent }, onResponse),
};

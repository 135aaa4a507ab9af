import type { FastifyPluginAsync } from 'fastify';
import type { Capabilities, Channel } from '../../src/channel';
import { DeliveryError } from '../../src/errors';
import { fromActivity, type Letter } from './from-activity';

export interface EmailParts {
  /** Hands a letter in and gives the server's word for it; rejects with DeliveryError. Absent: nothing is sent. */
  mail: ((letter: Letter) => Promise<string>) | undefined;
}

/** A letter has room for everything we say; it is read later, and not answered here. */
const CAPABILITIES: Capabilities = {
  delivery: 'push',
  maxText: 10_000,
  choices: 'numbers',
  structured: false,
  attachments: false,
};

/** Letters to customers: receipts and news of their cases. Nothing comes in this way. */
export function email({ mail }: EmailParts): Channel<FastifyPluginAsync> {
  return {
    name: 'email',
    capabilities: CAPABILITIES,
    routes: () => Promise.resolve(),
    send: async (message) => {
      if (!mail) throw new DeliveryError('not_configured', { retryable: false });
      return { providerId: await mail(fromActivity(message)), status: 'sent' };
    },
  };
}

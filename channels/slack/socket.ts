import { SocketModeReceiver, type App, type ReceiverEvent } from '@slack/bolt';
import type { Logger } from '../../src/logger';
import type { Receive } from './receive';
import { slackLogger } from './slack-logger';
import { clientOptions } from './web-api';
import { within } from './within';

/** Slack is given so long to say goodbye, in milliseconds. */
const PARTING_MS = 1_500;

export interface SocketParts {
  appToken: string;
  apiUrl: string;
  receive: Receive;
  logger: Logger;
}

/** Socket mode: Bolt's own connection to Slack, and behind it the same way in as that of the webhooks. */
export function createSocket({ appToken, apiUrl, receive, logger }: SocketParts) {
  const quiet = slackLogger(logger);
  const receiver = new SocketModeReceiver({
    appToken,
    logger: quiet,
    installerOptions: {
      clientOptions: { ...clientOptions(apiUrl, quiet), retryConfig: { retries: 100, factor: 1.3 } },
    },
  });

  /** Not acknowledged, Slack brings an event again. */
  async function processEvent({ body, ack, retryNum, retryReason }: ReceiverEvent): Promise<void> {
    const retry = {
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    };
    const answer = await receive({ body, ...retry }).catch(() => null);
    if (answer?.status === 200) await ack(answer.body as never);
  }

  receiver.init({ processEvent } as unknown as App);
  return {
    /** Connects, and again whenever the connection is lost. */
    start: () =>
      void receiver
        .start()
        .catch((error: unknown) =>
          logger.error({ channel: 'slack', err: (error as Error).name }, 'socket mode cannot connect'),
        ),
    /** The receiver's own stop does not wait for the connection to end. */
    stop: async (): Promise<void> => {
      const ended = receiver.client.disconnect().catch(() => undefined);
      await within(PARTING_MS, ended, () => undefined);
    },
  };
}

import { WebClient, type Logger as SlackLogger } from '@slack/web-api';
import { DeliveryError } from '../../src/errors';
import { asDeliveryError, unanswered } from './failures';

/** Slack answers within a second or two; after this long nobody knows what became of a call. */
const PATIENCE_MS = 10_000;

/** Slack's word for too fast always says until when; where it does not, the library would take it for a broken call. */
const asked: typeof fetch = async (url, init) => {
  const answer = await fetch(url, init).catch((error: unknown) => {
    throw unanswered(error);
  });
  if (answer.status === 429 && !Number.parseInt(answer.headers.get('retry-after') ?? '', 10))
    throw new DeliveryError('ratelimited', { retryable: true, retryAfter: 1_000 });
  return answer;
};

export interface WebApi {
  /** One call, tried once. Rejects with DeliveryError. */
  apiCall(method: string, args: Record<string, unknown>): Promise<Record<string, unknown>>;
}

/** The options every client of the library gets here, Bolt's and the installer's too: no tries of its own, no words in logs. */
export const clientOptions = (apiUrl: string, logger: SlackLogger) => ({
  slackApiUrl: apiUrl,
  allowAbsoluteUrls: false,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: PATIENCE_MS,
  fetch: asked as NonNullable<ConstructorParameters<typeof WebClient>[1]>['fetch'] & object,
  logger,
});

/** The library's client for one token. */
export function createWebApi(token: string, apiUrl: string, logger: SlackLogger): WebApi {
  const client = new WebClient(token, clientOptions(apiUrl, logger));
  return {
    apiCall: async (method, args) => {
      try {
        return (await client.apiCall(method, args)) as unknown as Record<string, unknown>;
      } catch (error) {
        throw asDeliveryError(error);
      }
    },
  };
}

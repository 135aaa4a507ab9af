import type Twilio from 'twilio/lib/rest/Twilio';
import type {
  MessageInstance,
  MessageListInstanceCreateOptions,
  MessageListInstanceOptions,
} from 'twilio/lib/rest/api/v2010/account/message';
import { DeliveryError } from '../../src/errors';
import type { ContentResource } from './contents';
import { UNAUTHORIZED } from './failures';
import type { Credentials } from './rest';
import type { TwilioSettings } from './settings';

/** The calls we make. Each rejects with DeliveryError. */
export interface Api {
  /** Resolves with the message's SID when Twilio has taken it. */
  create(message: MessageListInstanceCreateOptions): Promise<string>;
  /** Newest first, as Twilio lists them. */
  list(filter: MessageListInstanceOptions): Promise<MessageInstance[]>;
  /** Addresses of what was attached to a message. */
  media(messageSid: string): Promise<{ url: string; contentType: string }[]>;
  /** Makes a Content resource; resolves with its SID. */
  createContent(resource: ContentResource): Promise<string>;
  credentials(): Credentials;
}

const isUnauthorized = (error: unknown): boolean => error instanceof DeliveryError && error.code === UNAUTHORIZED;

/** The credentials there are, best first: an API key, or the tokens of the account. */
function credentialsOf({ accountSid, authTokens, apiKey }: TwilioSettings): Credentials[] {
  if (apiKey) return [{ username: apiKey.sid, password: apiKey.secret }];
  return authTokens.map((password) => ({ username: accountSid, password }));
}

/** A service without Twilio does not wait for its library at the start. */
function load(): typeof import('./rest') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./rest') as typeof import('./rest');
}

/**
 * Twilio's REST API by its own library, which is loaded with the first call. While the token is rotated the one that is
 * refused gives way to the other.
 */
export function createApi(settings: TwilioSettings): Api {
  const known = credentialsOf(settings);
  const clients = new Map<number, Twilio>();
  let current = 0;

  const credentials = (): Credentials => known[current] ?? { username: settings.accountSid, password: '' };

  function client(): Twilio {
    const made = clients.get(current) ?? load().restClient(settings, credentials());
    clients.set(current, made);
    return made;
  }

  async function call<T>(work: (twilio: Twilio) => Promise<T>): Promise<T> {
    const used = current;
    try {
      return await work(client());
    } catch (error) {
      if (!isUnauthorized(error) || known.length < 2) throw error;
      if (current === used) current = (used + 1) % known.length;
      return work(client());
    }
  }

  return {
    credentials,
    create: (message) => call(async (twilio) => (await twilio.messages.create(message)).sid),
    // The library passes the body on as it is, so it has the API's own names, not those of the library's type.
    createContent: (resource) =>
      call(async (twilio) => (await twilio.content.v1.contents.create(resource as never)).sid),
    list: (filter) => call((twilio) => twilio.messages.list(filter)),
    media: (messageSid) =>
      call(async (twilio) =>
        (await twilio.messages(messageSid).media.list({ limit: 10 })).map(({ uri, contentType }) => ({
          url: `https://api.twilio.com${uri.replace(/\.json$/, '')}`,
          contentType,
        })),
      ),
  };
}

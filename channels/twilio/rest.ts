import RequestClient from 'twilio/lib/base/RequestClient';
import Twilio from 'twilio/lib/rest/Twilio';
import { rebased } from './rebased';
import { refused, unanswered } from './failures';
import type { TwilioSettings } from './settings';

/** Twilio answers within a second or two; after this long nobody knows what became of a send. */
const PATIENCE_MS = 15_000;

/** The library's own client, sent to the configured base; its failures become DeliveryErrors. */
class RebasedClient extends RequestClient {
  constructor(private readonly settings: TwilioSettings) {
    super({ timeout: PATIENCE_MS });
  }

  override async request<TData>(opts: RequestClient.RequestOptions<TData>) {
    const uri = rebased(opts.uri, this.settings);
    const answer = await super.request<TData>({ ...opts, uri }).catch((error: unknown) => {
      throw unanswered(error);
    });
    if (answer.statusCode >= 400) throw refused(answer);
    return answer;
  }
}

export interface Credentials {
  username: string;
  password: string;
}

/** A client of the account with these credentials; it never writes to the console, where numbers do not belong. */
export const restClient = (settings: TwilioSettings, { username, password }: Credentials): Twilio =>
  new Twilio(username, password, {
    accountSid: settings.accountSid,
    httpClient: new RebasedClient(settings),
    logLevel: 'silent',
  });

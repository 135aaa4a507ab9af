import type { Line, Passing, StoredAttachment, Thread } from '../../src/channel';
import { isTollFree, partyOf } from './address';
import { field, type Params } from './form';
import { hearOptOut } from './opt-out';
import type { Consents } from './ports';
import { mediaOf, textOf, threadOf, toActivity } from './to-activity';

export interface ReceiveParts {
  client: string;
  line: Pick<Line, 'admit'>;
  consents: Consents;
  photos: (media: { url: string; contentType: string }[], thread: Thread) => Promise<StoredAttachment[]>;
  at: Passing;
}

/**
 * Stations 2 and 3 for what a customer sent, by webhook or found afterwards: consent first, so that nothing is sent to
 * whoever just opted out; then the photos; then admission, once by SID. Short codes and names are nobody to talk to.
 * Resolves when everything is durable.
 */
export function createReceive({ client, line, consents, photos, at }: ReceiveParts) {
  return async (params: Params, when: Date): Promise<void> => {
    const from = partyOf(field(params, 'From'));
    const id = field(params, 'MessageSid');
    if (!from || !id) return;
    const thread = threadOf(client, from);
    const heard = hearOptOut({
      channel: from.channel,
      body: textOf(params),
      reported: field(params, 'OptOutType'),
      consent: await consents.find(thread),
      tollFree: isTollFree(field(params, 'To')),
    });
    if (heard.change) await consents.change(thread, { ...heard.change, at: when, id });
    const activity = toActivity(params, { client, from, as: heard.as });
    await at('normalize');
    const media = heard.as === 'message' ? mediaOf(params) : [];
    const attachments = media.length ? await photos(media, thread) : [];
    await line.admit({ ...activity, attachments });
  };
}

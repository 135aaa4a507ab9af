import type { Activity, Line, Passing, StoredAttachment, Thread } from '../../src/channel';
import { isTollFree, partyOf, userIdIn, type Party } from './address';
import { field, type Params } from './form';
import { hearOptOut } from './opt-out';
import type { Consents, FindQuoted, SameAddress } from './ports';
import { valueOfQuote } from './quotes';
import { mediaOf, textOf, threadOf, toActivity } from './to-activity';

export interface ReceiveParts {
  client: string;
  line: Pick<Line, 'admit'>;
  consents: Consents;
  sameAddress: SameAddress;
  quoted: FindQuoted;
  photos: (media: { url: string; contentType: string }[], thread: Thread) => Promise<StoredAttachment[]>;
  at: Passing;
}

/** Two names of one WhatsApp user: a number may stop being shown, and the conversation goes on under the other. */
function namesOf({ channel, id }: Party, params: Params): string[] {
  if (channel !== 'whatsapp') return [id];
  const other = userIdIn(field(params, 'ExternalUserId') || field(params, 'ExternalUserIdentifier'));
  return [...new Set([id, ...(other ? [other] : [])])];
}

/**
 * Stations 2 and 3 for what a customer sent, by webhook or found afterwards: consent first, so that nothing is sent to
 * whoever just opted out; then the photos; then admission, once by SID. Short codes and names are nobody to talk to.
 * `late`: it was sent at `when`, and is admitted only now. Resolves when everything is durable.
 */
export function createReceive({ client, line, consents, sameAddress, quoted, photos, at }: ReceiveParts) {
  /** A plain number is its own name. */
  async function known(party: Party, params: Params): Promise<Party> {
    const names = namesOf(party, params);
    if (names.length === 1 && !userIdIn(party.id)) return party;
    return { ...party, id: await sameAddress(client, party.channel, names) };
  }

  /** What a reply by quoting means; a button's own value says it already. */
  async function replied(activity: Activity, params: Params): Promise<{ value?: string }> {
    const sid = field(params, 'OriginalRepliedMessageSid');
    const original = sid && activity.value === undefined ? await quoted(activity, sid) : null;
    const value = original ? valueOfQuote(activity.text, original) : undefined;
    return value === undefined ? {} : { value };
  }

  return async (params: Params, when: Date, late = false): Promise<void> => {
    const party = partyOf(field(params, 'From'));
    const id = field(params, 'MessageSid');
    if (!party || !id) return;
    const from = await known(party, params);
    const thread = threadOf(client, from);
    const heard = hearOptOut({
      channel: from.channel,
      body: textOf(params),
      reported: field(params, 'OptOutType'),
      consent: await consents.find(thread),
      tollFree: isTollFree(field(params, 'To')),
    });
    if (heard.change) await consents.change(thread, { ...heard.change, at: when, id });
    const activity = {
      ...toActivity(params, { client, from, as: heard.as }),
      ...(late ? { sentAt: when.toISOString() } : {}),
    };
    await at('normalize');
    if (heard.as !== 'message') return void (await line.admit(activity));
    const media = mediaOf(params);
    const attachments = media.length ? await photos(media, thread) : [];
    await line.admit({ ...activity, attachments, ...(await replied(activity, params)) });
  };
}

import type { DeliveryReport, DeliveryStatus } from '../../src/channel';
import { partyOf } from './address';
import { furtherTries } from './failures';
import { field, type Params } from './form';
import { threadOf } from './to-activity';

/**
 * Twilio's words for where a message is (https://www.twilio.com/docs/messaging/api/message-resource#message-status-values).
 * What comes before `sent` is known already from the send itself.
 */
const STATUSES: Record<string, DeliveryStatus> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  undelivered: 'failed',
  canceled: 'failed',
};

/** Undefined for a message that is still on its way to the carrier, or a word we do not know. */
export const deliveryStatus = (word: string): DeliveryStatus | undefined => STATUSES[word.toLowerCase()];

/** What a callback's address says of the message, written by us (from-activity.ts) and signed with it. */
export interface CallbackQuery {
  seq?: string;
  /** The conversation, where it goes by another name than the address written to. */
  of?: string;
}

const failure = (code: string): Pick<DeliveryReport, 'code' | 'again'> => {
  const again = furtherTries(code);
  return { code: /^\d{1,6}$/.test(code) ? code : 'undelivered', ...(again ? { again } : {}) };
};

const SEQ = /^[1-9]\d{0,8}$/;

/** A status callback as a report to the line; null for messages that are not ours and for steps of no interest. */
export function toReport(params: Params, query: CallbackQuery, client: string): DeliveryReport | null {
  const { seq = '', of } = query;
  const to = partyOf(field(params, 'To'));
  const status = deliveryStatus(field(params, 'MessageStatus') || field(params, 'SmsStatus'));
  const providerId = field(params, 'MessageSid');
  if (!to || !status || !providerId || !SEQ.test(seq)) return null;
  const code = field(params, 'ErrorCode');
  return {
    ...threadOf(client, of === undefined ? to : { ...to, id: of }),
    seq: Number(seq),
    status,
    providerId,
    ...(status === 'failed' ? failure(code) : {}),
  };
}

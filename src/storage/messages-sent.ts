import { threadKey, type Outgoing, type Thread } from '../channel';
import type { SentMessage } from '../domain/message-cost';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { after } from './positions';

/** Reads what left for the customers' phones. */
export interface MessagesSent {
  /** What a provider took from a conversation, in order; the latest `MOST` of it. */
  of(place: Thread): Promise<SentMessage[]>;
  /** When the cases of a conversation were opened. */
  casesOf(place: Thread): Promise<{ caseNo: string; createdAt: Date }[]>;
}

/** Nobody texts more with one shop. */
const MOST = 5_000;

interface Sends {
  ids: Set<string>;
  segments?: number;
}

/** By message: the provider's ids of its sends, and the segments they told. */
function sendsIn(deliveries: Doc[]): Map<number, Sends> {
  const sends = new Map<number, Sends>();
  for (const { data } of deliveries) {
    const { seq, providerId, segments } = data as { seq: number; providerId?: string; segments?: number };
    const one = sends.get(seq) ?? { ids: new Set<string>() };
    if (providerId) one.ids.add(providerId);
    if (segments !== undefined) one.segments = segments;
    sends.set(seq, one);
  }
  return sends;
}

function sentOf({ message: stored }: Doc, sends: Map<number, Sends>): SentMessage[] {
  const {
    channel,
    conversation,
    seq,
    at,
    values = {},
  } = stored as Pick<Outgoing, 'channel' | 'conversation' | 'seq' | 'at' | 'values'>;
  const { ids, segments } = sends.get(seq) ?? { ids: new Set() };
  const named = typeof values.caseNo === 'string' ? { caseNo: values.caseNo } : {};
  const sent = { channel, to: conversation, at, segments: segments ?? 1, counted: segments !== undefined, ...named };
  return [...ids].map(() => sent);
}

export function createMessagesSent(store: Store): MessagesSent {
  const outbox = store.collection('outbox');
  const log = store.collection('log');
  const cases = store.collection('cases');
  return {
    of: (place) =>
      whileStoreIsThere(async () => {
        const _id = after(threadKey(place), 0);
        const fields = ['channel', 'conversation', 'seq', 'at', 'values.caseNo'];
        const [messages, deliveries] = await Promise.all([
          outbox
            .find({ _id }, { projection: Object.fromEntries(fields.map((one) => [`message.${one}`, 1])) })
            .sort({ _id: -1 })
            .limit(MOST)
            .toArray(),
          log
            .find({ _id, type: 'delivery', 'data.providerId': { $exists: true } }, { projection: { data: 1 } })
            .sort({ _id: -1 })
            .limit(4 * MOST)
            .toArray(),
        ]);
        const sends = sendsIn(deliveries);
        return messages.reverse().flatMap((doc) => sentOf(doc, sends));
      }),
    casesOf: (place) =>
      whileStoreIsThere(async () => {
        const found = await cases
          .find({ threads: threadKey(place) }, { projection: { caseNo: 1, createdAt: 1 } })
          .toArray();
        return found.map(({ caseNo, createdAt }) => ({ caseNo: caseNo as string, createdAt: createdAt as Date }));
      }),
  };
}

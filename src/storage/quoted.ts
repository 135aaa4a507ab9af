import { threadKey, type Outgoing, type RenderedChoice, type Thread } from '../channel';
import type { Store } from './connect';
import { whileStoreIsThere } from './failures';
import { after } from './positions';

/** A message of ours that a customer replied to by quoting it. */
export interface Quoted {
  choices: RenderedChoice[];
  /** No later message of the conversation offered choices. */
  latest: boolean;
}

/** Finds a message of the thread by the provider's id; null where it is none of ours, or too fresh to be known by it. */
export function createQuoted(store: Store) {
  const outbox = store.collection('outbox');
  return (thread: Thread, providerId: string): Promise<Quoted | null> =>
    whileStoreIsThere(async () => {
      const found = (await outbox.find({ providerId }).toArray()).map(({ message }) => message as Outgoing);
      const own = found.find((message) => threadKey(message) === threadKey(thread));
      if (!own) return null;
      const later = await outbox.findOne({
        _id: after(threadKey(thread), own.seq),
        'message.choices.0': { $exists: true },
      });
      return { choices: own.choices, latest: later === null };
    });
}

import { threadKey, type Outgoing } from '../channel';
import type { Listeners } from '../notify/ports';
import type { Store } from './connect';
import { whileStoreIsThere } from './failures';
import { at } from './positions';

/** Messages that tell the news of a case on their own account. */
const NEWS = 'status.changed';

/** Reads of conversations that could be told something. */
export function createListeners(store: Store): Listeners {
  const conversations = store.collection('conversations');
  const outbox = store.collection('outbox');
  return {
    find: (place) =>
      whileStoreIsThere(async () => {
        const projection = { timeZone: 1, lastInAt: 1, deliveredTo: 1, outSeq: 1 };
        const doc = await conversations.findOne({ _id: threadKey(place) }, { projection });
        if (!doc) return null;
        return {
          ...(doc.timeZone ? { timeZone: doc.timeZone as string } : {}),
          lastInAt: (doc.lastInAt as Date | undefined) ?? null,
          caughtUp: (doc.deliveredTo as number) >= (doc.outSeq as number),
        };
      }),
    newsAt: (place, seq) =>
      whileStoreIsThere(async () => {
        const message = (await outbox.findOne({ _id: at(threadKey(place), seq) }))?.message as Outgoing | undefined;
        const caseNo = message?.values.caseNo;
        return (message?.key === NEWS || message?.key === 'mail.case') && typeof caseNo === 'string'
          ? { caseNo }
          : null;
      }),
  };
}

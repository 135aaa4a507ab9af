import { threadKey, type Thread } from '../channel';
import type { Store } from './connect';
import { whileStoreIsThere } from './failures';

/** What the dialogs kept of a conversation and its language, as last committed, whoever holds it; null: there is none. */
export function createDialogStates(store: Store) {
  const conversations = store.collection('conversations');
  return (place: Thread): Promise<{ state: unknown; locale: string } | null> =>
    whileStoreIsThere(async () => {
      const projection = { state: 1, locale: 1 };
      const doc = await conversations.findOne({ _id: threadKey(place) }, { projection });
      return doc ? { state: doc.state ?? null, locale: doc.locale as string } : null;
    });
}

import { threadKey, type Thread } from '../channel';
import type { ConversationRecord } from '../turn/ports';
import type { Store } from './connect';
import { fromConversationDoc } from './conversations';
import { whileStoreIsThere } from './failures';

/** Reads of conversations for those who do not work on them: what was committed last. */
export function createConversationReads(store: Store) {
  const conversations = store.collection('conversations');
  return {
    find: (place: Thread): Promise<ConversationRecord | null> =>
      whileStoreIsThere(async () => {
        const doc = await conversations.findOne({ _id: threadKey(place) });
        return doc ? fromConversationDoc(doc) : null;
      }),
  };
}

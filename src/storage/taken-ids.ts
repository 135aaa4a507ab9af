import { threadKey, type Thread } from '../channel';
import type { Store } from './connect';
import { whileStoreIsThere } from './failures';
import { at } from './positions';

/**
 * Which of these ids of a provider belong to another message of ours than the one at `seq` of the thread, or to
 * sends of it that came to nothing: whoever looks a lost message up must not take its twin for it.
 */
export function createTakenIds(store: Store) {
  const outbox = store.collection('outbox');
  return (thread: Thread, seq: number, providerIds: string[]): Promise<string[]> =>
    whileStoreIsThere(async () => {
      const found = await outbox
        .find({ providerId: { $in: providerIds } }, { projection: { providerId: 1 } })
        .toArray();
      const own = at(threadKey(thread), seq);
      const past =
        ((await outbox.findOne({ _id: own }, { projection: { past: 1 } }))?.past as string[] | undefined) ?? [];
      return [...past, ...found.filter(({ _id }) => _id !== own).map(({ providerId }) => String(providerId))];
    });
}

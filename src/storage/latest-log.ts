import type { LogEntry } from '../domain/log-entry';
import type { Store } from './connect';
import { whileStoreIsThere } from './failures';
import { fromLogDoc } from './log';

/**
 * The newest entries of a client's log over all its streams, oldest first. There is no index for it: a look at everything,
 * for the sandbox and its few conversations.
 */
export function createLatestLog(store: Store): (client: string, since: Date, limit: number) => Promise<LogEntry[]> {
  const log = store.collection('log');
  return (client, since, limit) =>
    whileStoreIsThere(async () => {
      const docs = await log
        .find({ client, at: { $gte: since } })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return docs.map(fromLogDoc).reverse();
    });
}

import type { Actor, EntryType, LogEntry } from '../domain/log-entry';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { after } from './positions';

export const fromLogDoc = (doc: Doc): LogEntry => ({
  client: doc.client as string,
  stream: doc.stream as string,
  seq: doc.seq as number,
  at: doc.at as Date,
  type: doc.type as EntryType,
  actor: doc.actor as Actor,
  data: doc.data as Record<string, unknown>,
});

export interface LogReader {
  /** Entries of a stream after `seq`, in order. */
  read(stream: string, seq: number, limit: number): Promise<LogEntry[]>;
}

/** Reads of the log. What writes to it is `appendLog` in commits.ts alone. */
export function createLogReader(store: Store): LogReader {
  const log = store.collection('log');
  return {
    read: (stream, seq, limit) =>
      whileStoreIsThere(async () =>
        (
          await log
            .find({ _id: after(stream, seq) })
            .sort({ _id: 1 })
            .limit(limit)
            .toArray()
        ).map(fromLogDoc),
      ),
  };
}

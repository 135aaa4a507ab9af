import type { Inbox, InboxEntry, InboxInsert } from '../../src/turn/ports';

/** An inbox in memory with the two unique indexes of the real one. `between` runs before each insert, as another process may. */
export function memoryInbox(): Inbox & { stored: InboxEntry[]; between: (() => void)[]; failing: unknown } {
  const stored: InboxEntry[] = [];
  const inbox = {
    stored,
    between: [] as (() => void)[],
    failing: undefined as unknown,
    insert: (entries: InboxEntry[]): Promise<InboxInsert[]> => {
      inbox.between.shift()?.();
      if (inbox.failing) return Promise.reject(inbox.failing as Error);
      let stopped = false;
      return Promise.resolve(
        entries.map((entry): InboxInsert => {
          if (stopped) return { outcome: 'skipped' };
          const same = stored.find(
            (one) => one.thread === entry.thread && one.activity.providerId === entry.activity.providerId,
          );
          const taken = stored.some((one) => one.thread === entry.thread && one.seq === entry.seq);
          if (!same && !taken) {
            stored.push(entry);
            return { outcome: 'stored' };
          }
          stopped = true;
          return same ? { outcome: 'duplicate', seq: same.seq } : { outcome: 'taken' };
        }),
      );
    },
    lastSeq: (thread: string) =>
      Promise.resolve(Math.max(0, ...stored.filter((one) => one.thread === thread).map(({ seq }) => seq))),
    after: (thread: string, seq: number, limit: number) =>
      Promise.resolve(stored.filter((one) => one.thread === thread && one.seq > seq).slice(0, limit)),
    admittedBy: (origin: string, n: number, limit: number) =>
      Promise.resolve(stored.filter((one) => one.origin === origin && one.n > n).slice(0, limit)),
  };
  return inbox;
}

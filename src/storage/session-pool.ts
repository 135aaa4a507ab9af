import type { mongo } from 'mongoose';

/** Sessions that are used again and again, so that their names are known before anything happens in them. */
export interface SessionPool {
  take(): mongo.ClientSession;
  /** `lost`: its connection failed, or nobody knows how its transaction ended. It is not used again. */
  give(session: mongo.ClientSession, lost: boolean): Promise<void>;
  /**
   * Ends on the server what was lost, before anything else waits for the locks it may hold there: a transaction whose
   * client went away lives on for a minute. `end` may fail while the store is away; it is tried again the next time.
   */
  endLost(end: (ids: mongo.ServerSessionId[]) => Promise<unknown>): Promise<void>;
  /**
   * Those at hand and those in use. If this process dies in the middle of a transaction, the server keeps what that one
   * touched locked for a minute, unless somebody ends its session.
   */
  ids(): mongo.ServerSessionId[];
}

/** Two groups of turns are on their way at a time; a change made outside a turn may come in between. */
const READY = 3;

export function createSessionPool(client: Pick<mongo.MongoClient, 'startSession'>): SessionPool {
  const known = new Set<mongo.ClientSession>();
  const free: mongo.ClientSession[] = [];
  let lost: mongo.ServerSessionId[] = [];
  let ending: Promise<void> | null = null;

  function open(): mongo.ClientSession {
    const session = client.startSession();
    known.add(session);
    return session;
  }
  for (let i = 0; i < READY; i++) free.push(open());

  return {
    take: () => free.pop() ?? open(),
    give: async (session, isLost) => {
      if (!isLost && free.length < READY) return void free.push(session);
      known.delete(session);
      if (isLost && session.id) lost.push(session.id);
      await session.endSession();
    },
    endLost: (end) => {
      const ids = lost;
      if (!ids.length) return Promise.resolve();
      ending ??= end(ids)
        .then(() => void (lost = lost.filter((id) => !ids.includes(id))))
        .finally(() => (ending = null));
      return ending;
    },
    ids: () => [...lost, ...[...known].flatMap(({ id }) => (id ? [id] : []))],
  };
}

import type { mongo } from 'mongoose';

/** Sessions that are used again and again, so that their names are known before anything happens in them. */
export interface SessionPool {
  take(): mongo.ClientSession;
  /** `spent`: its connection failed, or nobody knows how it ended; the server is to forget it. */
  give(session: mongo.ClientSession, spent: boolean): Promise<void>;
  /**
   * Those at hand and those in use. If this process dies in the middle of a transaction, the server keeps what that one
   * touched locked for a minute, unless somebody ends its session.
   */
  ids(): mongo.ServerSessionId[];
}

/** Groups of turns are committed one after another; a change made outside a turn may come in between. */
const READY = 2;

export function createSessionPool(client: Pick<mongo.MongoClient, 'startSession'>): SessionPool {
  const known = new Set<mongo.ClientSession>();
  const free: mongo.ClientSession[] = [];

  function open(): mongo.ClientSession {
    const session = client.startSession();
    known.add(session);
    return session;
  }
  for (let i = 0; i < READY; i++) free.push(open());

  return {
    take: () => free.pop() ?? open(),
    give: async (session, spent) => {
      if (!spent && free.length < READY) return void free.push(session);
      known.delete(session);
      await session.endSession();
    },
    ids: () => [...known].flatMap(({ id }) => (id ? [id] : [])),
  };
}

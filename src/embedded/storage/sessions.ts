import { Binary, UUID } from 'bson';
import type { Catalog } from './catalog';
import { decode } from '../values/decode';
import { refuse, writeConflict } from '../values/errors';
import { fromKey, type Key, toKey } from '../values/key-string';
import type { Store } from './store';
import { noSuchTransaction, type Ledger, type Transaction } from './transactions';
import { encode, isDoc, type Doc, type Value } from '../values/values';

/** What a retried statement is answered with: the reply its first execution got. */
export type Reply = Doc;

/** A logical session: its newest transaction number, and what has been done under it. */
export interface Session {
  readonly key: Key;
  number: bigint;
  state: 'none' | 'open' | 'committed' | 'aborted';
  transaction: Transaction | undefined;
  /** Replies of the retryable statements already applied, by statement id. */
  done: Map<number, Reply>;
  used: number;
}

const LIFETIME = 30 * 60_000;
/** An open transaction nobody has touched for this long is given up, as MongoDB's transactionLifetimeLimitSeconds says. */
const TRANSACTION_LIFETIME = 60_000;
const PLAIN: Reply = { n: 1 };

function bytesOf({ number, state, done }: Session): Buffer {
  const plain = [...done].filter(([, reply]) => reply === PLAIN).map(([id]) => id);
  const others = [...done].filter(([, reply]) => reply !== PLAIN).map(([id, reply]) => ({ id, reply }));
  return encode({ number, state, plain: runs(plain), others, at: new Date() });
}

/** Statement ids as [from, to] pairs: a bulk of hundreds is one pair. */
function runs(ids: number[]): number[][] {
  const pairs: number[][] = [];
  for (const id of ids) {
    const last = pairs.at(-1);
    if (last && last[1] === id - 1) last[1] = id;
    else pairs.push([id, id]);
  }
  return pairs;
}

function restore(key: Key, saved: Doc | undefined): Session {
  const session: Session = {
    key,
    number: -1n,
    state: 'none',
    transaction: undefined,
    done: new Map(),
    used: Date.now(),
  };
  if (!saved) return session;
  session.number = saved['number'] as bigint;
  session.state = saved['state'] === 'committed' ? 'committed' : saved['state'] === 'open' ? 'aborted' : 'none';
  for (const [from = 0, to = -1] of saved['plain'] as number[][])
    for (let id = from; id <= to; id++) session.done.set(id, PLAIN);
  for (const { id, reply } of saved['others'] as { id: number; reply: Doc }[]) session.done.set(id, reply);
  return session;
}

export interface Sessions {
  find(lsid: Value): Session;
  /** Opens, continues or refuses the transaction a command names. */
  enter(session: Session, number: bigint, starting: boolean): Transaction;
  /** Takes up the retryable write with this number: what was done under it before is in `done`. */
  retryable(session: Session, number: bigint): void;
  commit(session: Session, number: bigint): Promise<void>;
  abort(session: Session): void;
  /** Writes what the session has done; runs within the write it belongs to. */
  save(session: Session): void;
  end(lsids: Value[]): Promise<void>;
  /** Gives up every open transaction. */
  killAll(): Doc;
  /** The sessions in use, as $listLocalSessions shows them. */
  list(): Doc[];
  /** Forgets sessions and transactions nobody uses any more. */
  sweep(now: number): Promise<void>;
}

export function openSessions(store: Store, ledger: Ledger, catalog: Catalog): Sessions {
  const known = new Map<Key, Session>();

  const keyOf = (lsid: Value): Key => {
    const id = isDoc(lsid) ? (lsid['id'] as Binary | undefined) : undefined;
    if (!id || !(id.buffer instanceof Uint8Array)) return refuse('BadValue', 'lsid needs a UUID');
    return 's' + toKey(Buffer.from(id.buffer));
  };

  function renew(session: Session, number: bigint): void {
    if (number < session.number)
      refuse(
        'TransactionTooOld',
        `Cannot start transaction ${number}: a newer one, ${session.number}, has begun on this session`,
      );
    if (number === session.number) return;
    sessions.abort(session);
    session.number = number;
    session.state = 'none';
    session.done = new Map();
  }

  const sessions: Sessions = {
    find(lsid) {
      const key = keyOf(lsid);
      let session = known.get(key);
      if (!session) {
        const saved = store.latest.get(key);
        known.set(key, (session = restore(key, saved && decode(saved))));
      }
      session.used = Date.now();
      return session;
    },
    enter(session, number, starting) {
      if (starting) {
        if (number === session.number && session.state !== 'none')
          refuse(
            50911,
            `Cannot start a transaction at given transaction number ${number}: a transaction with that number is in state ${session.state}`,
          );
        renew(session, number);
        session.transaction = ledger.begin();
        session.state = 'open';
        return session.transaction;
      }
      if (number === session.number && session.state === 'committed')
        refuse('TransactionCommitted', `Transaction ${number} has been committed.`);
      if (number !== session.number || !session.transaction) throw noSuchTransaction(number);
      return session.transaction;
    },
    retryable(session, number) {
      renew(session, number);
      if (session.state !== 'none')
        refuse('IllegalOperation', 'a retryable write cannot use the number of a transaction');
    },
    async commit(session, number) {
      if (number === session.number && session.state === 'committed') return;
      const transaction = sessions.enter(session, number, false);
      session.transaction = undefined;
      session.state = 'committed';
      try {
        await transaction.commit(() => {
          if ([...transaction.made.keys()].some(catalog.find)) throw writeConflict();
          for (const collection of transaction.made.values()) catalog.adopt(collection);
          sessions.save(session);
        });
      } catch (error) {
        session.state = 'aborted';
        throw error;
      }
    },
    abort(session) {
      session.transaction?.abort();
      session.transaction = undefined;
      if (session.state === 'open') session.state = 'aborted';
    },
    save: (session) => store.put(session.key, bytesOf(session)),
    async end(lsids) {
      const keys = lsids.map(keyOf);
      for (const key of keys) {
        const session = known.get(key);
        if (session) sessions.abort(session);
        known.delete(key);
      }
      if (keys.some((key) => store.latest.get(key))) await ledger.write(() => keys.forEach((key) => store.remove(key)));
    },
    killAll() {
      for (const session of known.values()) sessions.abort(session);
      return {};
    },
    list: () =>
      [...known.values()].map(({ key, used }) => ({
        _id: { id: new UUID(fromKey(key.slice(1))), uid: new Binary(Buffer.alloc(32)) },
        lastUse: new Date(used),
      })),
    async sweep(now) {
      const old: Key[] = [];
      for (const session of known.values()) {
        if (session.transaction && now - session.used > TRANSACTION_LIFETIME) sessions.abort(session);
        if (now - session.used > LIFETIME) old.push(session.key);
      }
      for (const [key, value] of store.latest.range('s', 't', false, 10_000)) {
        if (!known.has(key) && now - (decode(value)['at'] as Date).getTime() > LIFETIME) old.push(key);
      }
      for (const key of old) known.delete(key);
      if (old.length > 0) await ledger.write(() => old.forEach((key) => store.remove(key)));
    },
  };
  return sessions;
}

/** Records a statement's reply; an insert's is always the same and takes no room. */
export function remember(session: Session, statement: number, reply: Reply): void {
  session.done.set(statement, Object.keys(reply).length === 1 && reply['n'] === 1 ? PLAIN : reply);
}

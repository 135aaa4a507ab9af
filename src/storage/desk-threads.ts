import type { SurfaceThread, Surfaces } from '../channel-desk';
import type { Doc, Store } from './connect';
import { isDuplicateKey, whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';

const fromDoc = (doc: Doc): SurfaceThread => ({
  handoffId: doc._id,
  client: doc.client as string,
  place: (doc.place as SurfaceThread['place'] | undefined) ?? null,
  shownTo: (doc.shownTo as number | undefined) ?? 0,
  cardVersion: (doc.cardVersion as number | undefined) ?? 0,
  memory: (doc.memory as Record<string, unknown> | undefined) ?? {},
});

/** More than asked for, because some of them are in other hands. */
const LOOKED_AT = 4;

/**
 * Where handoffs are shown, and how far. `owner` names this process: each thread is in the hands of one at a time, until
 * its lease ends by itself.
 */
export function createDeskThreads(store: Store, owner: string, clock: () => Date): Surfaces {
  const threads = store.collection('desk_threads');
  const handoffs = store.collection('handoffs');
  /** `aged` of those taken here, as it was then: what ages meanwhile is shown once more. */
  const seen = new Map<string, string | null>();

  /** Null while somebody else has it. */
  async function take(id: string, client: string, leaseMs: number): Promise<SurfaceThread | null> {
    const now = clock();
    const lease = { owner, until: new Date(now.getTime() + leaseMs) };
    const free = { $or: [{ lease: { $exists: false } }, { 'lease.until': { $lte: now } }] };
    const born = { client, schemaVersion: SCHEMA_VERSION, shownTo: 0, cardVersion: 0, memory: {} };
    try {
      const update = { $set: { lease }, $setOnInsert: born };
      const doc = await threads.findOneAndUpdate({ _id: id, ...free }, update, {
        upsert: true,
        returnDocument: 'after',
      });
      return doc ? fromDoc(doc) : null;
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** One look at who has what: in a rush most of it is under way already, here or elsewhere. */
  async function inOtherHands(ids: string[]): Promise<Set<string>> {
    const held = { _id: { $in: ids }, 'lease.until': { $gt: clock() } };
    const found = await threads.find(held, { projection: { _id: 1 } }).toArray();
    return new Set(found.map(({ _id }) => _id));
  }

  /** True when nothing is left to show. */
  async function caughtUp({ handoffId, shownTo, cardVersion }: SurfaceThread): Promise<boolean> {
    const aged = seen.get(handoffId) ?? null;
    const shown = { _id: handoffId, version: { $lte: cardVersion }, 'handoff.logSeq': { $lte: shownTo }, aged };
    const { matchedCount } = await handoffs.updateOne(shown, { $set: { behind: false } });
    if (matchedCount) seen.delete(handoffId);
    return matchedCount > 0;
  }

  return {
    behind: (limit, leaseMs) =>
      whileStoreIsThere(async () => {
        const waiting = await handoffs
          .find({ behind: true }, { projection: { client: 1, aged: 1 } })
          // `claimed` sorts before `waiting`: whom somebody serves does not wait behind a long queue.
          .sort({ 'handoff.status': 1, askedAt: 1 })
          .limit(limit * LOOKED_AT)
          .toArray();
        const elsewhere = await inOtherHands(waiting.map(({ _id }) => _id));
        const taken: SurfaceThread[] = [];
        for (const { _id, client, aged } of waiting) {
          if (elsewhere.has(_id)) continue;
          const thread = await take(_id, client as string, leaseMs);
          if (!thread) continue;
          seen.set(_id, (aged as string | undefined) ?? null);
          taken.push(thread);
          if (taken.length === limit) break;
        }
        return taken;
      }),
    shown: (thread) =>
      whileStoreIsThere(async () => {
        const { handoffId, client: _client, place, ...rest } = thread;
        const fields = { ...rest, ...(place ? { place } : {}) };
        const mine = { _id: handoffId, 'lease.owner': owner };
        const { matchedCount } = await threads.updateOne(mine, { $set: fields });
        if (!matchedCount) return false;
        if (await caughtUp(thread)) await threads.updateOne(mine, { $unset: { lease: '' } });
        return true;
      }),
    postpone: (handoffId, ms) =>
      whileStoreIsThere(async () => {
        const until = new Date(clock().getTime() + ms);
        await threads.updateOne({ _id: handoffId, 'lease.owner': owner }, { $set: { 'lease.until': until } });
      }),
    byPlace: ({ team, channel, ts }) =>
      whileStoreIsThere(async () => {
        const doc = await threads.findOne({ 'place.team': team, 'place.channel': channel, 'place.ts': ts });
        return doc ? fromDoc(doc) : null;
      }),
    byHandoff: (handoffId) =>
      whileStoreIsThere(async () => {
        const doc = await threads.findOne({ _id: handoffId });
        return doc ? fromDoc(doc) : null;
      }),
  };
}

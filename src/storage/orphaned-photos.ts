import { setTimeout as pause } from 'node:timers/promises';
import { mongo } from 'mongoose';
import type { Store } from './connect';
import { isDuplicateKey, whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';
import { BUCKET } from './photos';

const DAY_MS = 86_400_000;
/** Between two looks of one process at whether a sweep is due, in milliseconds. */
const LOOK_MS = 3_600_000;
/** Uploads looked at in one round, and the rest between two rounds in milliseconds. */
const ROUND = 500;
const REST_MS = 100;

/** Names of marks: when the last sweep began, and up to which upload all are known to be owned. */
const BEGUN = 'photo-sweep';
const REACHED = 'photo-sweep-reached';

/** Sweeps what a crash between a photo's bytes and its record leaves in GridFS. */
export interface OrphanedPhotos {
  /**
   * Removes uploads older than a day that no photo owns, once a day over all processes; cheap to call often. Resolves
   * with how many were removed, null where it was not due. `now` is the time of the machine, since uploads are dated by
   * it, whatever clock the service goes by.
   */
  sweep(now: Date): Promise<number | null>;
}

/** The smallest id an upload of that moment can have: an ObjectId begins with the second it was made in. */
const firstIdAt = (at: Date): mongo.ObjectId =>
  mongo.ObjectId.createFromTime(Math.max(0, Math.floor(at.getTime() / 1000)));

export function createOrphanedPhotos(store: Store): OrphanedPhotos {
  const { db } = store.connection;
  if (!db) throw new Error('photos need an open connection');
  const files = db.collection<{ _id: mongo.ObjectId; filename: string }>(`${BUCKET}.files`);
  const chunks = db.collection<{ files_id: mongo.ObjectId; n: number }>(`${BUCKET}.chunks`);
  const photos = store.collection('photos');
  const marks = store.collection('marks');
  let nextLook = 0;

  /** True for the one process that does today's. */
  async function claim(now: Date): Promise<boolean> {
    const since = { _id: BEGUN, at: { $lte: new Date(now.getTime() - DAY_MS) } };
    try {
      await marks.updateOne(since, { $set: { at: now, schemaVersion: SCHEMA_VERSION } }, { upsert: true });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Uploads by their first chunk: one that broke off has no entry among the files. */
  async function uploads(after: mongo.ObjectId, before: mongo.ObjectId): Promise<mongo.ObjectId[]> {
    const found = await chunks
      .find({ files_id: { $gt: after, $lt: before }, n: 0 }, { projection: { _id: 0, files_id: 1 } })
      .sort({ files_id: 1 })
      .limit(ROUND)
      .toArray();
    return found.map(({ files_id }) => files_id);
  }

  /** A photo's bytes bear its id as their name; of two uploads of one photo only the recorded one counts. */
  async function orphansAmong(ids: mongo.ObjectId[]): Promise<mongo.ObjectId[]> {
    const named = await files.find({ _id: { $in: ids } }, { projection: { filename: 1 } }).toArray();
    const names = named.map(({ filename }) => filename);
    const owners = await photos.find({ _id: { $in: names } }, { projection: { file: 1 } }).toArray();
    const owned = new Set(owners.map(({ file }) => String(file)));
    return ids.filter((id) => !owned.has(id.toHexString()));
  }

  /** The chunks go last: by them what was left half removed is found again. */
  async function remove(ids: mongo.ObjectId[]): Promise<void> {
    if (!ids.length) return;
    await files.deleteMany({ _id: { $in: ids } });
    await chunks.deleteMany({ files_id: { $in: ids } });
  }

  async function sweepUntil(before: mongo.ObjectId): Promise<number> {
    const reached = (await marks.findOne({ _id: REACHED }))?.at as Date | undefined;
    let after = firstIdAt(reached ?? new Date(0));
    for (let removed = 0; ; await pause(REST_MS, undefined, { ref: false })) {
      const ids = await uploads(after, before);
      const orphans = await orphansAmong(ids);
      await remove(orphans);
      removed += orphans.length;
      const last = ids.at(-1);
      if (!last) return removed;
      after = last;
      const at = last.getTimestamp();
      await marks.updateOne({ _id: REACHED }, { $set: { at, schemaVersion: SCHEMA_VERSION } }, { upsert: true });
      if (ids.length < ROUND) return removed;
    }
  }

  return {
    sweep: (now) =>
      whileStoreIsThere(async () => {
        if (now.getTime() < nextLook) return null;
        nextLook = now.getTime() + LOOK_MS;
        if (!(await claim(now))) return null;
        return sweepUntil(firstIdAt(new Date(now.getTime() - DAY_MS)));
      }),
  };
}

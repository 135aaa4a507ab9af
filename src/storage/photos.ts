import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import { threadKey } from '../channel';
import type { NewPhoto, Photos, Place, StoredPhoto } from '../intake/ports';
import type { Doc, Store } from './connect';
import { isDuplicateKey, whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';

/** The GridFS bucket of their bytes. */
export const BUCKET = 'attachments';

const fromPhotoDoc = (doc: Doc): StoredPhoto => doc.meta as StoredPhoto;

/**
 * Photos: bytes in GridFS, what is known of them in `photos`. The bytes are written first and the record makes them
 * count, so that a crash in between leaves bytes nobody can ask for, never a photo without bytes.
 */
export function createPhotos(store: Store): Photos {
  const photos = store.collection('photos');
  const db = store.connection.db;
  if (!db) throw new Error('photos need an open connection');
  const bucket = new mongo.GridFSBucket(db, { bucketName: BUCKET });

  const known = async (thread: Place, sha256: string): Promise<StoredPhoto | null> => {
    const doc = await photos.findOne({ client: thread.client, thread: threadKey(thread), sha256 });
    return doc ? fromPhotoDoc(doc) : null;
  };

  /** Writes the bytes and resolves with their GridFS id once all of them are stored. */
  async function upload(name: string, bytes: Uint8Array): Promise<mongo.ObjectId> {
    const stream = bucket.openUploadStream(name, { chunkSizeBytes: 1 << 20 });
    await new Promise<void>((resolve, reject) => {
      stream.once('error', reject);
      stream.once('finish', () => resolve());
      stream.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    });
    return stream.id;
  }

  async function record({ thread, name, contentType, sha256, bytes, at }: NewPhoto): Promise<StoredPhoto> {
    const id = randomUUID();
    const file = await upload(id, bytes);
    const meta: StoredPhoto = { id, name, contentType, bytes: bytes.length };
    const fields = {
      client: thread.client,
      schemaVersion: SCHEMA_VERSION,
      sha256,
      thread: threadKey(thread),
      file,
      meta,
      at,
    };
    try {
      await photos.insertOne({ _id: id, ...fields });
      return meta;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await bucket.delete(file);
      const first = await known(thread, sha256);
      if (!first) throw error;
      return first;
    }
  }

  async function download(file: mongo.ObjectId): Promise<Uint8Array> {
    const chunks: Buffer[] = [];
    for await (const chunk of bucket.openDownloadStream(file)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  return {
    find: (thread, sha256) => store.whileThere(() => known(thread, sha256)),
    loose: (thread, since) =>
      whileStoreIsThere(async () => {
        const key = threadKey(thread);
        const stored = await photos
          .find({ client: thread.client, thread: key, at: { $gte: since } }, { projection: { _id: 1 } })
          .toArray();
        if (!stored.length) return 0;
        const cases = await store
          .collection('cases')
          .find({ threads: key }, { projection: { 'case.evidence': 1 } })
          .toArray();
        const held = new Set(cases.flatMap((doc) => (doc.case as { evidence?: string[] }).evidence ?? []));
        return stored.filter(({ _id }) => !held.has(_id)).length;
      }),
    save: (photo) => whileStoreIsThere(() => record(photo)),
    read: (client, id) =>
      whileStoreIsThere(async () => {
        const doc = await photos.findOne({ _id: id, client });
        return doc ? { photo: fromPhotoDoc(doc), bytes: await download(doc.file as mongo.ObjectId) } : null;
      }),
  };
}

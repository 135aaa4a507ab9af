import { mongo } from 'mongoose';
import { connectStore, type Store } from '../../src/storage/connect';
import { createOrphanedPhotos } from '../../src/storage/orphaned-photos';
import { createPhotos } from '../../src/storage/photos';
import { testStore, type TestStore } from '../helpers/store';

const DAY = 86_400_000;
const now = new Date();
/** So many days from now, and a moment, so that what was made meanwhile counts as well. */
const inDays = (days: number): Date => new Date(now.getTime() + days * DAY + 60_000);

let home: TestStore;
let store: Store;

beforeEach(async () => {
  home = await testStore();
  store = await connectStore(home.uri);
});
afterEach(async () => {
  await store.close();
  await home.drop();
});

const photo = (sha256: string) => ({
  thread: { client: 'default', channel: 'webchat', conversation: 'c1' },
  name: 'mug.jpg',
  contentType: 'image/jpeg' as const,
  sha256,
  bytes: Uint8Array.from([1, 2, 3]),
  at: now,
});

const files = () => store.connection.db!.collection<{ _id: mongo.ObjectId }>('attachments.files');
const chunks = () => store.connection.db!.collection<{ files_id: mongo.ObjectId; n: number }>('attachments.chunks');
const stored = async () => ({ files: await files().countDocuments(), chunks: await chunks().countDocuments() });

/** What a process leaves that dies after the upload and before the record. */
async function uploadOnly(name: string): Promise<void> {
  const bucket = new mongo.GridFSBucket(store.connection.db!, { bucketName: 'attachments' });
  const stream = bucket.openUploadStream(name, { chunkSizeBytes: 2 });
  await new Promise<void>((resolve, reject) => {
    stream.once('error', reject).once('finish', () => resolve());
    stream.end(Buffer.from([1, 2, 3]));
  });
}

/** What a process leaves that dies during the upload. */
const breakOff = (at: Date, count = 1) =>
  chunks().insertMany(
    Array.from({ length: count }, () => ({
      files_id: mongo.ObjectId.createFromHexString(
        Math.floor(at.getTime() / 1000).toString(16) + new mongo.ObjectId().toHexString().slice(8),
      ),
      n: 0,
      data: new mongo.Binary(Buffer.from([1])),
    })),
  );

test('bytes that no photo owns are removed after a day, whole uploads and those that broke off', async () => {
  const photos = createPhotos(store);
  const kept = await photos.save(photo('kept'));
  await uploadOnly('nobody');
  // The second upload of a photo that was recorded by the first one.
  await uploadOnly(kept.id);
  await breakOff(now);
  expect(await stored()).toEqual({ files: 3, chunks: 6 });

  expect(await createOrphanedPhotos(store).sweep(inDays(0))).toBe(0);
  expect(await stored()).toEqual({ files: 3, chunks: 6 });
  expect(await createOrphanedPhotos(store).sweep(inDays(2))).toBe(3);
  expect(await stored()).toEqual({ files: 1, chunks: 1 });
  expect((await photos.read('default', kept.id))?.bytes).toEqual(Buffer.from([1, 2, 3]));
});

test('one process sweeps, once a day', async () => {
  const sweepers = Array.from({ length: 4 }, () => createOrphanedPhotos(store));
  const sweep = (days: number) => Promise.all(sweepers.map((one) => one.sweep(inDays(days))));
  expect((await sweep(0)).filter((removed) => removed !== null)).toEqual([0]);
  expect(await sweep(0.5)).toEqual([null, null, null, null]);
  await breakOff(now);
  expect((await sweep(1.5)).filter((removed) => removed !== null)).toEqual([1]);
});

test('a process that is asked again within the hour asks nothing of the store', async () => {
  const orphaned = createOrphanedPhotos(store);
  await orphaned.sweep(inDays(0));
  await store.close();
  expect(await orphaned.sweep(new Date(inDays(0).getTime() + 3_000_000))).toBeNull();
});

test('many are removed round by round, and what was looked at is not looked at again', async () => {
  const photos = createPhotos(store);
  await breakOff(now, 1_203);
  await photos.save(photo('kept'));
  expect(await createOrphanedPhotos(store).sweep(inDays(2))).toBe(1_203);
  expect(await stored()).toEqual({ files: 1, chunks: 1 });
  // Older than everything the last sweep reached: nothing uploads that late.
  await breakOff(new Date(now.getTime() - 5 * DAY));
  expect(await createOrphanedPhotos(store).sweep(inDays(4))).toBe(0);
});

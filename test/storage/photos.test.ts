import type { NewPhoto, Photos } from '../../src/intake/ports';
import { createCommits } from '../../src/storage/commits';
import { connectStore, type Store } from '../../src/storage/connect';
import { createPhotos } from '../../src/storage/photos';
import { aCase } from '../helpers/a-case';
import { testStore, type TestStore } from '../helpers/store';

let home: TestStore;
let store: Store;
let photos: Photos;

const at = new Date('2026-11-18T10:00:00Z');
const place = (conversation: string) => ({ client: 'default', channel: 'webchat', conversation });
const photo = (conversation: string, sha256: string, size = 10): NewPhoto => ({
  thread: place(conversation),
  name: 'mug.jpg',
  contentType: 'image/jpeg',
  sha256,
  bytes: Uint8Array.from({ length: size }, (_, i) => (i * 7) % 256),
  at,
});

beforeAll(async () => {
  home = await testStore();
  store = await connectStore(home.uri);
  photos = createPhotos(store);
});
afterAll(async () => {
  await store.close();
  await home.drop();
  await home.stop();
});

describe('photos in the store', () => {
  test.each([10, 1 << 20, 3_500_001])('come back byte by byte (%p bytes)', async (size) => {
    const sent = photo(`size-${size}`, 'a', size);
    const stored = await photos.save(sent);
    expect(stored).toEqual({ id: expect.any(String), name: 'mug.jpg', contentType: 'image/jpeg', bytes: size });
    const read = await photos.read('default', stored.id);
    expect(read?.photo).toEqual(stored);
    expect(Buffer.compare(Buffer.from(read!.bytes), Buffer.from(sent.bytes))).toBe(0);
  });

  test('are known by their hash within their conversation', async () => {
    const stored = await photos.save(photo('hash', 'abc'));
    expect(await photos.find(place('hash'), 'abc')).toEqual(stored);
    expect(await photos.find(place('other'), 'abc')).toBeNull();
  });

  test('are stored once when they arrive twice at the same time', async () => {
    const both = await Promise.all([photos.save(photo('twice', 'abc')), photos.save(photo('twice', 'abc'))]);
    expect(both[0]).toEqual(both[1]);
    const files = store.connection.db!.collection('attachments.files');
    const kept = await store.collection('photos').find({ thread: 'default/webchat/twice' }).toArray();
    expect(kept).toHaveLength(1);
    expect(await files.countDocuments({ _id: kept[0]!.file as never })).toBe(1);
  });

  test('of another client are not there', async () => {
    const stored = await photos.save(photo('mine', 'abc'));
    expect(await photos.read('other', stored.id)).toBeNull();
    expect(await photos.read('default', 'nothing')).toBeNull();
  });

  test('are loose until a case holds them, and only for a while', async () => {
    const [one] = [await photos.save(photo('loose', '1')), await photos.save(photo('loose', '2'))];
    const before = new Date(at.getTime() - 1);
    expect(await photos.loose(place('loose'), before)).toBe(2);
    const after = aCase({ caseNo: 'RF-L', claims: [], conversations: [place('loose')], evidence: [one!.id] });
    const changes = [{ kind: 'case' as const, expects: null, after }];
    await createCommits(store, () => false).commitEvent({ changes, entries: [], announcements: [] });
    expect(await photos.loose(place('loose'), before)).toBe(1);
    expect(await photos.loose(place('loose'), new Date(at.getTime() + 1))).toBe(0);
  });
});

import type { NewPhoto, Photos, StoredPhoto } from '../../src/intake/ports';
import { createStorePhoto, MAX_PHOTO_BYTES, photoName } from '../../src/intake/store-photo';
import { jpeg, readable } from '../domain/photo/photos';

const thread = { client: 'default', channel: 'webchat', conversation: 'talk-1' };
const at = new Date('2026-11-19T09:30:00Z');

function memory(): Photos & { kept: NewPhoto[] } {
  const kept: NewPhoto[] = [];
  const shown = ({ name, contentType, bytes, sha256 }: NewPhoto): StoredPhoto => ({
    id: sha256,
    name,
    contentType,
    bytes: bytes.length,
  });
  return {
    kept,
    find: async (_thread, sha256) => {
      const found = kept.find((one) => one.sha256 === sha256);
      return found ? shown(found) : null;
    },
    loose: async (_thread, since) => kept.filter((one) => one.at >= since).length,
    save: async (photo) => {
      // A store takes its time: whoever does not wait for it counts wrong.
      await new Promise((resolve) => setTimeout(resolve, 2));
      kept.push(photo);
      return shown(photo);
    },
    read: () => Promise.resolve(null),
  };
}

/** The n-th of many different photos. */
const photo = (n: number): Uint8Array => Uint8Array.from([...jpeg(), n]);

describe('storing a photo', () => {
  test('keeps it without its location and says what it is by its content', async () => {
    const photos = memory();
    const outcome = await createStorePhoto(photos)({ thread, name: 'mug.png', bytes: jpeg(), at });
    expect(outcome).toMatchObject({ ok: true, attachment: { name: 'mug.png', contentType: 'image/jpeg' } });
    expect(readable(photos.kept[0]!.bytes)).not.toContain('GPSLAT');
  });

  test('stores the same photo once', async () => {
    const photos = memory();
    const store = createStorePhoto(photos);
    const first = await store({ thread, name: 'a.jpg', bytes: jpeg(), at });
    expect(await store({ thread, name: 'b.jpg', bytes: jpeg(), at })).toEqual(first);
    expect(photos.kept).toHaveLength(1);
  });

  test('refuses what is no photo, and what is too large', async () => {
    const store = createStorePhoto(memory());
    expect(await store({ thread, name: 'a.jpg', bytes: Buffer.from('<svg/>'), at })).toEqual({
      ok: false,
      problem: 'type',
    });
    const huge = new Uint8Array(MAX_PHOTO_BYTES + 1);
    huge.set(jpeg());
    expect(await store({ thread, name: 'a.jpg', bytes: huge, at })).toEqual({ ok: false, problem: 'size' });
    expect(await store({ thread, name: 'a.jpg', bytes: huge.subarray(0, MAX_PHOTO_BYTES), at })).toMatchObject({
      ok: true,
    });
  });

  test('takes five, also when eight arrive at once, and still knows those it has', async () => {
    const photos = memory();
    const store = createStorePhoto(photos);
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => store({ thread, name: `${n}.jpg`, bytes: photo(n), at })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(5);
    expect(outcomes.slice(5)).toEqual(Array(3).fill({ ok: false, problem: 'count' }));
    expect(await store({ thread, name: '1.jpg', bytes: photo(1), at })).toMatchObject({ ok: true });
  });

  test('counts each conversation for itself, and forgets unused photos after a day', async () => {
    const photos = memory();
    const store = createStorePhoto(photos);
    for (const n of [1, 2, 3, 4, 5]) await store({ thread, name: 'x', bytes: photo(n), at });
    const later = new Date(at.getTime() + 86_400_001);
    expect(await store({ thread, name: 'x', bytes: photo(6), at: later })).toMatchObject({ ok: true });
  });

  test('goes on after a store that was away', async () => {
    const photos = memory();
    const { save } = photos;
    photos.save = () => Promise.reject(new Error('away'));
    const store = createStorePhoto(photos);
    await expect(store({ thread, name: 'x', bytes: photo(1), at })).rejects.toThrow('away');
    photos.save = save;
    expect(await store({ thread, name: 'x', bytes: photo(1), at })).toMatchObject({ ok: true });
  });
});

describe('the name of a photo', () => {
  test.each([
    ['IMG_0042.HEIC', 'IMG_0042.HEIC'],
    ['C:\\fakepath\\mug.jpg', 'mug.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['a\r\nset-cookie: x.jpg', 'a  set-cookie: x.jpg'],
    ['mug\u202egpj.exe', 'mug gpj.exe'],
    ['', 'photo'],
    ['///', 'photo'],
    ['caf\u00e9 \ud83d\ude00.png', 'caf\u00e9 \ud83d\ude00.png'],
  ])('of %p is %p', (given, name) => {
    expect(photoName(given)).toBe(name);
  });

  test('is not endless and holds no card number', () => {
    expect(photoName('x'.repeat(500))).toHaveLength(100);
    expect(photoName('4111 1111 1111 1111.jpg')).not.toContain('4111 1111 1111');
  });
});

import { connectStore, type Store } from '../../src/storage/connect';
import { createConsents } from '../../src/storage/consents';
import { createSameAddress } from '../../src/storage/same-address';
import { createReadTogether } from '../../src/storage/read-together';
import { testStore, type TestStore } from '../helpers/store';

const AT = new Date('2026-11-18T10:00:00Z');
const later = (minutes: number): Date => new Date(AT.getTime() + minutes * 60_000);

describe('consents', () => {
  let home: TestStore;
  let store: Store;
  beforeAll(async () => {
    home = await testStore();
    store = await connectStore(home.uri);
  });
  afterAll(async () => {
    await store.close();
    await home.drop();
  });
  let numbers = 0;
  const aPlace = () => ({ client: 'default', channel: 'sms', conversation: `+1${String((numbers += 1))}` });

  it('are unknown until something was said', async () => {
    expect(await createConsents(store).find(aPlace())).toBeNull();
  });

  it('change once per id: what is repeated later does not bring it back', async () => {
    const consents = createConsents(store);
    const place = aPlace();
    await consents.change(place, { optedOut: true, by: 'carrier', at: AT, id: 'stop' });
    await consents.change(place, { optedOut: false, by: 'customer', at: later(1), id: 'start' });
    await consents.change(place, { optedOut: true, by: 'carrier', at: later(2), id: 'stop' });
    expect(await consents.find(place)).toEqual({ optedOut: false, by: 'customer', at: later(1) });
  });

  it('are not changed by what is older than what is known', async () => {
    const consents = createConsents(store);
    const place = aPlace();
    await consents.change(place, { optedOut: false, by: 'customer', at: later(5), id: 'start' });
    await consents.change(place, { optedOut: true, by: 'carrier', at: AT, id: 'stop found afterwards' });
    expect((await consents.find(place))?.optedOut).toBe(false);
  });

  it('hold when many change at once', async () => {
    const consents = createConsents(store);
    const place = aPlace();
    await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        consents.change(place, { optedOut: i % 2 === 0, by: 'carrier', at: later(i), id: `m${i}` }),
      ),
    );
    await consents.change(place, { optedOut: true, by: 'carrier', at: later(20), id: 'last' });
    expect((await consents.find(place))?.optedOut).toBe(true);
  });
});

describe('addresses seen together', () => {
  it('are one, and stay the one that was first, whoever asks at once and in whatever way', async () => {
    const home = await testStore();
    const store = await connectStore(home.uri);
    const [one, other] = [createSameAddress(store), createSameAddress(store)];
    const asked = Array.from({ length: 10 }, (_, i) =>
      i % 2 ? one('default', 'whatsapp', ['US.A1']) : other('default', 'whatsapp', ['+12025550143', 'US.A1']),
    );
    const [first, ...rest] = await Promise.all(asked);
    expect(new Set(rest)).toEqual(new Set([first]));
    expect(await one('default', 'whatsapp', ['US.A1'])).toBe(first);
    expect(await one('default', 'whatsapp', ['US.B2'])).toBe('US.B2');
    await store.close();
    await home.drop();
  });
});

describe('reads that are wanted at once', () => {
  it('share commands, and never one that began before they were asked for', async () => {
    const commands: string[][] = [];
    const stored = new Map<string, number>([['a', 1]]);
    let createdRead: (key: string) => Promise<number | null> = () => Promise.resolve(null);
    const begun = new Promise<void>((resolve) => {
      createdRead = createReadTogether(async (keys) => {
        commands.push(keys);
        const found = new Map([...stored].filter(([key]) => keys.includes(key)));
        resolve();
        await new Promise((done) => setTimeout(done, 5));
        return found;
      });
    });
    const read = createdRead;
    const first = Promise.all([read('a'), read('c')]);
    await begun;
    stored.set('a', 2);
    const later = await Promise.all([read('a'), read('a'), read('b')]);
    expect([await first, later]).toEqual([
      [1, null],
      [2, 2, null],
    ]);
    expect(commands).toEqual([
      ['a', 'c'],
      ['a', 'b'],
    ]);
  });

  it('fail together and go on afterwards', async () => {
    let broken = true;
    const read = createReadTogether((keys) =>
      broken ? Promise.reject(new Error('away')) : Promise.resolve(new Map(keys.map((key) => [key, key]))),
    );
    await expect(read('a')).rejects.toThrow('away');
    broken = false;
    expect(await read('a')).toBe('a');
  });
});

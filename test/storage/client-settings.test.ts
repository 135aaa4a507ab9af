import { defaultSettings } from '../../src/domain/client-settings';
import { settingsInForce } from '../../src/intake/settings-in-force';
import { createClientSettings } from '../../src/storage/client-settings';
import { connectStore, type Store } from '../../src/storage/connect';
import { createOrders } from '../../src/storage/orders';
import { anOrder } from '../helpers/orders';
import { testStore, type TestStore } from '../helpers/store';

const changed = { at: new Date('2026-11-19T09:30:00Z'), by: { type: 'staff' as const, id: 'kim' } };
const strict = { ...defaultSettings(), secondPersonAbove: [{ minor: '1', currency: 'USD' }] };

describe('the settings of clients in the store', () => {
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

  test('are the defaults until somebody says otherwise, and live beside what is learnt of the client', async () => {
    const settings = createClientSettings(store);
    expect(await settings.read('shop')).toEqual({ version: 0, settings: defaultSettings(), changed: null });
    const orders = createOrders(store);
    await orders.save([anOrder({ client: 'shop' })]);
    expect(await settings.write('shop', 0, strict, changed)).toBe(true);
    expect(await settings.read('shop')).toEqual({ version: 1, settings: strict, changed });
    expect(await orders.shapes('shop')).not.toEqual([]);
    expect(await settings.read('other')).toMatchObject({ version: 0 });
  });

  test('change only from what was read, for a client that nothing was known of as well', async () => {
    const settings = createClientSettings(store);
    const both = await Promise.all([0, 0].map((version) => settings.write('new', version, strict, changed)));
    expect(both.sort()).toEqual([false, true]);
    expect(await settings.write('new', 0, strict, changed)).toBe(false);
    expect(await settings.write('new', 1, defaultSettings(), changed)).toBe(true);
  });

  test('hold one by one: what was stored in another shape has its default', async () => {
    const clients = store.collection('clients');
    await clients.insertOne({
      _id: 'odd',
      settings: { ...strict, desk: { parkMaxHours: 'long' } },
      settingsVersion: 3,
    });
    expect(await createClientSettings(store).read('odd')).toMatchObject({
      version: 3,
      settings: { secondPersonAbove: strict.secondPersonAbove, desk: defaultSettings().desk },
    });
  });

  test('are read again after some seconds, and at once where they were changed', async () => {
    const settings = createClientSettings(store);
    let now = new Date('2026-11-19T09:30:00Z');
    const force = settingsInForce(settings, () => now);
    expect(force.known('aged')).toEqual(defaultSettings());
    expect(await force.of('aged')).toEqual(defaultSettings());
    await settings.write('aged', 0, strict, changed);
    expect(await force.of('aged')).toEqual(defaultSettings());
    now = new Date(now.getTime() + 5_000);
    expect(await force.of('aged')).toEqual(strict);
    await settings.write('aged', 1, defaultSettings(), changed);
    force.forget('aged');
    expect(await force.of('aged')).toEqual(defaultSettings());
    expect(force.known('aged')).toEqual(defaultSettings());
  });
});

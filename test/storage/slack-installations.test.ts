import { connectStore, type Store } from '../../src/storage/connect';
import { createSlackInstallations } from '../../src/storage/slack-installations';
import { silentLogger } from '../../src/logger';
import { testStore, type TestStore } from '../helpers/store';

describe('where the Slack app is installed', () => {
  let place: TestStore;
  let store: Store;
  beforeAll(async () => {
    place = await testStore();
    store = await connectStore(place.uri, { logger: silentLogger });
  });
  afterAll(async () => {
    await store.close();
    await place.drop();
  });

  test('is kept by workspace, renewed in place, and gone when it is removed', async () => {
    const kept = createSlackInstallations(store, 'one', () => new Date());
    await kept.save('T1', 'one');
    await kept.save('T2', 'two');
    await kept.save('T1', 'renewed');
    expect([await kept.find('T1'), await kept.find('T2'), await kept.find('T3')]).toEqual(['renewed', 'two', null]);
    expect((await kept.keys()).sort()).toEqual(['T1', 'T2']);
    await kept.remove('T1');
    expect(await kept.keys()).toEqual(['T2']);
  });

  test("is nobody else's: a workspace of one client is unknown to another", async () => {
    await createSlackInstallations(store, 'default', () => new Date()).save('T9', 'sealed');
    const other = createSlackInstallations(store, 'other', () => new Date());
    expect([await other.find('T9'), await other.keys()]).toEqual([null, []]);
    await other.remove('T9');
    expect(await createSlackInstallations(store, 'default', () => new Date()).find('T9')).toBe('sealed');
  });
});

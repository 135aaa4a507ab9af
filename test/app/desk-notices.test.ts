import { deskNotices } from '../../src/app/desk-notices';
import { openRooms } from '../../src/app/rooms';
import { mintToken } from '../../src/intake/mint-token';
import { silentLogger } from '../../src/logger';
import { connectStore, type Store } from '../../src/storage/connect';
import { testStore, type TestStore } from '../helpers/store';
import { aPerson } from '../intake/people-fakes';

describe('what the desk is to hear of tokens', () => {
  let place: TestStore;
  let store: Store;
  let now = Date.parse('2026-11-18T10:00:00Z');
  const clock = () => new Date(now);

  beforeAll(async () => {
    place = await testStore();
    store = await connectStore(place.uri, { logger: silentLogger });
  });
  afterAll(async () => {
    await store.close();
    await place.drop();
  });

  test('is kept with the token and told once, however often it fails and whoever is there to tell it', async () => {
    const { people, staffNotices: notices } = openRooms(store);
    const by = { actor: { type: 'staff' as const, id: 'api' }, at: clock() };
    const ada = aPerson('ada', ['approver']);
    const event = { client: 'default', staffId: 'ada', seq: 1, at: clock(), by: by.actor, what: 'added' as const };
    await people.commit({ expects: null, after: ada, event: { ...event, details: {} } });
    const wanted = { client: 'default', staffId: 'ada', id: 't1', random: Buffer.alloc(32, 1) };
    const minted = await mintToken({ people, announceToDesk: () => undefined }, wanted, by);
    expect(minted?.outcome).toBe('minted');

    const posted: string[] = [];
    let away = true;
    const post = (text: string): Promise<void> => {
      if (away) return Promise.reject(new Error('away'));
      return Promise.resolve(void posted.push(text));
    };
    const one = deskNotices({ notices, post, clock, logger: silentLogger });
    const other = deskNotices({ notices, post, clock, logger: silentLogger });
    await one();
    await other();
    expect(posted).toEqual([]);
    now += 2_000;
    away = false;
    await Promise.all([one(), other(), one()]);
    now += 86_400_000;
    await other();
    expect(posted).toEqual([
      expect.stringContaining('A new API token was made for Ada (approver) by the service token'),
    ]);
    const { items } = await people.events('default', 'ada', { limit: 10 });
    expect(JSON.stringify(items)).not.toContain('rds_');
  });
});

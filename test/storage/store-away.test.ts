import { connectStore } from '../../src/storage/connect';
import { createCommits } from '../../src/storage/commits';
import { createConversations } from '../../src/storage/conversations';
import { createFeed } from '../../src/storage/feed';
import { createInbox } from '../../src/storage/inbox';
import { anActivity } from '../helpers/an-activity';
import { testStore } from '../helpers/store';
import { createTcpProxy } from '../helpers/tcp-proxy';

/** A store reached over a connection that can be cut. */
async function cuttable() {
  const home = await testStore();
  const { hostname, port, pathname } = new URL(home.uri);
  const proxy = await createTcpProxy({ host: hostname, port: Number(port) });
  const uri = `mongodb://127.0.0.1:${proxy.port}${pathname}?directConnection=true`;
  const store = await connectStore(uri, { patience: 1_000 });
  const close = async (): Promise<void> => {
    await store.close();
    await proxy.close();
    await home.drop();
  };
  return { proxy, store, close };
}

const entry = (seq: number) => ({
  thread: 'default/webchat/c1',
  seq,
  origin: 'here',
  n: seq,
  at: new Date(),
  activity: anActivity({ providerId: `m${seq}` }),
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again after a refusal, for a second: longer than that nothing may be refused by a store that is back. */
async function untilTaken<T>(ask: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + 1_000; ; await pause(20)) {
    try {
      return await ask();
    } catch (error) {
      if ((error as { code?: string }).code !== 'Unavailable' || performance.now() > end) throw error;
    }
  }
}

test('whatever is asked of a store that went away is refused as unavailable, and works again when it is back', async () => {
  const { proxy, store, close } = await cuttable();
  const inbox = createInbox(store);
  const lease = { owner: 'here', at: new Date(), until: new Date(), dead: [] };
  await inbox.insert([entry(1)]);
  await proxy.cut();

  const asked = {
    insert: () => inbox.insert([entry(2)]),
    'insert of several': () => inbox.insert([entry(2), entry(3)]),
    read: () => inbox.after('default/webchat/c1', 0, 10),
    feed: () => createFeed(store).read('default/webchat/c1', undefined, 10),
    claim: () => createConversations(store).claim('default/webchat/c1', lease),
    commit: () =>
      createCommits(store, () => false).commitEvent({ changes: [], entries: [], announcements: [entry(2)] }),
  };
  for (const [name, ask] of Object.entries(asked)) {
    const code = await ask().then(
      () => 'no error',
      (error: { code?: string }) => error.code,
    );
    expect(`${name}: ${code}`).toBe(`${name}: Unavailable`);
  }

  await proxy.restore();
  await inbox.after('default/webchat/c1', 0, 10);
  expect(await untilTaken(() => inbox.insert([entry(2), entry(3)]))).toEqual([
    { outcome: 'stored' },
    { outcome: 'stored' },
  ]);
  expect((await inbox.after('default/webchat/c1', 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  await close();
});

/** How long a refusal takes that may be tried again, in milliseconds. */
async function refusedAfter(ask: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await expect(ask()).rejects.toMatchObject({ code: 'Unavailable', details: { retryAfter: 2 } });
  return performance.now() - began;
}

test('only the first message waits for a store that went away; the next are refused at once until it is back', async () => {
  const { proxy, store, close } = await cuttable();
  const inbox = createInbox(store);
  await inbox.insert([entry(1)]);
  await proxy.cut();
  const refused = (): Promise<number> => refusedAfter(() => inbox.insert([entry(2)]));

  expect(await refused()).toBeGreaterThan(500);
  expect(await refused()).toBeLessThan(200);
  await pause(1_500);
  expect(await refused()).toBeLessThan(200);

  await proxy.restore();
  expect(await untilTaken(() => inbox.insert([entry(2)]))).toEqual([{ outcome: 'stored' }]);
  await close();
});

test('a poll of the feed waits no longer than a message does, and reads on when the store is back', async () => {
  const { proxy, store, close } = await cuttable();
  const feed = createFeed(store);
  await createInbox(store).insert([entry(1)]);
  const poll = () => feed.read('default/webchat/c1', '0.0', 10);
  expect((await poll()).watermark).toBe('1.0');
  await proxy.cut();

  expect(await refusedAfter(poll)).toBeGreaterThan(500);
  expect(await refusedAfter(poll)).toBeLessThan(200);
  await expect(createInbox(store).insert([entry(2)])).rejects.toMatchObject({ code: 'Unavailable' });

  await proxy.restore();
  expect((await untilTaken(poll)).items.map(({ seq }) => seq)).toEqual([1]);
  await close();
});

import type { Outgoing } from '../../src/channel';
import { connectStore } from '../../src/storage/connect';
import { outboxDoc } from '../../src/storage/documents';
import { createOutbox } from '../../src/storage/outbox';
import { testStore } from '../helpers/store';

const AT = new Date('2026-11-18T10:00:00Z');
const after = (seconds: number): Date => new Date(AT.getTime() + seconds * 1_000);

const aMessage = (seq: number): Outgoing => ({
  client: 'default',
  channel: 'sms',
  conversation: '+12025550143',
  id: `m${String(seq)}`,
  seq,
  replyToId: 'a1',
  text: 'hello',
  key: 'greeting',
  values: {},
  choices: [],
  inputHint: 'acceptingInput',
  locale: 'en',
  at: AT,
});

test('nobody takes what another process says it still has, and it is there for all once that says so no more', async () => {
  const home = await testStore();
  const store = await connectStore(home.uri);
  const outbox = createOutbox(store);
  await store.collection('outbox').insertMany([outboxDoc(aMessage(1), true), outboxDoc(aMessage(2), true)]);
  const taken = async (at: Date) => (await outbox.takeDue(at, after(300), 10)).map(({ message }) => message.seq);

  await outbox.keep([aMessage(1)], after(60));
  expect(await taken(after(40))).toEqual([2]);
  // A time that was set further off is not drawn nearer.
  await outbox.keep([aMessage(2)], after(90));
  expect(await taken(after(100))).toEqual([1]);

  await store.close();
  await home.drop();
});

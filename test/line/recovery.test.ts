import { faultsOf } from '../prove/examine';
import { aHome, aService, countingDialogs, heardBy } from './a-service';

/** A clock that a test moves: leases and silence are measured with it. */
function aClock() {
  let ahead = 0;
  return { now: () => new Date(Date.now() + ahead), advance: (ms: number) => void (ahead += ms) };
}

/** Dialogs that take messages and never get to an answer until they are released: a process that stands still. */
function standingStill() {
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  return { converse: countingDialogs(() => gate), release: () => release() };
}

test('what a process left unhandled is answered by another one once it has been silent for long enough', async () => {
  const home = await aHome({ alone: false });
  const clock = aClock();
  const still = standingStill();
  const dead = await aService(home, { converse: still.converse, clock: () => new Date() });
  const conversation = await dead.open();
  const texts = ['one', 'two', 'three'];
  for (const text of texts) await dead.say(conversation, text);

  const living = await aService(home, { converse: countingDialogs(), clock: clock.now });
  expect((await living.stored(conversation)).outbox).toEqual([]);
  clock.advance(60_000);

  await living.answered(conversation, 3);
  expect(await heardBy(living, conversation)).toEqual(texts);
  // The one taken for dead comes to: its late answer meets the version check and changes nothing.
  still.release();
  await dead.say(conversation, 'four');
  await living.answered(conversation, 4);
  expect(await heardBy(living, conversation)).toEqual([...texts, 'four']);
  expect(faultsOf(await living.stored(conversation))).toEqual([]);
});

test('a conversation whose lease has run out can be taken by whoever has a message for it', async () => {
  const home = await aHome({ alone: false });
  const clock = aClock();
  const first = await aService(home, { converse: countingDialogs() });
  const conversation = await first.open();
  await first.say(conversation, 'one');
  await first.answered(conversation, 1);

  clock.advance(16_000);
  const second = await aService(home, { converse: countingDialogs(), clock: clock.now });
  await second.say(conversation, 'two');
  await second.answered(conversation, 2);

  expect(await heardBy(second, conversation)).toEqual(['one', 'two']);
  const record = await second.db().collection<{ _id: string }>('conversations').findOne({});
  const owner = (record as unknown as { lease: { owner: string } }).lease.owner;
  // And the first one notices, whatever it still holds in memory.
  await first.say(conversation, 'three');
  await first.answered(conversation, 3);
  expect(await heardBy(first, conversation)).toEqual(['one', 'two', 'three']);
  expect(faultsOf(await first.stored(conversation))).toEqual([]);
  expect(owner).not.toBe('');
});

test('a service on a store of its own takes over at once what the one before it left', async () => {
  const home = await aHome();
  const still = standingStill();
  // It was heard of last before the next one began.
  const dead = await aService(home, { converse: still.converse, clock: () => new Date(Date.now() - 8_000) });
  const conversation = await dead.open();
  await dead.say(conversation, 'one');

  const next = await aService({ ...home, alone: true }, { converse: countingDialogs() });
  await next.answered(conversation, 1);
  expect(await heardBy(next, conversation)).toEqual(['one']);
  still.release();
});

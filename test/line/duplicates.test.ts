import { say } from '../helpers/direct-line-client';
import { faultsOf } from '../prove/examine';
import { aHome, aService, countingDialogs, heardBy } from './a-service';

test('the same message delivered five times is stored once and answered once, each time with the same id', async () => {
  const service = await aService(await aHome(), { converse: countingDialogs() });
  const conversation = await service.open();
  const message = { text: 'I want a refund', clientActivityID: 'a1' };

  const ids = [await service.say(conversation, message)];
  while (ids.length < 5) ids.push(await service.say(conversation, message));

  expect(new Set(ids).size).toBe(1);
  await service.answered(conversation, 1);
  const stored = await service.stored(conversation);
  expect(stored.inbox).toHaveLength(1);
  expect(stored.outbox).toHaveLength(1);
  expect(faultsOf(stored)).toEqual([]);
});

test('five deliveries at once are one message as well, and what stands between them keeps its place', async () => {
  const service = await aService(await aHome(), { converse: countingDialogs() });
  const conversation = await service.open();
  const again = { text: 'first', clientActivityID: 'a1' };

  const answers = await Promise.all([
    say(service.caller, conversation, again),
    say(service.caller, conversation, again),
    say(service.caller, conversation, { text: 'second', clientActivityID: 'a2' }),
    say(service.caller, conversation, again),
    say(service.caller, conversation, again),
    say(service.caller, conversation, again),
  ]);

  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
  await service.answered(conversation, 2);
  const stored = await service.stored(conversation);
  expect(faultsOf(stored)).toEqual([]);
  expect((await heardBy(service, conversation)).sort()).toEqual(['first', 'second']);
});

test('the same words without an id of their own are two messages', async () => {
  const service = await aService(await aHome(), { converse: countingDialogs() });
  const conversation = await service.open();
  expect(await service.say(conversation, 'yes')).not.toBe(await service.say(conversation, 'yes'));
  await service.answered(conversation, 2);
  expect(await heardBy(service, conversation)).toEqual(['yes', 'yes']);
});

test("another sender's id of the same name is another message", async () => {
  const service = await aService(await aHome(), { converse: countingDialogs() });
  const conversation = await service.open();
  await service.say(conversation, { text: 'mine', clientActivityID: 'a1', from: 'me' });
  await service.say(conversation, { text: 'yours', clientActivityID: 'a1', from: 'you' });
  await service.answered(conversation, 2);
  expect(await heardBy(service, conversation)).toEqual(['mine', 'yours']);
});

test('a duplicate of a message that nobody has handled yet wakes its conversation', async () => {
  const home = await aHome({ alone: false });
  // The first service admits and gets to no turn, as if it had died between the two.
  let release = (): void => undefined;
  const stuckUntil = new Promise<void>((resolve) => (release = resolve));
  const stuck = await aService(home, { converse: countingDialogs(() => stuckUntil) });
  const conversation = await stuck.open();
  const message = { text: 'hello', clientActivityID: 'a1' };
  const id = await stuck.say(conversation, message);

  const other = await aService(home, { converse: countingDialogs() });
  expect(await other.say(conversation, message)).toBe(id);
  await other.answered(conversation, 1);
  expect(await heardBy(other, conversation)).toEqual(['hello']);
  release();
  await stuck.answered(conversation, 1);
  expect(faultsOf(await other.stored(conversation))).toEqual([]);
});

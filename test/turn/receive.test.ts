import { threadKey } from '../../src/channel';
import { AppError } from '../../src/errors';
import { createReceiver } from '../../src/turn/receive';
import type { InboxEntry } from '../../src/turn/ports';
import { anActivity } from '../helpers/an-activity';
import { memoryInbox } from '../helpers/memory-inbox';

const at = new Date('2026-11-21T10:00:00Z');

function receiverOver(inbox: ReturnType<typeof memoryInbox>) {
  const admitted: InboxEntry[] = [];
  const seenAgain: [string, number][] = [];
  const receiver = createReceiver({
    inbox,
    redact: (text, tail) => ({
      text: text.replace('4242424242424242', '[card]'),
      found: text.includes('4242') ? ['pan'] : [],
      tail: tail ?? '',
    }),
    instance: 'me',
    clock: () => at,
    admitted: (entry) => admitted.push(entry),
    seenAgain: (thread, seq) => seenAgain.push([thread, seq]),
    at: () => undefined,
  });
  return { receiver, admitted, seenAgain };
}

const byAnother = (inbox: ReturnType<typeof memoryInbox>, seq: number): void => {
  const activity = anActivity({ providerId: `theirs-${seq}` });
  inbox.stored.push({ thread: threadKey(activity), seq, origin: 'other', n: seq, at, activity });
};

test('messages of one thread are numbered in the order they were handed over', async () => {
  const inbox = memoryInbox();
  const { receiver, admitted } = receiverOver(inbox);
  const all = Array.from({ length: 20 }, (_, i) =>
    receiver.admit(anActivity({ providerId: `p${i}`, text: String(i) })),
  );
  const ids = (await Promise.all(all)).map(({ id }) => id);
  expect(admitted.map(({ activity }) => activity.text)).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
  expect([...ids].sort()).toEqual(ids);
  expect(inbox.stored.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});

test('a message delivered five times at once is stored once and answered with the same id', async () => {
  const inbox = memoryInbox();
  const { receiver, admitted, seenAgain } = receiverOver(inbox);
  const answers = await Promise.all(Array.from({ length: 5 }, () => receiver.admit(anActivity())));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  expect(inbox.stored).toHaveLength(1);
  expect(admitted).toHaveLength(1);
  expect(seenAgain).toHaveLength(4);
});

test('a number that another process took is passed over, and none is skipped', async () => {
  const inbox = memoryInbox();
  const { receiver } = receiverOver(inbox);
  await receiver.admit(anActivity({ providerId: 'p1' }));
  inbox.between.push(() => byAnother(inbox, 2));
  await Promise.all([
    receiver.admit(anActivity({ providerId: 'p2' })),
    receiver.admit(anActivity({ providerId: 'p3' })),
  ]);
  expect(inbox.stored.map(({ seq, activity }) => [seq, activity.providerId])).toEqual([
    [1, 'p1'],
    [2, 'theirs-2'],
    [3, 'p2'],
    [4, 'p3'],
  ]);
});

test('card numbers are blanked before anything is stored, and the turn is told', async () => {
  const inbox = memoryInbox();
  const { receiver } = receiverOver(inbox);
  await receiver.admit(anActivity({ text: 'my card is 4242424242424242', value: '4242424242424242' }));
  expect(JSON.stringify(inbox.stored)).not.toContain('4242424242424242');
  expect(inbox.stored[0]?.activity.redacted).toEqual(['pan']);
});

test("words of staff are blanked like a customer's, and the order around them is left alone", async () => {
  const inbox = memoryInbox();
  const { receiver } = receiverOver(inbox);
  const order = { system: true as const, type: 'event' as const, name: 'desk', value: '{"card":"4242424242424242"}' };
  await receiver.admit(anActivity({ ...order, providerId: 'desk:1', text: 'card 4242424242424242' }));
  expect(inbox.stored[0]?.activity).toMatchObject({ text: 'card [card]', value: order.value, redacted: ['pan'] });
});

test('while the store is away every waiting message is refused, and the next one is admitted again', async () => {
  const inbox = memoryInbox();
  const { receiver } = receiverOver(inbox);
  inbox.failing = new AppError('Unavailable', 'away');
  await expect(receiver.admit(anActivity())).rejects.toMatchObject({ code: 'Unavailable' });
  inbox.failing = undefined;
  await expect(receiver.admit(anActivity())).resolves.toMatchObject({ duplicate: false });
});

test('progress says before which of our own admissions everything is handled', async () => {
  const inbox = memoryInbox();
  const { receiver, admitted } = receiverOver(inbox);
  await Promise.all(['a', 'b', 'c'].map((providerId) => receiver.admit(anActivity({ providerId }))));
  expect(receiver.progress()).toEqual({ admitted: 3, handledTo: 0 });
  receiver.handled(admitted[1]!);
  expect(receiver.progress().handledTo).toBe(0);
  receiver.handled(admitted[0]!);
  expect(receiver.progress().handledTo).toBe(2);
});

test('an announcement whose numbers were taken is written again with new ones', async () => {
  const inbox = memoryInbox();
  const { receiver, admitted } = receiverOver(inbox);
  const tried: number[] = [];
  await receiver.announce([anActivity({ providerId: 'case:1' })], (entries) => {
    tried.push(entries[0]!.seq);
    if (tried.length === 1) {
      byAnother(inbox, 1);
      return Promise.resolve(false);
    }
    inbox.stored.push(...entries);
    return Promise.resolve(true);
  });
  expect(tried).toEqual([1, 2]);
  expect(admitted.map(({ seq }) => seq)).toEqual([2]);
});

test('a process that was overtaken in many threads looks once for all of them', async () => {
  const inbox = memoryInbox();
  const { receiver } = receiverOver(inbox);
  const threads = Array.from({ length: 30 }, (_, i) => `c${i}`);
  const say = (conversation: string, id: string) => receiver.admit(anActivity({ conversation, providerId: id }));
  await Promise.all(threads.map((one) => say(one, 'first')));
  for (const conversation of threads) {
    const activity = anActivity({ conversation, providerId: 'theirs' });
    inbox.stored.push({ thread: threadKey(activity), seq: 2, origin: 'other', n: 1, at, activity });
  }
  let inserts = 0;
  const insert = inbox.insert;
  inbox.insert = (entries) => ((inserts += 1), insert(entries));
  await Promise.all(threads.map((one) => say(one, 'second')));
  expect(inserts).toBeLessThanOrEqual(3);
  expect(
    new Set(inbox.stored.filter(({ activity }) => activity.providerId === 'second').map(({ seq }) => seq)),
  ).toEqual(new Set([3]));
});

import type { FeedItem, FeedPage, Outgoing } from '../../src/channel';
import { createFeedHub } from '../../src/turn/feed-hub';
import { anActivity } from '../helpers/an-activity';

const place = { client: 'default', channel: 'webchat', conversation: 'c1' };
const thread = 'default/webchat/c1';
const at = new Date('2026-11-21T10:00:00Z');

const incoming = (seq: number): FeedItem => ({ direction: 'in', id: `in${seq}`, seq, at, activity: anActivity() });
const outgoing = (seq: number): FeedItem => ({
  direction: 'out',
  id: `out${seq}`,
  seq,
  at,
  message: { ...place, seq } as Outgoing,
});
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

function hubOver(stored: FeedItem[]) {
  const delivered: number[] = [];
  let reads = 0;
  const read = (_thread: string, watermark: string | undefined): Promise<FeedPage> => {
    reads += 1;
    const [inSeq = 0, outSeq = 0] = (watermark ?? '0.0').split('.').map(Number);
    const items = stored.filter(({ direction, seq }) => seq > (direction === 'in' ? inSeq : outSeq));
    return Promise.resolve({ items, watermark: '' });
  };
  const grown = () => Promise.resolve([thread]);
  const hub = createFeedHub({ read, grown }, (_thread, seq) => delivered.push(seq));
  const seen: string[] = [];
  const follow = (after?: string) => hub.follow(place, after, ({ items }) => seen.push(...items.map(({ id }) => id)));
  return { hub, seen, follow, delivered, reads: () => reads };
}

test('a reader gets what was there and then what is published, each once and in order', async () => {
  const stored = [incoming(1), outgoing(1)];
  const { hub, seen, follow, delivered } = hubOver(stored);
  follow();
  await settle();
  hub.publish(thread, [incoming(2)]);
  hub.publish(thread, [outgoing(1), outgoing(2)]);
  expect(seen).toEqual(['in1', 'out1', 'in2', 'out2']);
  expect(delivered).toEqual([1, 2]);
});

test('what is published while the first read is under way is neither lost nor shown twice', async () => {
  const stored = [incoming(1)];
  const { hub, seen, follow } = hubOver(stored);
  follow();
  stored.push(outgoing(1));
  hub.publish(thread, [outgoing(1)]);
  await settle();
  expect(seen).toEqual(['in1', 'out1']);
});

test('a gap is filled from the store before anything after it is shown', async () => {
  const stored = [incoming(1), outgoing(1)];
  const { hub, seen, follow } = hubOver(stored);
  follow('1.1');
  await settle();
  stored.push(incoming(2), outgoing(2), incoming(3), outgoing(3));
  hub.publish(thread, [outgoing(3)]);
  await settle();
  expect(seen).toEqual(['in2', 'out2', 'in3', 'out3']);
});

test('what another process wrote reaches the reader at the next poll', async () => {
  const stored: FeedItem[] = [];
  const { hub, seen, follow } = hubOver(stored);
  follow();
  await settle();
  stored.push(outgoing(1));
  await hub.poll(() => false);
  await settle();
  expect(seen).toEqual(['out1']);
});

test('a reader that left hears nothing more', async () => {
  const { hub, seen, follow } = hubOver([]);
  const stop = follow();
  await settle();
  stop();
  hub.publish(thread, [outgoing(1)]);
  expect(seen).toEqual([]);
  expect(hub.followers()).toBe(0);
});

test('the first reader of a thread that was just opened costs no read', async () => {
  const { hub, follow, reads } = hubOver([]);
  hub.opened(thread);
  follow();
  await settle();
  expect(reads()).toBe(0);
});

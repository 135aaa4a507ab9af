import { dropHandled, enqueue, newLane, nextEntry } from '../../src/turn/lane-queue';
import type { InboxEntry } from '../../src/turn/ports';
import { anActivity } from '../helpers/an-activity';
import { memoryInbox } from '../helpers/memory-inbox';

const THREAD = 'default/webchat/c1';
const entry = (seq: number): InboxEntry => ({
  thread: THREAD,
  seq,
  origin: 'a',
  n: seq,
  at: new Date(0),
  activity: anActivity({ providerId: `p${String(seq)}` }),
});

/** A lane with these entries in it, and the store it catches up from. */
function laneWith(queued: number[], stored: number[] = []) {
  const lane = newLane(THREAD);
  for (const seq of queued) enqueue(lane, entry(seq));
  const inbox = memoryInbox();
  inbox.stored.push(...stored.map(entry));
  const asked = jest.spyOn(inbox, 'after');
  return { lane, asked, inbox, waiting: () => lane.queue.map(({ seq }) => seq) };
}

test('what comes out of order waits in order, and what comes twice waits once', () => {
  expect(laneWith([2, 4, 1, 4, 3, 2]).waiting()).toEqual([1, 2, 3, 4]);
});

test('what was handled elsewhere leaves the queue and is told of', () => {
  const { lane, waiting } = laneWith([1, 2, 3]);
  const told: number[] = [];
  dropHandled(lane, 2, ({ seq }) => told.push(seq));
  expect([waiting(), told]).toEqual([[3], [1, 2]]);
});

test('the entry that follows is taken from the queue without a look into the store', async () => {
  const { lane, asked, inbox } = laneWith([3, 4]);
  expect((await nextEntry(lane, 2, inbox))?.seq).toBe(3);
  expect(asked).not.toHaveBeenCalled();
});

test('a gap is filled from the store before anything after it is done', async () => {
  const { lane, asked, inbox, waiting } = laneWith([5], [3, 4, 5]);
  expect((await nextEntry(lane, 2, inbox))?.seq).toBe(3);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(waiting()).toEqual([3, 4, 5]);
});

test('an empty lane looks into the store when it was told to, until nothing more is there', async () => {
  const many = Array.from({ length: 60 }, (_, index) => index + 1);
  const { lane, asked, inbox } = laneWith([], many);
  expect(await nextEntry(lane, 0, inbox)).toBeNull();
  lane.nudged = true;
  expect((await nextEntry(lane, 0, inbox))?.seq).toBe(1);
  expect(lane.nudged).toBe(true);
  dropHandled(lane, 50, () => undefined);
  expect((await nextEntry(lane, 50, inbox))?.seq).toBe(51);
  expect(lane.nudged).toBe(false);
  expect(asked).toHaveBeenCalledTimes(2);
});

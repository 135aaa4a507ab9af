import type { Channel } from '../../src/channel';
import { silentLogger } from '../../src/logger';
import { createRounds } from '../../src/turn/rounds';

const place = { client: 'default', channel: 'webchat', conversation: 'c1' };
const now = new Date('2026-11-21T10:00:00Z');

function theRounds({ delivery = 'feed' }: { delivery?: 'feed' | 'push' } = {}) {
  const done: string[] = [];
  const admitted: string[] = [];
  const does = (what: string) => () => Promise.resolve(void done.push(what));
  const parts = {
    lanes: { sweep: () => void done.push('sweep'), holds: () => false },
    watch: { look: does('look') },
    hub: { poll: does('poll') },
    deliver: { resume: does('resume') },
    channels: new Map([['one', { capabilities: { delivery } } as Channel]]),
    conversations: { remindable: () => Promise.resolve([{ place, remindAt: now }]) },
    admit: (activity: { name?: string }) => {
      admitted.push(activity.name ?? '');
      return Promise.resolve({ duplicate: false, id: 'a' } as never);
    },
    comeDue: does('due'),
    housekeeping: does('housekeeping'),
    clock: () => now,
    logger: silentLogger,
  };
  const rounds = createRounds(parts);
  const after = async (ms: number): Promise<string> => {
    done.length = 0;
    await jest.advanceTimersByTimeAsync(ms);
    return done.join(' ');
  };
  return { rounds, parts, admitted, after };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('other processes are looked at every quarter of a second, what has come due every second', async () => {
  const { rounds, after } = theRounds();
  rounds.start();
  expect(await after(750)).toBe('look poll look poll look poll');
  expect(await after(250)).toBe('sweep look poll due');
  await rounds.stop();
  expect(await after(5_000)).toBe('');
});

test('every five seconds there is housekeeping, and what is due for a reminder enters the line', async () => {
  const { rounds, admitted, after } = theRounds();
  rounds.start();
  await after(4_900);
  expect(admitted).toEqual([]);
  expect(await after(100)).toBe('sweep look poll due housekeeping');
  expect(admitted).toEqual(['reminder']);
  await rounds.stop();
});

test('only where a channel is sent to, what nobody sent is looked for', async () => {
  const { rounds, after } = theRounds({ delivery: 'push' });
  rounds.start();
  expect(await after(1_000)).toMatch(/ due resume$/);
  await rounds.stop();
});

test('a round that the store being away cuts short ends no later one', async () => {
  const { rounds, parts, after } = theRounds();
  const look = jest.spyOn(parts.watch, 'look').mockRejectedValueOnce(new Error('away'));
  rounds.start();
  expect(await after(500)).toBe('look poll');
  expect(look).toHaveBeenCalledTimes(2);
  await rounds.stop();
});

test('who stops them waits for the one that is under way, and none begins meanwhile', async () => {
  const { rounds, parts, after } = theRounds();
  let finish = (): void => undefined;
  jest
    .spyOn(parts.watch, 'look')
    .mockReturnValueOnce(new Promise<undefined>((resolve) => (finish = () => resolve(undefined))));
  rounds.start();
  await after(1_000);
  let stopped = false;
  const stop = rounds.stop().then(() => (stopped = true));
  await after(1_000);
  expect([stopped, jest.getTimerCount()]).toEqual([false, 0]);
  finish();
  await stop;
  expect(await after(1_000)).toBe('');
});

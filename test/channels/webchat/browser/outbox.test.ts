import { ApiError } from '../../../../channels/webchat/browser/wire/api';
import type { Memory } from '../../../../channels/webchat/browser/wire/memory';
import { createOutbox, type Letter } from '../../../../channels/webchat/browser/wire/outbox';

jest.useFakeTimers();

function memory(): Memory {
  const kept = new Map<string, unknown>();
  return {
    read: <T>(name: string) => kept.get(name) as T | undefined,
    write: (name, value) => void kept.set(name, value),
    forget: (name) => void kept.delete(name),
  };
}
const letter = (clientId: string): Letter => ({ clientId, activity: { type: 'message', text: clientId }, photos: [] });

function setUp(send: (letter: Letter) => Promise<string>) {
  const state = { ready: true, sent: [] as string[], reports: [] as string[], ended: 0 };
  const kept = memory();
  const outbox = createOutbox(kept, {
    send: (one) => {
      state.sent.push(one.clientId);
      return send(one);
    },
    ready: () => state.ready,
    report: (one, { kind }) => state.reports.push(`${one.clientId} ${kind}`),
    ended: () => {
      state.ended += 1;
      state.ready = false;
    },
  });
  return { outbox, state, kept };
}

/** What a new page view finds. */
const leftIn = (kept: Memory): Letter[] => kept.read<Letter[]>('outbox') ?? [];

test('letters go out one after the other, in the order they were written', async () => {
  const answers: ((id: string) => void)[] = [];
  const { outbox, state } = setUp(() => new Promise((resolve) => answers.push(resolve)));
  outbox.put(letter('a'));
  outbox.put(letter('b'));
  await jest.advanceTimersByTimeAsync(0);
  expect(state.sent).toEqual(['a']);
  answers[0]?.('1');
  await jest.advanceTimersByTimeAsync(0);
  expect(state.sent).toEqual(['a', 'b']);
});

test('a passing failure is tried again for about half a minute, then the customer is asked', async () => {
  const { outbox, state } = setUp(() => Promise.reject(new ApiError(503, 'Unavailable')));
  outbox.put(letter('a'));
  await jest.advanceTimersByTimeAsync(60_000);
  expect(state.sent).toHaveLength(6);
  expect(state.reports.at(-1)).toBe('a failed');
  outbox.retry('a');
  await jest.advanceTimersByTimeAsync(0);
  expect(state.sent).toHaveLength(7);
});

test('the service’s own waiting time is kept to', async () => {
  const { outbox, state } = setUp(() => Promise.reject(new ApiError(429, 'TooManyRequests', undefined, 30)));
  outbox.put(letter('a'));
  await jest.advanceTimersByTimeAsync(29_000);
  expect(state.sent).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(state.sent).toHaveLength(2);
});

test('nothing is tried while there is no connection, and all of it is kept for a reload', async () => {
  const { outbox, state, kept } = setUp(() => Promise.resolve('1'));
  state.ready = false;
  outbox.put(letter('a'));
  outbox.put(letter('b'));
  await jest.advanceTimersByTimeAsync(60_000);
  expect(state.sent).toEqual([]);
  expect(leftIn(kept).map(({ clientId }) => clientId)).toEqual(['a', 'b']);
  state.ready = true;
  outbox.wake();
  await jest.advanceTimersByTimeAsync(0);
  expect(state.sent).toEqual(['a', 'b']);
  expect(outbox.leftover()).toEqual([]);
});

test('a conversation that is gone is said once and the letter waits for the next one', async () => {
  let gone = true;
  const { outbox, state } = setUp(() => (gone ? Promise.reject(new ApiError(403, 'Forbidden')) : Promise.resolve('1')));
  outbox.put(letter('a'));
  await jest.advanceTimersByTimeAsync(0);
  expect(state.ended).toBe(1);
  gone = false;
  state.ready = true;
  outbox.wake();
  await jest.advanceTimersByTimeAsync(0);
  expect(state.reports.at(-1)).toBe('a sent');
});

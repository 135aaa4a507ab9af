import { mongo } from 'mongoose';
import { createQuickRefusal } from '../../src/storage/quick-refusal';

const away = (): Error => new mongo.MongoNetworkError('gone');
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A store whose every question is answered by hand. */
function askedByHand() {
  const asked: { answer: () => void; fail: (error: Error) => void }[] = [];
  const ask = (): Promise<void> => new Promise((answer, fail) => asked.push({ answer, fail }));
  return { asked, refusal: createQuickRefusal(ask) };
}

test('asks nothing of a store that is there', async () => {
  const { asked, refusal } = askedByHand();
  expect(await refusal.whileThere(() => Promise.resolve(7))).toBe(7);
  await expect(refusal.whileThere(() => Promise.reject(new Error('wrong')))).rejects.toThrow('wrong');
  expect(asked).toHaveLength(0);
});

test('does no work for anybody from the first failure until the store answers', async () => {
  const { asked, refusal } = askedByHand();
  const refusedWith = { code: 'Unavailable', details: { retryAfter: 2 } };
  let done = 0;
  const work = (): Promise<number> => Promise.resolve((done += 1));
  await expect(refusal.whileThere(() => Promise.reject(away()))).rejects.toMatchObject(refusedWith);

  await expect(refusal.whileThere(work)).rejects.toMatchObject(refusedWith);
  asked[0]?.fail(away());
  while (asked.length < 2) await pause(10);
  await expect(refusal.whileThere(work)).rejects.toMatchObject(refusedWith);
  expect(done).toBe(0);

  asked[1]?.answer();
  await pause(0);
  expect(await refusal.whileThere(work)).toBe(1);
});

test('one question at a time, however many fail together', async () => {
  const { asked, refusal } = askedByHand();
  const failing = Array.from({ length: 20 }, () => refusal.whileThere(() => Promise.reject(away())));
  await Promise.allSettled(failing);
  expect(asked).toHaveLength(1);
});

test('a store that answers with an error of its own is there', async () => {
  const { asked, refusal } = askedByHand();
  await refusal.whileThere(() => Promise.reject(away())).catch(() => undefined);
  asked[0]?.fail(new Error('not authorized'));
  await pause(0);
  expect(await refusal.whileThere(() => Promise.resolve(1))).toBe(1);
});

test('asks no more once it is closed', async () => {
  const { asked, refusal } = askedByHand();
  await refusal.whileThere(() => Promise.reject(away())).catch(() => undefined);
  refusal.close();
  asked[0]?.fail(away());
  await pause(400);
  expect(asked).toHaveLength(1);
});

import { createBreath } from '../../src/turn/breathe';

const nextRound = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('work that is ready all at once leaves room in between for whatever else waits', async () => {
  const breath = createBreath(4);
  const done: number[] = [];
  const all = Array.from({ length: 20 }, async (_, i) => {
    await breath();
    done.push(await Promise.resolve(i));
  });
  const seen: number[] = [];
  while (done.length < 20) {
    await nextRound();
    seen.push(done.length);
  }
  await Promise.all(all);

  expect(done).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(seen.length).toBeGreaterThanOrEqual(4);
  expect(Math.max(...seen.map((count, i) => count - (seen[i - 1] ?? 0)))).toBeLessThanOrEqual(8);
});

test('work that waits for something keeps nobody else from beginning', async () => {
  const breath = createBreath(2);
  let begun = 0;
  for (let i = 0; i < 10; i++) void breath().then(() => (begun += 1));
  for (let i = 0; i < 6; i++) await nextRound();
  expect(begun).toBe(10);
});

test('a single piece of work begins at once', async () => {
  const breath = createBreath();
  let begun = false;
  void breath().then(() => (begun = true));
  await Promise.resolve();
  expect(begun).toBe(true);
});

import type { mongo } from 'mongoose';
import { createSessionPool } from '../../src/storage/session-pool';

function aPool() {
  const ended: string[] = [];
  let n = 0;
  const startSession = () => {
    const name = `s${(n += 1)}`;
    return { id: { id: name }, endSession: () => Promise.resolve(void ended.push(name)) };
  };
  const pool = createSessionPool({ startSession } as unknown as Pick<mongo.MongoClient, 'startSession'>);
  const names = () => pool.ids().map(({ id }) => String(id));
  return { pool, names, ended };
}

test('the sessions are known before the first transaction, and the same ones are used again', async () => {
  const { pool, names } = aPool();
  const before = names();
  for (let i = 0; i < 5; i++) await pool.give(pool.take(), false);
  expect(before).toHaveLength(3);
  expect(names()).toEqual(before);
});

test('more are opened while all are in use, and ended when they are not needed any more', async () => {
  const { pool, names, ended } = aPool();
  const taken = [pool.take(), pool.take(), pool.take(), pool.take()];
  expect(names()).toHaveLength(4);
  for (const one of taken) await pool.give(one, false);
  expect(names()).toHaveLength(3);
  expect(ended).toHaveLength(1);
});

test('a session nobody knows the end of is not used again', async () => {
  const { pool, names, ended } = aPool();
  const session = pool.take();
  const name = String(session.id?.id);
  await pool.give(session, true);
  expect(ended).toEqual([name]);
  expect(pool.take().id?.id).not.toBe(name);
  expect(names()).toContain(name);
});

test('what was lost is ended on the server once the store is back, and only once', async () => {
  const { pool, names } = aPool();
  const session = pool.take();
  const id = session.id as mongo.ServerSessionId;
  await pool.give(session, true);
  await expect(pool.endLost(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
  const told: mongo.ServerSessionId[][] = [];
  for (let i = 0; i < 2; i++) await pool.endLost((ids) => Promise.resolve(void told.push(ids)));
  expect(told).toEqual([[id]]);
  expect(names()).not.toContain(String(id.id));
});

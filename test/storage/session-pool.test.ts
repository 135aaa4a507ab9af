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
  expect(before).toHaveLength(2);
  expect(names()).toEqual(before);
});

test('more are opened while all are in use, and ended when they are not needed any more', async () => {
  const { pool, names, ended } = aPool();
  const taken = [pool.take(), pool.take(), pool.take()];
  expect(names()).toHaveLength(3);
  for (const one of taken) await pool.give(one, false);
  expect(names()).toHaveLength(2);
  expect(ended).toHaveLength(1);
});

test('a session nobody knows the end of is not used again', async () => {
  const { pool, names, ended } = aPool();
  const session = pool.take();
  const name = String(session.id?.id);
  await pool.give(session, true);
  expect(ended).toEqual([name]);
  expect(names()).not.toContain(name);
});

import { recentFacts } from '../../src/intake/recent-facts';
import type { Order } from '../../src/domain/order';

function over() {
  let now = new Date('2026-11-21T10:00:00Z');
  const reads: string[] = [];
  const orders = {
    find: (_client: string, orderNo: string) => (reads.push(orderNo), Promise.resolve({ orderNo } as Order)),
  };
  const cases = {
    find: () => Promise.resolve(null),
    byOrder: () => Promise.resolve([]),
    byContact: () => Promise.resolve([]),
  };
  const facts = recentFacts(orders, cases, () => now);
  return { facts, reads, later: (ms: number) => (now = new Date(now.getTime() + ms)) };
}

test('what a conversation read a moment ago is not read again', async () => {
  const { facts, reads } = over();
  await facts.orders.find('default', '1');
  await facts.orders.find('default', '1');
  expect(reads).toEqual(['1']);
});

test('after ten seconds it is', async () => {
  const { facts, reads, later } = over();
  await facts.orders.find('default', '1');
  later(10_001);
  await facts.orders.find('default', '1');
  expect(reads).toEqual(['1', '1']);
});

test('a committed change makes it be read again at once, for its order only', async () => {
  const { facts, reads } = over();
  await facts.orders.find('default', '1');
  await facts.orders.find('default', '2');
  facts.forget('default', '1');
  await facts.orders.find('default', '1');
  await facts.orders.find('default', '2');
  expect(reads).toEqual(['1', '2', '1']);
});

test('a read that failed is tried again', async () => {
  const { facts } = over();
  let away = true;
  const find = () => (away ? Promise.reject(new Error('away')) : Promise.resolve(null));
  const { orders } = recentFacts({ find }, { ...facts.cases }, () => new Date(0));
  await expect(orders.find('default', '1')).rejects.toThrow('away');
  away = false;
  await expect(orders.find('default', '1')).resolves.toBeNull();
});

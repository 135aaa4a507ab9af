import { orderSchema } from '../../../src/integrations/orders/order-schema';

const order = (status: string) => ({
  orderNo: '1',
  currency: 'USD',
  status,
  placedAt: '2026-11-01T10:00:00Z',
  items: [{ sku: 'A', name: 'A', quantity: 1, unitPrice: '100' }],
});

test.each([
  ['shipped', 'in_transit'],
  ['In Transit', 'in_transit'],
  ['canceled', 'cancelled'],
  ['not-shipped', 'processing'],
  ['Completed', 'delivered'],
  ['delivered', 'delivered'],
])('a shop that says %s means %s', (given, ours) => {
  expect(orderSchema.parse(order(given)).status).toBe(ours);
});

test('a status nobody knows is refused by name', () => {
  const parsed = orderSchema.safeParse(order('teleported'));
  expect(parsed.error?.issues[0]?.path).toEqual(['status']);
});

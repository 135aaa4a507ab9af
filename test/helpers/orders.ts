import type { Order, OrderItem } from '../../src/domain/order';

const DAY = 86_400_000;
const NOW = new Date('2026-11-18T10:00:00Z').getTime();

export interface OrderOverrides extends Partial<Order> {
  deliveredDaysAgo?: number;
}

/** One line of an order. */
export function anItem(overrides: Partial<OrderItem> = {}): OrderItem {
  return {
    sku: 'MUG-BLUE',
    name: 'Blue mug',
    quantity: 2,
    unitPrice: 1250n,
    tax: 213n,
    discount: 0n,
    finalSale: false,
    ...overrides,
  };
}

/** Order 1042 of ana@example.com: two blue mugs, delivered 13 days ago, 32.12 USD on a Visa card. */
export function anOrder({ deliveredDaysAgo = 13, ...overrides }: OrderOverrides = {}): Order {
  const delivered = new Date(NOW - deliveredDaysAgo * DAY);
  const items = overrides.items ?? [anItem()];
  const goods = items.reduce(
    (sum, item) => sum + item.unitPrice * BigInt(item.quantity) - item.discount + item.tax,
    0n,
  );
  return {
    orderNo: '1042',
    client: 'default',
    currency: 'USD',
    status: 'delivered',
    placedAt: new Date(delivered.getTime() - 4 * DAY),
    deliveredAt: delivered,
    contact: { name: 'Ana Ruiz', email: 'ana@example.com', phone: '+15005550006', postcode: '94107' },
    items,
    shipping: { price: 499n, tax: 0n },
    payments: [{ method: 'card', brand: 'visa', last4: '4242', captured: goods + 499n }],
    shipments: [
      { carrier: 'UPS', items: items.map(({ sku, quantity }) => ({ sku, quantity })), deliveredAt: delivered },
    ],
    ...overrides,
  };
}

/** Order 1050: a blue mug, two red mugs and a tea towel on final sale. */
export function aMixedOrder(overrides: OrderOverrides = {}): Order {
  return anOrder({
    orderNo: '1050',
    items: [
      anItem({ quantity: 1, tax: 106n }),
      anItem({ sku: 'MUG-RED', name: 'Red mug', quantity: 2 }),
      anItem({ sku: 'TOWEL', name: 'Tea towel', quantity: 1, unitPrice: 800n, tax: 68n, finalSale: true }),
    ],
    ...overrides,
  });
}

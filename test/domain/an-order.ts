import type { Order, OrderItem } from '../../src/domain/order';

const NOW = new Date('2026-11-21T12:00:00Z');

export const now = (): Date => new Date(NOW);
export const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);

/** One line: two blue mugs at 12.50 with 2.13 tax, unless told otherwise. */
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

/** A delivered order, paid in full by one card unless payments are given. */
export function anOrder({
  deliveredDaysAgo = 5,
  ...overrides
}: Partial<Order> & { deliveredDaysAgo?: number | null } = {}): Order {
  const items = overrides.items ?? [anItem()];
  const shipping = overrides.shipping ?? { price: 499n, tax: 0n };
  const charged = items.reduce(
    (total, item) => total + item.unitPrice * BigInt(item.quantity) - item.discount + item.tax,
    shipping.price + shipping.tax,
  );
  return {
    orderNo: '1042',
    client: 'default',
    currency: 'USD',
    status: 'delivered',
    placedAt: daysAgo(60),
    ...(deliveredDaysAgo === null ? {} : { deliveredAt: daysAgo(deliveredDaysAgo) }),
    contact: { name: 'Ana Ruiz', email: 'ana@example.com', phone: '+15005550006', postcode: '94107' },
    items,
    shipping,
    payments: [{ method: 'card', brand: 'visa', last4: '4242', captured: charged }],
    shipments: [],
    ...overrides,
  };
}

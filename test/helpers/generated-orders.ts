import type { Order } from '../../src/domain/order';

const DAY = 86_400_000;

/** First number of a generated order; all of them have six digits, so that the client's order shape covers them. */
const FIRST = 200_000;

export const orderNoOf = (n: number): string => String(FIRST + n);
export const emailOf = (n: number): string => `customer${orderNoOf(n)}@example.com`;

/** Order `n` of a run: one blue mug and two red ones, delivered five days ago, 42.62 USD on a card: inside every limit. */
export function generatedOrder(n: number, now: Date): Order {
  const delivered = new Date(now.getTime() - 5 * DAY);
  const line = { discount: 0n, finalSale: false, category: 'kitchen' };
  return {
    orderNo: orderNoOf(n),
    client: 'default',
    currency: 'USD',
    status: 'delivered',
    placedAt: new Date(delivered.getTime() - 4 * DAY),
    deliveredAt: delivered,
    contact: { name: 'Ana Ruiz', email: emailOf(n), phone: '+15005550006', postcode: '94107' },
    items: [
      { ...line, sku: 'MUG-BLUE', name: 'Blue mug', quantity: 1, unitPrice: 1250n, tax: 107n },
      { ...line, sku: 'MUG-RED', name: 'Red mug', quantity: 2, unitPrice: 1100n, tax: 206n },
    ],
    shipping: { price: 499n, tax: 0n },
    payments: [{ method: 'card', brand: 'visa', last4: '4242', captured: 4262n }],
    shipments: [
      {
        carrier: 'UPS',
        items: [
          { sku: 'MUG-BLUE', quantity: 1 },
          { sku: 'MUG-RED', quantity: 2 },
        ],
        deliveredAt: delivered,
      },
    ],
  };
}

/** What the read-back of everything in such an order comes to, in minor units. */
export const GENERATED_TOTAL = '4262';

/** The bench's conversation about order `n`, and the key with which each turn ends. */
export const refundScript = (n: number): { says: string; hears: string }[] => [
  { says: 'I want a refund', hears: 'refund.askOrder' },
  { says: `order ${orderNoOf(n)}, ${emailOf(n)}`, hears: 'refund.askItems' },
  { says: 'all of it, arrived damaged, no photo, money back', hears: 'refund.readBack' },
  { says: 'yes', hears: 'refund.filed' },
];

import type { Order } from '../../domain/order';

/** Orders to try the sandbox with, dated relative to `now`, each interesting one saying in `sampleNote` what it will show. */
export function sampleOrders(now: Date): Order[] {
  const day = (offset: number) => new Date(now.getTime() + offset * 86_400_000);
  return [
    {
      orderNo: '1042',
      client: 'default',
      currency: 'USD',
      status: 'delivered',
      placedAt: day(-9),
      deliveredAt: day(-5),
      contact: { name: 'Ana Ruiz', email: 'ana@example.com', phone: '+15005550006', postcode: '94107' },
      items: [
        {
          sku: 'MUG-BLUE',
          name: 'Blue mug',
          quantity: 2,
          unitPrice: 1250n,
          tax: 213n,
          discount: 0n,
          finalSale: false,
          category: 'kitchen',
        },
      ],
      shipping: { price: 499n, tax: 0n },
      payments: [{ method: 'card', brand: 'visa', last4: '4242', captured: 3212n }],
      shipments: [
        { carrier: 'UPS', tracking: '1Z999', items: [{ sku: 'MUG-BLUE', quantity: 2 }], deliveredAt: day(-5) },
      ],
      sampleNote: {
        en: 'Delivered 5 days ago, two mugs: approved at once.',
        es: 'Entregado hace 5 días, dos tazas: se aprueba al momento.',
      },
    },
  ];
}

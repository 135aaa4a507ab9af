import type { Order, OrderItem, OrderStatus, Payment, Shipment } from '../../domain/order';

/** Who ordered: name, e-mail, phone, postcode. */
export type Person = readonly [string, string, string, string];

/** One line: SKU, name, quantity, unit price in minor units; the rest by name. Tax is worked out from the country's rate. */
export type Line = readonly [
  string,
  string,
  number,
  number,
  (Partial<Omit<OrderItem, 'discount'>> & { discount?: number })?,
];

/** An order by its days before now, as short as it can be told. */
export interface Sample {
  no: number;
  who: Person;
  currency?: string;
  status: OrderStatus;
  placed: number;
  delivered?: number;
  /** Days from now until the carrier expects to deliver; negative: it should have by then. */
  due?: number;
  lines: readonly Line[];
  shipping?: number;
  /** Captured amounts that are not one card; a missing amount takes what is left of the total. */
  payments?: readonly (Omit<Payment, 'captured'> & { captured?: number })[];
  parcels?: (day: (ago: number) => Date) => Shipment[];
  extra?: (day: (ago: number) => Date) => Partial<Order>;
  note?: { en: string; es: string };
}

/** Sales tax in thousandths, by currency: illustrative, as the prices are. */
const RATES: Record<string, bigint> = { USD: 85n, EUR: 210n, GBP: 200n, JPY: 100n, KWD: 0n };
const CARD: NonNullable<Sample['payments']>[number] = { method: 'card', brand: 'visa', last4: '4242' };

function itemOf([sku, name, quantity, price, more = {}]: Line, currency: string): OrderItem {
  const unitPrice = BigInt(price);
  const discount = BigInt(more.discount ?? 0);
  const net = unitPrice * BigInt(quantity) - discount;
  const tax = (net * (RATES[currency] ?? 0n) + 500n) / 1000n;
  return { sku, name, quantity, unitPrice, tax, finalSale: false, ...more, discount };
}

function paymentsOf(sample: Sample, total: bigint): Payment[] {
  let left = total;
  return (sample.payments ?? [CARD]).map(({ captured, ...payment }) => {
    const amount = captured === undefined ? left : BigInt(captured);
    left -= amount;
    return { ...payment, captured: amount };
  });
}

/** Where the one parcel of an ordinary order is. */
function parcelOf(sample: Sample, day: (ago: number) => Date): Shipment[] {
  if (sample.status !== 'delivered' && sample.status !== 'in_transit') return [];
  return [
    {
      carrier: 'UPS',
      tracking: `1Z999AA1${sample.no}784600`,
      items: sample.lines.map(([sku, , quantity]) => ({ sku, quantity })),
      shippedAt: day(sample.placed - 1),
      ...(sample.due === undefined ? {} : { expectedAt: day(-sample.due) }),
      ...(sample.delivered === undefined ? {} : { deliveredAt: day(sample.delivered) }),
    },
  ];
}

/** Turns a sample into an order dated relative to `now`; its captured payments are its total. */
export function sampleOrder(sample: Sample, now: Date): Order {
  const day = (ago: number) => new Date(now.getTime() - ago * 86_400_000);
  const currency = sample.currency ?? 'USD';
  const [name, email, phone, postcode] = sample.who;
  const items = sample.lines.map((line) => itemOf(line, currency));
  const shipping = { price: BigInt(sample.shipping ?? 0), tax: 0n };
  const total = items.reduce(
    (sum, one) => sum + one.unitPrice * BigInt(one.quantity) - one.discount + one.tax,
    shipping.price,
  );
  return {
    orderNo: String(sample.no),
    client: 'default',
    currency,
    status: sample.status,
    placedAt: day(sample.placed),
    ...(sample.delivered === undefined ? {} : { deliveredAt: day(sample.delivered) }),
    contact: { name, email, phone, postcode },
    items,
    shipping,
    payments: paymentsOf(sample, total),
    shipments: sample.parcels?.(day) ?? parcelOf(sample, day),
    ...sample.extra?.(day),
    ...(sample.note ? { sampleNote: sample.note } : {}),
  };
}

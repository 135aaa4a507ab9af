import { z } from 'zod';
import { isCurrency } from '../../domain/currency';
import type { Order, OrderStatus } from '../../domain/order';

const AMOUNT = 'Expected an amount in minor units: an integer or a string of at most 17 digits';
/** The most an order may come to: 18 digits, inside the 64 bits that amounts are stored in. */
const MOST = 10n ** 18n - 1n;

/** An amount in minor units: a whole number, or a string of digits where a number might lose some. Never negative. */
const minor = z
  .union([z.int().nonnegative(AMOUNT), z.string().regex(/^\d{1,17}$/, AMOUNT)], { error: AMOUNT })
  .transform((value) => BigInt(value));

/** ISO 8601 with a time zone, or a date, which is midnight UTC. */
const date = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], { error: 'Expected a date such as 2026-11-05T15:00:00Z' })
  .transform((value) => new Date(value));

const text = z.string().trim().min(1).max(200);
const quantity = z.int().min(1).max(1000);

/** Also called while an amount or the quantity is wrong and left as it was: nothing to compare then. */
function exceeds(one: { discount: unknown; unitPrice: unknown; quantity: unknown }): boolean {
  const { discount, unitPrice, quantity: count } = one;
  if (typeof discount !== 'bigint' || typeof unitPrice !== 'bigint' || !Number.isSafeInteger(count)) return false;
  return discount > unitPrice * BigInt(Number(count));
}

const item = z
  .object({
    sku: z.string().trim().min(1).max(64),
    name: text,
    quantity,
    unitPrice: minor,
    tax: minor.default(0n),
    discount: minor.default(0n),
    finalSale: z.boolean().default(false),
    category: text.optional(),
    refundedQuantity: z.int().nonnegative().optional(),
  })
  .superRefine((one, context) => {
    if (exceeds(one)) {
      context.addIssue({ code: 'custom', path: ['discount'], message: 'More discount than price' });
    }
    if ((one.refundedQuantity ?? 0) > one.quantity) {
      context.addIssue({ code: 'custom', path: ['refundedQuantity'], message: 'More refunded than ordered' });
    }
  });

const payment = z.object({
  method: text,
  brand: text.optional(),
  last4: z
    .string()
    .regex(/^\d{4}$/, 'Expected four digits')
    .optional(),
  captured: minor,
});

const shipment = z.object({
  carrier: text.optional(),
  tracking: text.optional(),
  items: z.array(z.object({ sku: text, quantity })),
  shippedAt: date.optional(),
  expectedAt: date.optional(),
  deliveredAt: date.optional(),
});

const contact = z.object({
  name: text.optional(),
  email: z
    .string()
    .trim()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+$/, 'Expected an e-mail address')
    .optional(),
  phone: z
    .string()
    .trim()
    .max(40)
    .regex(/^[+(]?\d[\d\s().-]{5,}$/, 'Expected a phone number')
    .optional(),
  postcode: z.string().trim().min(1).max(16).optional(),
});

/** What shop systems call these states, by our name. */
const STATUS_NAMES: Record<string, OrderStatus> = {
  open: 'pending',
  placed: 'pending',
  paid: 'pending',
  unfulfilled: 'pending',
  not_shipped: 'processing',
  processed: 'processing',
  shipped: 'in_transit',
  dispatched: 'in_transit',
  fulfilled: 'delivered',
  complete: 'delivered',
  completed: 'delivered',
  canceled: 'cancelled',
  refunded: 'returned',
};

const status = z.preprocess(
  (given) => {
    if (typeof given !== 'string') return given;
    const name = given
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    return STATUS_NAMES[name] ?? name;
  },
  z.enum(['pending', 'processing', 'in_transit', 'delivered', 'cancelled', 'returned']),
);

const fields = z.object({
  orderNo: z.string().trim().min(1).max(64),
  client: z
    .string()
    .trim()
    .regex(/^[^/|]{1,64}$/, 'Expected up to 64 characters without / and |')
    .default('default'),
  currency: z.string().refine(isCurrency, 'Expected an ISO 4217 code such as USD'),
  status,
  placedAt: date,
  deliveredAt: date.optional(),
  contact: contact.default({}),
  items: z.array(item).min(1).max(200),
  shipping: z.object({ price: minor, tax: minor.default(0n) }).default({ price: 0n, tax: 0n }),
  payments: z.array(payment).optional(),
  shipments: z.array(shipment).default([]),
  subscription: z.object({ plan: text, interval: z.enum(['month', 'year']), renewsAt: date.optional() }).optional(),
  sampleNote: z.record(z.string(), z.string()).optional(),
});

type Fields = z.infer<typeof fields>;

/** What an order charged by its lines and shipping. */
function total({ items, shipping }: Pick<Fields, 'items' | 'shipping'>): bigint {
  return items.reduce(
    (charged, line) => charged + line.unitPrice * BigInt(line.quantity) - line.discount + line.tax,
    shipping.price + shipping.tax,
  );
}

/** A file without payments means orders paid in full by card; `"payments": []` says that nothing was captured. */
function paid({ payments, ...order }: Fields): Order {
  const complete = { ...order, payments: payments ?? [{ method: 'card', captured: total(order) }] };
  // Absent optional fields stay absent (zod adds none), which is all that the stricter optional types of Order ask for.
  return complete as Order;
}

/**
 * One order of an orders file. Amounts are integers or digit strings in minor units, an item's tax and discount are for
 * its whole line, dates are ISO 8601. Fields it does not know are ignored, so that a shop's export needs no trimming.
 */
export const orderSchema = fields
  .superRefine((order, context) => {
    const sold = new Set(order.items.map(({ sku }) => sku));
    order.shipments.forEach((parcel, index) => {
      parcel.items.forEach(({ sku }, at) => {
        if (sold.has(sku)) return;
        context.addIssue({
          code: 'custom',
          path: ['shipments', index, 'items', at, 'sku'],
          message: 'Not an item of the order',
        });
      });
    });
  })
  .transform(paid)
  .superRefine((order, context) => {
    const captured = order.payments.reduce((sum, one) => sum + one.captured, 0n);
    if (total(order) <= MOST && captured <= MOST) return;
    context.addIssue({ code: 'custom', path: ['items'], message: 'More money than can be counted: 18 digits at most' });
  });

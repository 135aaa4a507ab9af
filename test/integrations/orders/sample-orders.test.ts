import { decide, evaluate } from '../../../src/domain/eligibility';
import { kindOf } from '../../../src/domain/reasons';
import { quote } from '../../../src/domain/refund-quote';
import { orderSchema } from '../../../src/integrations/orders/order-schema';
import { sampleOrders } from '../../../src/integrations/orders/sample-orders';

const NOW = new Date('2026-11-21T12:00:00Z');
const samples = sampleOrders(NOW);
const sample = (orderNo: string) => samples.find((order) => order.orderNo === orderNo)!;
const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);

/** Asks for some or all items of a sample and says where that goes. */
function outcome(
  orderNo: string,
  reason: string,
  {
    skus,
    at = NOW,
    resolution = 'refund',
  }: { skus?: string[]; at?: Date; resolution?: 'refund' | 'store_credit' } = {},
) {
  const order = sample(orderNo);
  const [l1 = '', l2 = ''] = reason.split('/');
  const lines = order.items
    .filter(({ sku }) => !skus || skus.includes(sku))
    .map(({ sku, quantity }) => ({ sku, quantity }));
  const quoted = quote(order, lines, []);
  const decision = decide({
    order,
    lines,
    kind: kindOf(l1, l2, order),
    reason: { l1, l2 },
    resolution,
    priorClaims: [],
    at,
    quote: quoted,
  });
  return evaluate({ decision, requested: quoted.total });
}

describe('the sample orders', () => {
  it('are thirty or more, numbered from 1001, none twice', () => {
    expect(samples.length).toBeGreaterThanOrEqual(30);
    expect(new Set(samples.map(({ orderNo }) => orderNo)).size).toBe(samples.length);
    expect(samples[0]?.orderNo).toBe('1001');
  });

  test.each(samples)('$orderNo was paid exactly what it charged and comes back whole', (order) => {
    const lines = order.items.map(({ sku, quantity }) => ({ sku, quantity }));
    const captured = order.payments.reduce((total, one) => total + one.captured, 0n);
    const whole = { ...order, items: order.items.map((item) => ({ ...item, refundedQuantity: 0 })) };
    expect(quote(whole, lines, []).total.minor).toBe(captured);
    expect(order.payments.every((payment) => payment.captured > 0n)).toBe(true);
  });

  test.each(samples)('$orderNo would be accepted from a file', (order) => {
    expect(orderSchema.parse(JSON.parse(JSON.stringify(order, plain)))).toEqual(order);
  });

  it('cover the currencies and the states of an order', () => {
    expect(new Set(samples.map(({ currency }) => currency))).toEqual(new Set(['USD', 'EUR', 'GBP', 'JPY', 'KWD']));
    expect(new Set(samples.map(({ status }) => status)).size).toBe(6);
  });

  it('say what they show in English and in Spanish', () => {
    const noted = samples.filter(({ sampleNote }) => sampleNote);
    expect(noted.length).toBeGreaterThan(25);
    for (const { sampleNote } of noted) expect(Object.keys(sampleNote ?? {}).sort()).toEqual(['en', 'es']);
  });

  it('use addresses that belong to nobody', () => {
    for (const { contact } of samples) expect(contact.email).toMatch(/@example\.(com|org)$/);
  });
});

describe('what the notes promise', () => {
  test.each([
    ['1042', 'change_of_mind/unwanted', 'approved'],
    ['1001', 'not_as_described/damaged_in_transit', 'approved'],
    ['1003', 'change_of_mind/unwanted', 'approved'],
    ['1005', 'change_of_mind/unwanted', 'approved'],
    ['1006', 'change_of_mind/unwanted', 'approved'],
    ['1007', 'not_received/never_arrived', 'under_review'],
    ['1008', 'not_received/never_arrived', 'approved'],
    ['1009', 'cancellation/before_shipment', 'approved'],
    ['1010', 'cancellation/before_shipment', 'under_review'],
    ['1017', 'change_of_mind/unwanted', 'under_review'],
    ['1018', 'change_of_mind/unwanted', 'under_review'],
    ['1019', 'change_of_mind/unwanted', 'approved'],
    ['1020', 'change_of_mind/unwanted', 'denied'],
    ['1021', 'change_of_mind/unwanted', 'denied'],
    ['1022', 'change_of_mind/unwanted', 'denied'],
    ['1022', 'not_as_described/defective', 'approved'],
    ['1023', 'change_of_mind/unwanted', 'denied'],
    ['1024', 'change_of_mind/unwanted', 'denied'],
    ['1024', 'credit_missing/promised_refund_not_received', 'under_review'],
    ['1025', 'change_of_mind/unwanted', 'denied'],
    ['1026', 'change_of_mind/unwanted', 'denied'],
    ['1027', 'subscription/early_termination_unused', 'under_review'],
    ['1028', 'subscription/early_termination_unused', 'under_review'],
    ['1030', 'change_of_mind/unwanted', 'approved'],
    ['1031', 'change_of_mind/unwanted', 'under_review'],
    ['1032', 'not_received/never_arrived', 'under_review'],
    ['1034', 'change_of_mind/unwanted', 'under_review'],
    ['1036', 'billing_error/duplicate_charge', 'under_review'],
  ])('%s with %s is %s', (orderNo, reason, to) => expect(outcome(orderNo, reason)).toBe(to));

  it('1020 can have store credit, by a person', () => {
    expect(outcome('1020', 'change_of_mind/unwanted', { resolution: 'store_credit' })).toBe('under_review');
  });
  it('1023 without the belt, and 1029 for the brackets, are approved at once', () => {
    expect(outcome('1023', 'change_of_mind/unwanted', { skus: ['JEANS-32'] })).toBe('approved');
    expect(outcome('1029', 'not_received/partially_arrived', { skus: ['BRACKET-SET'] })).toBe('approved');
  });
  it('1030 goes back to the card first', () => {
    const back = quote(sample('1030'), [{ sku: 'BACKPACK-20', quantity: 1 }], []).destination.payments;
    expect(back.map(({ method }) => method)).toEqual(['card', 'gift_card']);
  });
  it('1035: the free sample alone is not refunded by itself', () => {
    expect(outcome('1035', 'change_of_mind/unwanted', { skus: ['SAMPLE-TIN'] })).not.toBe('approved');
  });
});

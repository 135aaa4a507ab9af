import { autoApproveLimit, decide, DENIAL_CODES, evaluate, type RefundRequest } from '../../src/domain/eligibility';
import type { Order } from '../../src/domain/order';
import { kindOf } from '../../src/domain/reasons';
import { quote } from '../../src/domain/refund-quote';
import { claimKeys } from '../../src/domain/units';
import { anItem, anOrder, daysAgo, now } from './an-order';

type Ask = Partial<Omit<RefundRequest, 'order' | 'reason'>> & { reason?: string };

/** Asks for the two mugs, having changed one's mind, unless told otherwise. */
function ask(order: Order, { reason = 'change_of_mind/unwanted', ...rest }: Ask = {}) {
  const [l1 = '', l2 = ''] = reason.split('/');
  const lines = rest.lines ?? [{ sku: 'MUG-BLUE', quantity: 2 }];
  const priorClaims = rest.priorClaims ?? [];
  const quoted = quote(order, lines, priorClaims);
  const kind = kindOf(l1, l2, order);
  const request = {
    order,
    kind,
    reason: { l1, l2 },
    resolution: 'refund' as const,
    at: now(),
    ...rest,
    lines,
    priorClaims,
    quote: quoted,
  };
  const decision = decide(request);
  return {
    decision,
    codes: decision.codes,
    outcome: decision.outcome,
    next: evaluate({ decision, requested: quoted.total }),
  };
}

describe('the window of 30 days', () => {
  test.each([
    [0, 'eligible'],
    [29, 'eligible'],
    [30, 'eligible'],
    [31, 'ineligible'],
    [400, 'ineligible'],
  ])('%i days after delivery a return is %s', (deliveredDaysAgo, outcome) => {
    expect(ask(anOrder({ deliveredDaysAgo })).outcome).toBe(outcome);
  });

  it('counts calendar days: the last minute of the 30th day still counts, the first after it does not', () => {
    const order = anOrder({ deliveredAt: new Date('2026-10-01T00:00:01Z') });
    expect(ask(order, { at: new Date('2026-10-31T23:59:59Z') }).codes).toEqual([]);
    expect(ask(order, { at: new Date('2026-11-01T00:00:00Z') }).codes).toEqual(['window_expired']);
  });

  it('runs from the last parcel', () => {
    const shipments = [
      { items: [], deliveredAt: daysAgo(40) },
      { items: [], deliveredAt: daysAgo(10) },
    ];
    expect(ask(anOrder({ deliveredDaysAgo: null, shipments })).outcome).toBe('eligible');
  });

  it('goes to a person when nobody knows the delivery date', () => {
    expect(ask(anOrder({ deliveredDaysAgo: null }))).toMatchObject({
      outcome: 'manual',
      next: 'under_review',
      codes: [],
    });
  });

  test.each(['cancellation/before_shipment', 'billing_error/duplicate_charge', 'not_received/never_arrived'])(
    'does not bar %s',
    (reason) => {
      expect(ask(anOrder({ deliveredDaysAgo: 300 }), { reason }).codes).toEqual([]);
    },
  );

  it('leaves store credit to a person for another 30 days, and offers it in the denial', () => {
    expect(ask(anOrder({ deliveredDaysAgo: 45 })).decision).toMatchObject({
      codes: ['window_expired'],
      alternatives: ['store_credit'],
    });
    expect(ask(anOrder({ deliveredDaysAgo: 45 }), { resolution: 'store_credit' }).next).toBe('under_review');
    expect(ask(anOrder({ deliveredDaysAgo: 61 })).decision.alternatives).toEqual([]);
  });
});

describe('final sale', () => {
  const order = anOrder({ items: [anItem({ finalSale: true })] });
  it('bars a change of mind', () => expect(ask(order).codes).toEqual(['final_sale']));
  test.each([
    'not_as_described/defective',
    'not_as_described/wrong_item',
    'not_as_described/damaged_in_transit',
    'not_received/partially_arrived',
  ])('does not bar %s', (reason) => expect(ask(order, { reason }).outcome).toBe('eligible'));
  it('does not bar the other items of the order', () => {
    const mixed = anOrder({ items: [anItem(), anItem({ sku: 'BELT', finalSale: true })] });
    expect(ask(mixed).outcome).toBe('eligible');
    expect(ask(mixed, { lines: [{ sku: 'BELT', quantity: 1 }] }).codes).toEqual(['final_sale']);
  });
});

describe('what was refunded or never sold', () => {
  const order = anOrder();
  const both = claimKeys(order, [{ sku: 'MUG-BLUE', quantity: 2 }], []);
  it('is not refunded again', () => expect(ask(order, { priorClaims: both }).codes).toContain('already_refunded'));
  it('counts units refunded before we knew the order', () => {
    expect(ask(anOrder({ items: [anItem({ refundedQuantity: 2 })] })).codes[0]).toBe('already_refunded');
  });
  it('is more than what is left', () =>
    expect(ask(order, { priorClaims: both.slice(0, 1) }).codes).toEqual(['exceeds_refundable']));
  it('is not an item of the order', () =>
    expect(ask(order, { lines: [{ sku: 'NOPE', quantity: 1 }] }).codes[0]).toBe('item_mismatch'));
  it('was never paid for', () => expect(ask(anOrder({ payments: [] })).codes).toEqual(['no_matching_payment']));
});

describe('the state of the order', () => {
  const state = (status: Order['status'], reason: string, rest: Partial<Order> = {}) =>
    ask(anOrder({ status, deliveredDaysAgo: null, ...rest }), { reason });

  it('lets an order that was not shipped be cancelled', () => {
    expect(state('processing', 'cancellation/before_shipment').next).toBe('approved');
    expect(state('pending', 'change_of_mind/ordered_by_mistake').next).toBe('approved');
  });
  test.each(['cancelled', 'returned'] as const)(
    'refuses a return of an order that is %s, but looks into a missing refund',
    (status) => {
      expect(state(status, 'change_of_mind/unwanted').codes).toEqual(['no_return_right']);
      expect(state(status, 'credit_missing/promised_refund_not_received').next).toBe('under_review');
    },
  );
  it('believes a parcel missing only once it is overdue', () => {
    const due = (days: number) => ({ shipments: [{ items: [], expectedAt: daysAgo(days) }] });
    expect(state('in_transit', 'not_received/never_arrived', due(3)).next).toBe('approved');
    expect(state('in_transit', 'not_received/never_arrived', due(-3)).next).toBe('under_review');
    expect(state('in_transit', 'not_received/never_arrived').next).toBe('under_review');
    expect(ask(anOrder(), { reason: 'not_received/never_arrived' }).next).toBe('under_review');
  });
  it('leaves contradictions, overcharges and subscriptions to a person', () => {
    expect(state('processing', 'not_as_described/defective').next).toBe('under_review');
    expect(ask(anOrder(), { reason: 'billing_error/wrong_amount' }).next).toBe('under_review');
    const plan = { plan: 'Video', interval: 'month' } as const;
    expect(
      ask(anOrder({ subscription: plan, deliveredDaysAgo: 90 }), { reason: 'subscription/forgot_trial' }).next,
    ).toBe('under_review');
  });
});

describe('a decision', () => {
  it('is exactly its rules: a denial lists the failing ones, each with the facts it used', () => {
    const { decision } = ask(anOrder({ deliveredDaysAgo: 90, items: [anItem({ finalSale: true })] }));
    const failing = decision.rules.filter(({ result }) => result === 'fail').map(({ id }) => id);
    expect(failing).toEqual(['item.final_sale', 'window.default']);
    expect(decision.codes).toEqual(['final_sale', 'window_expired']);
    expect(decision.rules.find(({ id }) => id === 'window.default')?.inputs).toMatchObject({ age: 90, days: 30 });
    expect(() => JSON.stringify(decision.rules)).not.toThrow();
    for (const code of decision.codes) expect(DENIAL_CODES).toContain(code);
  });

  it('can be contested for 14 days when it is a denial, and says nothing of it otherwise', () => {
    expect(ask(anOrder({ deliveredDaysAgo: 90 })).decision.appealUntil).toEqual(new Date('2026-12-05T12:00:00Z'));
    expect('appealUntil' in ask(anOrder()).decision).toBe(false);
  });

  it('is the policy’s that is handed in', () => {
    const never = { outcome: 'ineligible' as const, rules: [], codes: ['other'], alternatives: [], at: now() };
    expect(decide({} as RefundRequest, { decide: () => never })).toBe(never);
  });
});

describe('what is approved without a person', () => {
  test.each([
    ['USD', 10_000n],
    ['EUR', 10_000n],
    ['GBP', 10_000n],
    ['JPY', 10_000n],
    ['KWD', 30_000n],
    ['TND', 100_000n],
    ['KRW', 100n],
  ])('in %s goes up to %s minor units', (currency, minor) => expect(autoApproveLimit(currency).minor).toBe(minor));

  it('includes the limit itself and nothing above it', () => {
    const decision = ask(anOrder()).decision;
    expect(evaluate({ decision, requested: { minor: 10_000n, currency: 'USD' } })).toBe('approved');
    expect(evaluate({ decision, requested: { minor: 10_001n, currency: 'USD' } })).toBe('under_review');
  });
});

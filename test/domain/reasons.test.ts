import {
  findReason,
  kindOf,
  leavesDialog,
  needsPhoto,
  offeredL1,
  offeredL2,
  REASONS,
  situationOf,
  type Situation,
} from '../../src/domain/reasons';
import { anOrder } from './an-order';

const SITUATIONS: Situation[] = ['delivered', 'in_transit', 'not_shipped', 'subscription', 'ended'];

describe('the reasons offered', () => {
  test.each(SITUATIONS)('are lists of one to six in the situation %s, and none is a dead end', (situation) => {
    const first = offeredL1(situation);
    expect(first.length).toBeGreaterThan(0);
    expect(first.length).toBeLessThanOrEqual(6);
    for (const l1 of first) {
      const second = offeredL2(l1, situation);
      expect(second.length).toBeGreaterThan(0);
      expect(second.length).toBeLessThanOrEqual(6);
      for (const l2 of second) expect(findReason(l1, l2)).not.toBeNull();
    }
    expect(first).toContain('other');
  });

  it('never offer fraud, which leaves the dialog', () => {
    expect(SITUATIONS.flatMap((situation) => offeredL1(situation))).not.toContain('fraud');
    expect(leavesDialog('fraud')).toBe(true);
    expect(leavesDialog('billing_error')).toBe(false);
  });

  it('are unique leaves', () => {
    const handles = REASONS.map(({ l1, l2 }) => `${l1}/${l2}`);
    expect(new Set(handles).size).toBe(handles.length);
    expect(findReason('not_received', '')).toBeNull();
  });
});

describe('what a reason means', () => {
  it('asks for a photo where one would show it', () => {
    expect(needsPhoto('not_as_described', 'damaged_in_transit')).toBe(true);
    expect(needsPhoto('change_of_mind', 'unwanted')).toBe(false);
  });

  test.each([
    ['not_received', 'never_arrived', 'in_transit', 'non_fulfilment'],
    ['not_as_described', 'defective', 'delivered', 'return'],
    ['change_of_mind', 'unwanted', 'delivered', 'return'],
    ['change_of_mind', 'ordered_by_mistake', 'processing', 'cancellation'],
    ['cancellation', 'before_shipment', 'pending', 'cancellation'],
    ['billing_error', 'duplicate_charge', 'delivered', 'overcharge'],
    ['credit_missing', 'returned_but_no_credit', 'returned', 'return'],
    ['other', 'other', 'delivered', 'return'],
  ] as const)('%s/%s on an order %s is a %s', (l1, l2, status, kind) => expect(kindOf(l1, l2, { status })).toBe(kind));

  it('makes a subscription case of a subscription', () => {
    const order = anOrder({ subscription: { plan: 'Video', interval: 'month' } });
    expect(situationOf(order)).toBe('subscription');
    expect(kindOf('subscription', 'forgot_trial', order)).toBe('subscription');
  });
});

import { customerStatus } from '../../src/domain/case-status';
import { move, type CaseEvent } from '../../src/domain/case-transitions';
import type { RefundCase } from '../../src/domain/refund-case';
import { aCase } from './a-case';
import { daysAgo, now } from './an-order';

const STAFF = { type: 'staff', id: 'lee' } as const;
const SYSTEM = { type: 'system', id: 'policy' } as const;

/** Plays events, each so many days before now. */
function after(start: RefundCase, ...events: [CaseEvent, number][]): RefundCase {
  return events.reduce((one, [event, ago]) => {
    const actor = event.startsWith('evaluate') ? SYSTEM : STAFF;
    const moved = move(one, event, { at: daysAgo(ago), actor, reason: 'final_sale', reference: 'ARN 74' });
    if (!moved.ok) throw new Error(`${event} refused: ${moved.why}`);
    return moved.after;
  }, start);
}

const states = (refundCase: RefundCase, at = now()) =>
  customerStatus(refundCase, at)
    .steps.map(({ stage, state }) => `${stage} ${state}`)
    .join(', ');

describe('where a refund stands', () => {
  it('is requested, and the shop acts, before anybody looked', () => {
    expect(customerStatus(aCase(), now())).toMatchObject({
      stage: 'requested',
      since: now(),
      whoActs: 'shop',
      late: false,
    });
    expect(states(aCase())).toBe('requested done, checked current, approved todo, sent todo, bank todo, arrived todo');
  });

  it('is being checked while a person reviews it, by a date', () => {
    const status = customerStatus(after(aCase(), ['evaluate_review', 0]), now());
    expect(status).toMatchObject({ stage: 'checked', whoActs: 'shop', expected: new Date('2026-11-24T12:00:00Z') });
  });

  it('waits for the customer when something is asked, and is never late then', () => {
    const asked = after(aCase(), ['evaluate_review', 40], ['ask_info', 30]);
    expect(customerStatus(asked, now())).toMatchObject({
      stage: 'needs_info',
      whoActs: 'customer',
      expected: null,
      late: false,
    });
  });

  it('waits for the goods while they are to come back, with the day by which, and is never late then', () => {
    const sentBack = after(aCase(), ['evaluate_review', 40], ['request_return', 30]);
    expect(customerStatus(sentBack, now())).toMatchObject({
      stage: 'awaiting_return',
      since: daysAgo(30),
      whoActs: 'customer',
      expected: new Date('2026-11-05T12:00:00Z'),
      late: false,
    });
    expect(states(sentBack)).toBe('requested done, checked current, approved todo, sent todo, bank todo, arrived todo');
    const back = after(sentBack, ['return_received', 0]);
    expect(customerStatus(back, now())).toMatchObject({ stage: 'checked', whoActs: 'shop' });
  });

  it('is approved no more once the goods are asked back', () => {
    const approved = after(aCase(), ['evaluate_approve', 2], ['request_return', 1]);
    expect(approved.approved).toBeNull();
    expect(customerStatus(approved, now()).stage).toBe('awaiting_return');
  });

  it('is approved and about to be sent', () => {
    const approved = after(aCase(), ['evaluate_approve', 0]);
    expect(customerStatus(approved, now())).toMatchObject({ stage: 'approved', whoActs: 'shop' });
    expect(states(approved)).toBe('requested done, checked done, approved done, sent current, bank todo, arrived todo');
  });

  it('says late when the promised date has passed', () => {
    const approved = after(aCase(), ['evaluate_approve', 9]);
    expect(customerStatus(approved, now()).late).toBe(true);
    expect(states(approved)).toContain('sent late');
  });

  it('is sent on the day it was paid and with the bank from the next one', () => {
    const paid = after(aCase(), ['evaluate_approve', 1], ['mark_paid', 0]);
    expect(customerStatus(paid, now())).toMatchObject({ stage: 'sent', whoActs: 'bank' });
    expect(customerStatus(paid, daysAgo(-1))).toMatchObject({
      stage: 'bank',
      since: now(),
      whoActs: 'bank',
      expectedFrom: new Date('2026-11-27T12:00:00Z'),
      expected: new Date('2026-12-04T12:00:00Z'),
    });
    expect(states(paid, daysAgo(-1))).toBe(
      'requested done, checked done, approved done, sent done, bank done, arrived current',
    );
  });

  it('never says arrived by itself, however long ago it was sent', () => {
    const paid = after(aCase(), ['evaluate_approve', 90], ['mark_paid', 89]);
    expect(customerStatus(paid, now())).toMatchObject({ stage: 'bank', late: true });
    expect(customerStatus(after(paid, ['close', 1]), now())).toMatchObject({
      stage: 'bank',
      whoActs: 'nobody',
      late: false,
    });
  });

  it('says arrived once somebody who knows has said so', () => {
    const arrived = after(aCase(), ['evaluate_approve', 9], ['mark_paid', 8], ['confirm_arrival', 1]);
    expect(customerStatus(arrived, now())).toMatchObject({
      stage: 'arrived',
      since: daysAgo(1),
      whoActs: 'nobody',
      expected: null,
    });
    expect(states(arrived)).toBe('requested done, checked done, approved done, sent done, bank done, arrived done');
  });

  it('has no bank in it when store credit is given', () => {
    const credit = aCase('submitted', {
      resolution: 'store_credit',
      destination: { type: 'store_credit', payments: [] },
    });
    const paid = after(credit, ['evaluate_approve', 3], ['mark_paid', 2]);
    expect(customerStatus(paid, now())).toMatchObject({ stage: 'sent', whoActs: 'nobody', expected: null });
    expect(states(paid)).toBe('requested done, checked done, approved done, sent done');
  });

  it('ends at a denial or withdrawal and stays there when closed', () => {
    const denied = after(aCase(), ['evaluate_review', 3], ['deny', 2]);
    expect(customerStatus(denied, now())).toMatchObject({ stage: 'denied', since: daysAgo(2), whoActs: 'nobody' });
    expect(states(denied)).toBe('requested done, checked done');
    expect(customerStatus(after(denied, ['close', 1]), now()).stage).toBe('denied');
    expect(customerStatus(after(aCase(), ['withdraw', 1]), now()).stage).toBe('withdrawn');
  });

  it('goes back to being checked when an approval is taken back', () => {
    const amended = after(aCase(), ['evaluate_approve', 2], ['amend', 1]);
    expect(customerStatus(amended, now()).stage).toBe('checked');
    expect(states(amended)).toContain('checked current, approved todo');
  });
});

import { firstOfTwo, judgeApproval, secondPersonAbove, type ApprovalRules } from '../../src/domain/approval';
import type { RefundCase } from '../../src/domain/refund-case';
import type { Part } from '../../src/domain/staff-part';
import { aPerson } from '../intake/people-fakes';
import { aCase } from './a-case';
import { now } from './an-order';

const RULES: ApprovalRules = { secondPersonAbove: [] };
const usd = (minor: bigint) => ({ minor, currency: 'USD' });
const ref = (staffId: string) => ({ staffId, name: staffId });
const part = (staffId: string, as: Part) => ({ ...ref(staffId), as, at: now() });
const ada = aPerson('ada', ['approver']);

const waiting = (minor: bigint, more: Partial<RefundCase> = {}) =>
  aCase('under_review', { requested: usd(minor), ...more });
const proposedBy = (staffId: string, minor: bigint) => ({
  proposed: { amount: usd(minor), by: ref(staffId), at: now(), reason: 'used' },
  participants: [part(staffId, 'changed')],
});
const approvedBy = (staffId: string) => ({
  approvals: [{ ...ref(staffId), at: now() }],
  participants: [part(staffId, 'approved')],
});
const appealed = (id: string, type: 'staff' | 'system' = 'staff') =>
  waiting(100n, {
    history: [
      { status: 'submitted', at: now(), actor: { type: 'customer', id: 'dl_1' } },
      { status: 'denied', at: now(), actor: { type, id } },
      { status: 'under_review', at: now(), actor: { type: 'customer', id: 'dl_1' } },
    ],
  });
const limited = (minor: string, currency = 'USD') =>
  aPerson('ada', ['approver'], { limits: { approve: [{ minor, currency }] } });

describe('the amount above which a second person must approve', () => {
  it.each([
    ['USD', 50_000n],
    ['EUR', 50_000n],
    ['GBP', 50_000n],
    ['JPY', 50_000n],
    ['KWD', 150_000n],
    ['BHD', 500_000n],
    ['ISK', 500n],
    ['CLF', 5_000_000n],
  ])('is by default five times what is approved without anybody: %s', (currency, minor) => {
    expect(secondPersonAbove(RULES, currency)).toEqual({ minor, currency });
  });

  it('is what the client says, currency by currency', () => {
    const rules = { secondPersonAbove: [{ minor: '0', currency: 'USD' }] };
    expect(secondPersonAbove(rules, 'USD').minor).toBe(0n);
    expect(secondPersonAbove(rules, 'EUR').minor).toBe(50_000n);
  });
});

const allowed = { verdict: 'allowed' };
const first = { verdict: 'first_of_two' };
const refused = (why: string) => ({ verdict: 'refused', why });

describe('who may approve', () => {
  it.each([
    ['an approver, up to the limit', waiting(50_000n), ada, allowed],
    ['an agent', waiting(100n), aPerson('gus', ['agent', 'lead', 'admin']), refused('not_allowed')],
    ['nobody without a role', waiting(100n), aPerson('gus', []), refused('not_allowed')],
    ['somebody revoked', waiting(100n), { ...ada, status: 'revoked' as const }, refused('not_allowed')],
    ['somebody of another client', waiting(100n), { ...ada, client: 'other' }, refused('not_allowed')],
    ['a case that is denied', aCase('denied'), ada, refused('illegal')],
    ['a case that is approved', aCase('approved'), ada, refused('illegal')],
    ['a case whose goods are to come back', aCase('awaiting_return'), ada, refused('illegal')],
    ['at their own limit', waiting(10_000n), limited('10000'), allowed],
    ['above their own limit', waiting(10_001n), limited('10000'), refused('over_limit')],
    ['with a limit in another currency only', waiting(10_001n), limited('1', 'EUR'), allowed],
    ['above their own limit as one of two', waiting(60_000n), limited('50000'), refused('over_limit')],
    ['their own change, below the limit', waiting(60_000n, proposedBy('ada', 40_000n)), ada, allowed],
    ['what they filed, below the limit', waiting(100n, { participants: [part('ada', 'filed')] }), ada, allowed],
    ['an appeal against their own denial', appealed('ada'), ada, refused('took_part')],
    ["an appeal against a colleague's denial", appealed('bo'), ada, allowed],
    ["an appeal against the rules' denial", appealed('rules', 'system'), ada, allowed],
    ['the first above the limit', waiting(50_001n), ada, first],
    ['the first, having filed it', waiting(50_001n, { participants: [part('ada', 'filed')] }), ada, first],
    ['the same person twice', waiting(50_001n, approvedBy('ada')), ada, refused('took_part')],
    ['the second person', waiting(50_001n, approvedBy('bo')), ada, allowed],
    ['who changed it, above the limit', waiting(70_000n, proposedBy('ada', 60_000n)), ada, refused('took_part')],
    ['after somebody changed it', waiting(70_000n, proposedBy('gus', 60_000n)), ada, allowed],
  ])('%s', (_name, refundCase, person, answer) => {
    expect(judgeApproval(refundCase, person, RULES)).toEqual(answer);
  });

  it.each(['filed', 'changed', 'approved', 'asked', 'return_requested'] as const)(
    'is not, as the second, who has %s',
    (as) => {
      const refundCase = waiting(50_001n, {
        ...approvedBy('bo'),
        participants: [part('bo', 'approved'), part('ada', as)],
      });
      expect(judgeApproval(refundCase, ada, RULES)).toEqual(refused('took_part'));
    },
  );

  it('compares people, not accounts: the amount counts, and the one who put it there', () => {
    expect(firstOfTwo(waiting(1n, { ...proposedBy('gus', 1n), approvals: [{ ...ref('gus'), at: now() }] }))).toEqual([
      ref('gus'),
    ]);
  });
});

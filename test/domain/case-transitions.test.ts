import { CASE_EVENTS, move, TRANSITIONS, type CaseEvent, type MoveContext } from '../../src/domain/case-transitions';
import type { Actor } from '../../src/domain/log-entry';
import { CASE_STATUSES, type CaseStatus, type RefundCase } from '../../src/domain/refund-case';
import { aCase } from './a-case';
import { now } from './an-order';

/** The whole table, written out a second time: what is not listed is refused. */
const LEADS: Partial<Record<`${CaseStatus} ${CaseEvent}`, CaseStatus>> = {
  'submitted evaluate_approve': 'approved',
  'submitted evaluate_deny': 'denied',
  'submitted evaluate_review': 'under_review',
  'submitted evaluate_ask': 'needs_info',
  'submitted withdraw': 'withdrawn',
  'needs_info provide': 'submitted',
  'needs_info withdraw': 'withdrawn',
  'under_review approve': 'approved',
  'under_review deny': 'denied',
  'under_review ask_info': 'needs_info',
  'under_review change': 'under_review',
  'under_review request_return': 'awaiting_return',
  'under_review withdraw': 'withdrawn',
  'awaiting_return return_received': 'under_review',
  'awaiting_return deny': 'denied',
  'awaiting_return amend': 'under_review',
  'awaiting_return withdraw': 'withdrawn',
  'approved change': 'under_review',
  'approved request_return': 'awaiting_return',
  'approved amend': 'under_review',
  'approved mark_paid': 'paid',
  'paid confirm_arrival': 'closed',
  'paid close': 'closed',
  'denied appeal': 'under_review',
  'denied close': 'closed',
  'withdrawn close': 'closed',
};

const ACTORS: Actor['type'][] = ['customer', 'system', 'staff', 'bot'];
/** Everything any event may need. */
const complete: MoveContext = {
  at: now(),
  actor: { type: 'staff', id: 'lee' },
  reason: 'final_sale',
  reference: 'ARN 74',
  claims: ['k'],
  proposal: {
    lines: [],
    claims: ['k'],
    destination: { type: 'original', payments: [] },
    proposed: {
      amount: { minor: 1000n, currency: 'USD' },
      by: { staffId: 'lee', name: 'Lee' },
      at: now(),
      reason: 'used',
    },
  },
};
const by = (type: Actor['type'], rest: Partial<MoveContext> = {}): MoveContext => ({
  ...complete,
  actor: { type, id: 'x' },
  ...rest,
});
const allowed = (event: CaseEvent) => by(TRANSITIONS[event].by[0] ?? 'staff');

const cells = CASE_STATUSES.flatMap((status) =>
  CASE_EVENTS.map((event) => [status, event, LEADS[`${status} ${event}`] ?? 'refused'] as const),
);

describe('the transition table', () => {
  test.each(cells)('%s + %s → %s', (status, event, to) => {
    const result = move(aCase(status), event, allowed(event));
    if (to === 'refused') expect(result).toEqual({ ok: false, from: status, event, why: 'illegal' });
    else expect(result).toMatchObject({ ok: true, from: status, to, after: { status: to, version: 2 } });
  });

  const turns = CASE_EVENTS.flatMap((event) =>
    ACTORS.map((actor) => [event, actor, TRANSITIONS[event].by.includes(actor)] as const),
  );
  test.each(turns.filter(([event]) => event !== 'submit'))('%s by %s is allowed: %s', (event, actor, may) => {
    const from = Object.keys(TRANSITIONS[event].from)[0] as CaseStatus;
    const result = move(aCase(from), event, by(actor));
    if (may) expect(result.ok).toBe(true);
    else expect(result).toEqual({ ok: false, from, event, why: 'actor' });
  });

  it('lets no customer and no bot approve, deny or pay after a person took over', () => {
    for (const event of ['approve', 'deny', 'mark_paid'] as const) {
      expect(TRANSITIONS[event].by).not.toContain('customer');
      expect(TRANSITIONS[event].by).not.toContain('bot');
    }
  });
});

describe('a move', () => {
  it('adds one step to the history and changes nothing it was given', () => {
    const before = aCase('approved');
    const frozen = structuredClone(before);
    const result = move(before, 'mark_paid', by('staff', { reason: 'sent today' }));
    expect(result).toMatchObject({ ok: true, after: { version: 2, updatedAt: now() } });
    expect(result.ok && result.after.history.at(-1)).toEqual({
      status: 'paid',
      at: now(),
      actor: { type: 'staff', id: 'x' },
      reason: 'sent today',
      reference: 'ARN 74',
    });
    expect(before).toEqual(frozen);
  });

  test.each(['', 'because', 'Final_Sale', undefined])('denies only with a code from the list, not %j', (reason) => {
    const { reason: _none, ...rest } = by('staff');
    expect(move(aCase('under_review'), 'deny', reason === undefined ? rest : { ...rest, reason })).toMatchObject({
      ok: false,
      why: 'code',
    });
  });

  it('marks as paid only with a reference', () => {
    expect(move(aCase('approved'), 'mark_paid', by('staff', { reference: '  ' }))).toMatchObject({
      ok: false,
      why: 'reference',
    });
  });

  it('releases the units of a denied or withdrawn case and keeps them otherwise', () => {
    const after = (from: CaseStatus, event: CaseEvent) => {
      const result = move(aCase(from), event, allowed(event));
      return result.ok ? result.after.claims.length : -1;
    };
    expect([
      after('under_review', 'deny'),
      after('submitted', 'evaluate_deny'),
      after('submitted', 'withdraw'),
    ]).toEqual([0, 0, 0]);
    expect([after('under_review', 'approve'), after('approved', 'mark_paid'), after('paid', 'close')]).toEqual([
      3, 3, 3,
    ]);
  });

  it('takes units again for an appeal', () => {
    expect(move(aCase('denied', { claims: [] }), 'appeal', by('customer', { claims: ['a', 'b'] }))).toMatchObject({
      after: { claims: ['a', 'b'] },
    });
    expect(move(aCase('denied'), 'appeal', by('customer', { claims: [] }))).toMatchObject({ ok: false, why: 'claims' });
  });

  it('approves what was requested, or less, never more, nothing or another currency', () => {
    const approve = (minor: bigint, currency = 'USD') =>
      move(aCase('under_review'), 'approve', by('staff', { approved: { minor, currency } }));
    expect(move(aCase('under_review'), 'approve', by('staff'))).toMatchObject({
      after: { approved: { minor: 3212n } },
    });
    expect(approve(1000n)).toMatchObject({ after: { approved: { minor: 1000n } } });
    expect([approve(3213n), approve(0n), approve(-1n), approve(10n, 'EUR')].map((result) => result.ok)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('approves what staff proposed, where somebody did', () => {
    const { proposed } = complete.proposal as { proposed: NonNullable<RefundCase['proposed']> };
    expect(move(aCase('under_review', { proposed }), 'approve', by('staff'))).toMatchObject({
      after: { approved: { minor: 1000n, currency: 'USD' } },
    });
  });

  it('keeps the time the customer was promised, and the history, when it leads nowhere else', () => {
    const before = aCase('under_review', { expectedAt: new Date('2026-11-24T12:00:00Z') });
    const changed = move(before, 'change', by('staff', { at: new Date('2026-11-23T12:00:00Z') }));
    expect(changed).toMatchObject({ ok: true, after: { expectedAt: before.expectedAt, history: before.history } });
  });

  it('changes nothing without new terms, nor to more than was requested', () => {
    const { proposal: terms, ...rest } = complete;
    expect(move(aCase('under_review'), 'change', rest)).toMatchObject({ ok: false, why: 'proposal' });
    const much = { ...terms?.proposed, amount: { minor: 3213n, currency: 'USD' } } as NonNullable<
      RefundCase['proposed']
    >;
    const more = { ...rest, proposal: { ...(terms as NonNullable<typeof terms>), proposed: much } };
    expect(move(aCase('under_review'), 'change', more)).toMatchObject({ ok: false, why: 'amount' });
  });

  it('makes earlier approvals void unless it leads to the money', () => {
    const approvals = [{ staffId: 'ada', name: 'Ada', at: now() }];
    const after = (from: CaseStatus, event: CaseEvent) => {
      const result = move(aCase(from, { approvals }), event, allowed(event));
      return result.ok ? result.after.approvals : null;
    };
    for (const event of ['change', 'ask_info', 'request_return', 'deny', 'withdraw'] as const) {
      expect([event, after('under_review', event)]).toEqual([event, []]);
    }
    expect(after('approved', 'amend')).toEqual([]);
    expect([after('under_review', 'approve'), after('approved', 'mark_paid'), after('paid', 'close')]).toEqual([
      approvals,
      approvals,
      approvals,
    ]);
  });

  it('takes an approval back together with its amount', () => {
    expect(move(aCase('approved', { approved: { minor: 1n, currency: 'USD' } }), 'amend', by('staff'))).toMatchObject({
      after: { approved: null },
    });
  });

  it('writes the reason of a denial and how long it can be contested into the decision', () => {
    const result = move(aCase('under_review'), 'deny', by('staff'));
    expect(result).toMatchObject({
      after: { decision: { codes: ['final_sale'], appealUntil: new Date('2026-12-05T12:00:00Z') } },
    });
  });

  it('promises the bank ten business days, and nothing where nobody owes a step', () => {
    // Saturday 21 November; the tenth business day after is Friday 4 December.
    expect(move(aCase('approved'), 'mark_paid', by('staff'))).toMatchObject({
      after: { expectedAt: new Date('2026-12-04T12:00:00Z') },
    });
    const closed = move(aCase('paid', { expectedAt: now() }), 'close', by('system'));
    expect(closed.ok && 'expectedAt' in closed.after).toBe(false);
  });
});

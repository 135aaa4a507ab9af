import { defaultSettings } from '../../src/domain/client-settings';
import type { RefundCase } from '../../src/domain/refund-case';
import { caseFingerprint } from '../../src/intake/case-fingerprint';
import { decide, type DecisionOrder } from '../../src/intake/decide';
import type { Decision } from '../../src/intake/decision';
import { reportEvent } from '../../src/intake/report-event';
import { aCase } from '../helpers/a-case';
import { anOrder } from '../helpers/orders';
import { caseDesk } from './case-fakes';
import { aPerson, peopleDesk } from './people-fakes';

const AT = new Date('2026-11-19T09:30:00Z');
const NO = 'RF-K7M4-92QN';
const CREW = [
  aPerson('ada', ['approver']),
  aPerson('bo', ['approver']),
  aPerson('gus', ['agent']),
  aPerson('kim', ['admin']),
  aPerson('gone', ['approver'], { status: 'revoked' }),
];

function desk(first: RefundCase = aCase(), limit = '1000000') {
  const rules = { ...defaultSettings(), secondPersonAbove: [{ minor: limit, currency: 'USD' }] };
  const fakes = caseDesk([first], [anOrder()]);
  const ports = { ...fakes.ports, ...peopleDesk(CREW).ports, settings: { of: () => Promise.resolve(rules) } };
  let ids = 0;
  const says = (staffId: string, decision: Decision, more: Partial<DecisionOrder> = {}) =>
    decide(ports, { id: `d${(ids += 1)}`, client: 'default', caseNo: NO, staffId, decision, at: AT, ...more });
  return { ...fakes, ports, says, now: () => fakes.cases.get(NO) as RefundCase };
}
const approve: Decision = { kind: 'approve' };
const lower: Decision = { kind: 'change', lines: [{ sku: 'MUG-BLUE', quantity: 1 }], reason: 'one is whole' };

describe('a decision', () => {
  test('moves the case, is one entry by the person, and the customer is told', async () => {
    const { says, entries, told, now } = desk();
    expect(await says('ada', approve)).toMatchObject({ outcome: 'done', refundCase: { status: 'approved' } });
    expect(now()).toMatchObject({ approved: { minor: 2713n }, approvals: [{ staffId: 'ada' }], version: 2, logSeq: 4 });
    expect(entries).toEqual([
      {
        client: 'default',
        stream: `case:default/${NO}`,
        seq: 4,
        at: AT,
        type: 'status',
        actor: { type: 'staff', id: 'ada' },
        data: {
          event: 'approve',
          from: 'under_review',
          to: 'approved',
          amount: { minor: '2713', currency: 'USD' },
          approvals: ['ada'],
        },
      },
    ]);
    expect(told).toHaveLength(1);
  });

  test.each<[Decision, string, Partial<RefundCase>]>([
    [{ kind: 'deny', code: 'used_or_damaged', text: ' It was worn. ' }, 'ada', { status: 'denied', claims: [] }],
    [{ kind: 'ask', text: 'A photo, please.' }, 'gus', { status: 'needs_info' }],
    [{ kind: 'return', text: 'To 1 Shop Street.' }, 'gus', { status: 'awaiting_return' }],
    [lower, 'gus', { status: 'under_review', claims: ['default/1042/MUG-BLUE/1'] }],
  ])('can be %j', async (decision, who, after) => {
    const { says, told, now } = desk();
    expect(await says(who, decision)).toMatchObject({ outcome: 'done' });
    expect(now()).toMatchObject(after);
    expect(told).toHaveLength(1);
  });

  test('keeps what the customer reads with the step it belongs to, and in the log', async () => {
    const { says, entries, now } = desk();
    await says('ada', { kind: 'deny', code: 'other', text: 'Card 4242 4242 4242 4242 is not ours.' });
    expect(now().history.at(-1)).toMatchObject({ status: 'denied', reason: 'other', text: expect.any(String) });
    expect(now().history.at(-1)?.text).not.toContain('4242 4242');
    expect(entries[0]?.data).toMatchObject({ event: 'deny', reason: 'other', text: now().history.at(-1)?.text });
  });

  test('to change the terms keeps both in the log and frees what is no longer asked for', async () => {
    const { says, entries, now } = desk();
    await says('gus', lower);
    expect(entries[0]?.data).toMatchObject({
      event: 'change',
      reason: 'one is whole',
      amount: { minor: '1357', currency: 'USD' },
      before: { amount: { minor: '2713' }, lines: [{ sku: 'MUG-BLUE', quantity: 2 }] },
      after: { amount: { minor: '1357' }, lines: [{ sku: 'MUG-BLUE', quantity: 1 }] },
      released: 1,
    });
    expect(now()).toMatchObject({ requested: { minor: 2713n }, proposed: { amount: { minor: 1357n } } });
    await says('ada', approve);
    expect(now()).toMatchObject({
      approved: { minor: 1357n },
      destination: { payments: [{ amount: { minor: 1357n } }] },
    });
  });

  test('takes an amount as a person types it', async () => {
    const { says, now } = desk();
    expect(await says('gus', { kind: 'change', amount: '$20.00', reason: 'a scratch' })).toMatchObject({
      outcome: 'done',
    });
    expect(now().proposed?.amount.minor).toBe(2_000n);
    expect(await says('gus', { kind: 'change', amount: '20 or so', reason: 'x' })).toEqual({
      outcome: 'refused',
      why: 'invalid',
      field: 'amount',
    });
  });

  test.each<[string, Decision, string]>([
    ['an unknown code', { kind: 'deny', code: 'because', text: 'no' }, 'code'],
    ['no words to the customer', { kind: 'ask', text: ' ' }, 'text'],
    ['no way to send it back', { kind: 'return', text: '' }, 'text'],
    ['no reason', { kind: 'change', amount: 100n, reason: '' }, 'reason'],
    ['nothing to change', { kind: 'change', reason: 'x' }, 'lines'],
  ])('with %s is a mistake in the form, and not logged', async (_name, decision, field) => {
    const { says, entries } = desk();
    expect(await says('ada', decision)).toEqual({ outcome: 'refused', why: 'invalid', field });
    expect(entries).toEqual([]);
  });
});

describe('a refused decision', () => {
  test.each<[string, Decision, string, RefundCase]>([
    ['gus', approve, 'not_allowed', aCase()],
    ['kim', { kind: 'ask', text: 'x' }, 'not_allowed', aCase()],
    ['gone', approve, 'not_allowed', aCase()],
    ['nobody', approve, 'not_allowed', aCase()],
    ['ada', approve, 'illegal', aCase({ status: 'denied' })],
    ['ada', lower, 'illegal', aCase({ status: 'paid' })],
    ['gus', lower, 'not_allowed', aCase({ status: 'approved' })],
    ['gus', { kind: 'return', text: 'x' }, 'not_allowed', aCase({ status: 'approved' })],
    ['ada', { kind: 'return_received' }, 'illegal', aCase()],
  ])('by %s of %j is logged as %s and changes nothing', async (who, decision, why, first) => {
    const { says, entries, told, now } = desk(first);
    expect(await says(who, decision)).toMatchObject({ outcome: 'refused', why, refundCase: { status: first.status } });
    expect(now()).toEqual({ ...first, version: 2, logSeq: 4, answered: [{ id: 'd1', came: why }] });
    expect(entries).toMatchObject([
      { actor: { type: 'staff', id: who }, data: { from: first.status, to: first.status, refused: why } },
    ]);
    expect(told).toEqual([]);
  });

  test('says when there is no such case', async () => {
    const { says } = desk();
    expect(await says('ada', approve, { caseNo: 'RF-0' })).toEqual({ outcome: 'refused', why: 'missing' });
  });
});

describe('a decision is bound to what was shown', () => {
  test('and refused with the case as it is now when that is another', async () => {
    const { says, entries, now } = desk();
    const shown = caseFingerprint(now());
    await says('gus', lower);
    expect(await says('ada', approve, { fingerprint: shown })).toMatchObject({
      outcome: 'stale',
      refundCase: { status: 'under_review', proposed: { amount: { minor: 1357n } } },
    });
    expect(entries.at(-1)?.data).toMatchObject({ event: 'approve', refused: 'stale' });
    expect(await says('ada', approve, { fingerprint: caseFingerprint(now()) })).toMatchObject({ outcome: 'done' });
  });

  test('but not to what only the log got', async () => {
    const { says, now } = desk();
    const shown = caseFingerprint(now());
    await says('gus', approve);
    expect(await says('ada', approve, { fingerprint: shown })).toMatchObject({ outcome: 'done' });
  });

  test.each<[string, Partial<RefundCase>]>([
    ['status', { status: 'approved' }],
    ['lines', { lines: [] }],
    ['requested', { requested: { minor: 2714n, currency: 'USD' } }],
    ['approved', { approved: { minor: 1n, currency: 'USD' } }],
    ['destination', { destination: { type: 'store_credit', payments: [] } }],
    ['reason', { reason: { l1: 'damaged', l2: 'defective', verbatim: 'arrived broken' } }],
    ['resolution', { resolution: 'exchange' }],
    ['approvals', { approvals: [{ staffId: 'bo', name: 'Bo', at: AT }] }],
  ])('%s included', (_name, overrides) => {
    expect(caseFingerprint(aCase(overrides))).not.toBe(caseFingerprint(aCase()));
  });
});

describe('the same decision sent again', () => {
  test('is answered the same and takes effect once, refused or not', async () => {
    const { says, entries } = desk(aCase(), '1000');
    const id = 'click-1';
    for (let i = 0; i < 3; i++) expect(await says('ada', approve, { id })).toMatchObject({ outcome: 'second_person' });
    for (let i = 0; i < 3; i++) expect(await says('ada', approve, { id: 'two' })).toMatchObject({ why: 'took_part' });
    expect(entries).toHaveLength(2);
    await says('bo', approve);
    expect(await says('ada', approve, { id })).toMatchObject({
      outcome: 'second_person',
      refundCase: { status: 'approved' },
    });
    expect(entries).toHaveLength(3);
  });

  test('at the same moment takes effect once', async () => {
    const { says, entries } = desk();
    const both = await Promise.all([says('ada', approve, { id: 'x' }), says('ada', approve, { id: 'x' })]);
    expect(both).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }]);
    expect(entries).toHaveLength(1);
  });

  test('by two people at the same moment is one decision and one that came too late', async () => {
    const { says, entries } = desk();
    const both = await Promise.all([says('ada', approve), says('bo', { kind: 'deny', code: 'other', text: '' })]);
    expect(both.map((one) => ('why' in one ? one.why : one.outcome)).sort()).toEqual(['done', 'illegal']);
    expect(entries).toHaveLength(2);
  });
});

describe('two people', () => {
  test('approve above the limit: the first is kept in silence, the second moves it', async () => {
    const { says, told, now, entries } = desk(aCase(), '1000');
    expect(await says('ada', approve)).toMatchObject({
      outcome: 'second_person',
      refundCase: { status: 'under_review' },
    });
    expect(told).toEqual([]);
    expect(entries[0]?.data).toMatchObject({ event: 'approve', to: 'under_review', approvals: ['ada'] });
    expect(await says('bo', approve)).toMatchObject({ outcome: 'done' });
    expect(now()).toMatchObject({ status: 'approved', approvals: [{ staffId: 'ada' }, { staffId: 'bo' }] });
    expect(told).toHaveLength(1);
  });

  test('start over when the terms change, and whoever changed them is the first', async () => {
    const { says, now } = desk(aCase(), '1000');
    await says('ada', approve);
    await says('gus', { kind: 'change', amount: 2_000n, reason: 'a scratch' });
    expect(now().approvals).toEqual([]);
    expect(await says('ada', approve)).toMatchObject({ outcome: 'refused', why: 'took_part' });
    expect(await says('bo', approve)).toMatchObject({ outcome: 'done' });
    expect(now().participants?.map(({ staffId, as }) => `${staffId} ${as}`)).toEqual(['ada approved', 'gus changed']);
  });

  test('can approve again what they approved before and took back', async () => {
    const { says, ports, now } = desk(aCase(), '1000');
    await says('ada', approve);
    await says('bo', approve);
    const amend = {
      client: 'default',
      caseNo: NO,
      event: 'amend',
      actor: { type: 'staff', id: 'bo' },
      at: AT,
    } as const;
    expect(await reportEvent(ports, amend)).toMatchObject({ outcome: 'moved' });
    expect(now().approvals).toEqual([]);
    expect(await says('ada', approve)).toMatchObject({ outcome: 'second_person' });
    expect(await says('bo', approve)).toMatchObject({ outcome: 'done' });
  });

  test('are not needed where the goods came back and one may decide', async () => {
    const { says, now } = desk();
    await says('gus', { kind: 'return', text: 'To 1 Shop Street.' });
    expect(now().expectedAt).toEqual(new Date('2026-12-03T09:30:00Z'));
    await says('gus', { kind: 'return_received', text: 'unopened' });
    expect(await says('ada', approve)).toMatchObject({ outcome: 'done' });
    expect(now().history.map(({ status }) => status)).toEqual([
      'submitted',
      'under_review',
      'awaiting_return',
      'under_review',
      'approved',
    ]);
  });
});

describe('an appeal', () => {
  test.each<[Decision, string]>([
    [approve, 'approved'],
    [{ kind: 'deny', code: 'other', text: 'Still no.' }, 'denied'],
  ])('is decided by somebody who did not deny: %j', async (decision, status) => {
    const { says, ports, now } = desk();
    await says('ada', { kind: 'deny', code: 'used_or_damaged', text: 'It was worn.' });
    const appeal = {
      client: 'default',
      caseNo: NO,
      event: 'appeal',
      actor: { type: 'staff', id: 'gus' },
      at: AT,
    } as const;
    expect(await reportEvent(ports, appeal)).toMatchObject({ outcome: 'moved' });
    expect(await says('ada', decision)).toMatchObject({ outcome: 'refused', why: 'took_part' });
    expect(now().status).toBe('under_review');
    expect(await says('bo', decision)).toMatchObject({ outcome: 'done' });
    expect(now().status).toBe(status);
  });
});

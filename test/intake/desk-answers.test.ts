import { defaultSettings } from '../../src/domain/client-settings';
import type { RefundCase } from '../../src/domain/refund-case';
import { deskAnswers } from '../../src/intake/desk-answers';
import { aCase } from '../helpers/a-case';
import { anOrder } from '../helpers/orders';
import { caseDesk } from './case-fakes';
import { aPerson, peopleDesk } from './people-fakes';
import { settingsDesk } from './settings-fakes';

const AT = new Date('2026-11-18T10:00:00Z');
const usd = (minor: bigint) => ({ minor, currency: 'USD' });
const gus = aPerson('gus', ['agent']);
const ada = aPerson('ada', ['approver']);

function desk(cases: RefundCase[], limit = '1000000') {
  const rules = { ...defaultSettings(), secondPersonAbove: [{ minor: limit, currency: 'USD' }] };
  return deskAnswers({
    ...caseDesk(cases, [anOrder()]).ports,
    ...peopleDesk([gus, ada, aPerson('bo', ['approver'])]).ports,
    ...settingsDesk(rules),
    client: 'default',
    newCaseNo: () => 'RF-NEW',
    reasonWords: (l1, l2) => `${l1}: ${l2}`,
    clock: () => AT,
  });
}

describe('a case at the desk', () => {
  test('shows amounts as text, the destination in words, and no contact data', async () => {
    const refundCase = aCase({
      reason: { l1: 'damaged', l2: 'on_arrival', verbatim: 'broken, call +1 500 555 0006 or ana@example.com' },
      expectedAt: AT,
    });
    expect(await desk([refundCase]).caseCard(refundCase)).toEqual({
      caseNo: 'RF-K7M4-92QN',
      orderNo: '1042',
      status: 'under_review',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      kind: 'return',
      reason: {
        l1: 'damaged',
        l2: 'on_arrival',
        words: 'damaged: on_arrival',
        verbatim: 'broken, call …0006 or a…a@example.com',
      },
      lines: [
        { sku: 'MUG-BLUE', name: 'Blue mug', quantity: 2, amount: { minor: '2713', currency: 'USD', text: '$27.13' } },
      ],
      requested: { minor: '2713', currency: 'USD', text: '$27.13' },
      approved: null,
      destination: 'Visa ending 4242',
      resolution: 'refund',
      verdict: { outcome: 'manual', rules: [], codes: [] },
      evidence: [],
      earlier: { count: 0, total: null },
      approvals: { needed: 1, by: [] },
      expectedAt: AT,
      createdAt: AT,
    });
  });

  test('counts what was given back before, of the order and of the contact, each once', async () => {
    const earlier = [
      aCase({ caseNo: 'RF-A', status: 'paid', approved: usd(1_000n) }),
      aCase({ caseNo: 'RF-B', status: 'approved', approved: usd(234n) }),
      aCase({ caseNo: 'RF-C', status: 'denied' }),
    ];
    const card = await desk([aCase(), ...earlier]).caseCard(aCase());
    expect(card.earlier).toEqual({ count: 2, total: { minor: '1234', currency: 'USD', text: '$12.34' } });
    const mixed = aCase({ caseNo: 'RF-D', approved: { minor: 5n, currency: 'EUR' } });
    expect((await desk([aCase(), ...earlier, mixed]).caseCard(aCase())).earlier).toEqual({ count: 3, total: null });
  });

  test('shows what an approval gives once somebody changed it, and who stands behind that', async () => {
    const answers = desk([aCase()], '1000');
    const shown = await answers.caseCard(aCase());
    expect(shown.approvals).toEqual({ needed: 2, by: [] });
    const changed = await answers.decide({
      id: 'd1',
      caseNo: shown.caseNo,
      staffId: 'gus',
      fingerprint: shown.fingerprint,
      decision: { kind: 'change', amount: '20.00', reason: 'a scratch' },
    });
    expect(changed).toMatchObject({
      outcome: 'done',
      case: { requested: { text: '$20.00' }, approvals: { needed: 2, by: [{ staffId: 'gus', name: 'Gus' }] } },
    });
  });
});

describe('what the desk is answered', () => {
  test('holds the case as it is now, whatever came of a decision', async () => {
    const answers = desk([aCase()], '1000');
    const { caseNo, fingerprint } = await answers.caseCard(aCase());
    const approve = (id: string, staffId: string, shown = fingerprint) =>
      answers.decide({ id, caseNo, staffId, fingerprint: shown, decision: { kind: 'approve' } });
    expect(await approve('1', 'gus')).toMatchObject({ outcome: 'refused', why: 'not_allowed', case: { caseNo } });
    const first = await approve('2', 'ada');
    expect(first).toMatchObject({ outcome: 'second_person', case: { approvals: { by: [{ name: 'Ada' }] } } });
    const stale = await approve('3', 'bo');
    expect(stale).toMatchObject({ outcome: 'stale', case: { approvals: { by: [{ name: 'Ada' }] } } });
    const now = 'case' in stale ? stale.case.fingerprint : '';
    expect(await approve('4', 'bo', now)).toMatchObject({ outcome: 'done', case: { status: 'approved' } });
    expect(
      await answers.decide({ id: '5', caseNo: 'RF-0', staffId: 'bo', fingerprint, decision: { kind: 'approve' } }),
    ).toEqual({ outcome: 'refused', why: 'missing' });
  });

  test('says who may approve before anybody tries', () => {
    const answers = desk([aCase()]);
    expect([answers.mayApprove(aCase(), ada), answers.mayApprove(aCase(), gus)]).toEqual([true, false]);
    expect(answers.mayApprove(aCase({ status: 'denied' }), ada)).toBe(false);
  });

  test('files for a customer, and for its own client only', async () => {
    const input = {
      id: 'f1',
      client: 'default',
      staffId: 'gus',
      source: 'email' as const,
      verifiedBy: 'email',
      orderNo: '1042',
      contact: 'ana@example.com',
      lines: [{ sku: 'MUG-BLUE', quantity: 1 }],
      reason: { l1: 'not_as_described', l2: 'damaged_in_transit', verbatim: 'broken' },
      resolution: 'refund' as const,
    };
    expect(await desk([]).fileOnBehalf(input)).toMatchObject({ outcome: 'filed', case: { status: 'approved' } });
    expect(await desk([]).fileOnBehalf({ ...input, client: 'other' })).toEqual({
      outcome: 'refused',
      why: 'not_allowed',
    });
  });
});

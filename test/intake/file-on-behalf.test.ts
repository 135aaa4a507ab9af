import type { Order } from '../../src/domain/order';
import type { RefundCase } from '../../src/domain/refund-case';
import { fileOnBehalf } from '../../src/intake/file-on-behalf';
import type { OnBehalfRequest } from '../../src/intake/on-behalf-request';
import { atHand } from '../../src/intake/order-at-hand';
import { prepareCase } from '../../src/intake/prepare-case';
import { submitCase } from '../../src/intake/submit-case';
import { aCase } from '../helpers/a-case';
import { anItem, anOrder } from '../helpers/orders';
import { caseDesk } from './case-fakes';
import { aPerson, peopleDesk } from './people-fakes';

const AT = new Date('2026-11-18T10:00:00Z');
const CREW = [
  aPerson('gus', ['agent']),
  aPerson('ada', ['approver']),
  aPerson('ana', ['agent'], { email: 'ana@example.com' }),
  aPerson('eli', ['agent'], { phone: '+15005550006' }),
];
const reason = { l1: 'not_as_described', l2: 'damaged_in_transit', verbatim: 'They arrived broken.' };

const request = (overrides: Partial<OnBehalfRequest> = {}): OnBehalfRequest => ({
  id: 'form-1',
  client: 'default',
  staffId: 'gus',
  source: 'phone',
  verifiedBy: 'callback',
  orderNo: '1042',
  contact: 'Ana@Example.com',
  lines: [{ sku: 'MUG-BLUE', quantity: 1 }],
  reason,
  resolution: 'refund',
  at: AT,
  ...overrides,
});

function desk(first: RefundCase[] = [], order: Order = anOrder()) {
  const fakes = caseDesk(first, [order]);
  const people = peopleDesk(CREW);
  let n = 0;
  const ports = { ...fakes.ports, ...people.ports, newCaseNo: () => `RF-NEW-${(n += 1)}` };
  return {
    ...fakes,
    people,
    ports,
    files: (more: Partial<OnBehalfRequest> = {}) => fileOnBehalf(ports, request(more)),
  };
}

describe('a request filed for a customer', () => {
  test('is the record the customer would have made, and says who filed it and how they were verified', async () => {
    const { files, cases } = desk();
    const filed = await files({ transcriptRef: ' call 77 ' });
    expect(filed).toMatchObject({ outcome: 'filed', refundCase: { caseNo: 'RF-NEW-1', status: 'approved' } });

    const hand = atHand(anOrder(), []);
    const wanted = { lines: request().lines, reason: { l1: reason.l1, l2: reason.l2 }, resolution: 'refund' as const };
    const own = submitCase({
      caseNo: 'RF-NEW-1',
      hand,
      proposal: prepareCase(hand, wanted, AT),
      verbatim: reason.verbatim,
      evidence: [],
      conversation: { client: 'default', channel: 'webchat', conversation: 'talk-1' },
      customer: { type: 'customer', id: 'dl_ana' },
      locale: 'en',
      at: AT,
    }).refundCase;
    const {
      conversations,
      intake,
      history,
      participants,
      logSeq: _logSeq,
      ...same
    } = cases.get('RF-NEW-1') as RefundCase;
    expect(own).toMatchObject(same);
    expect(own.intake).toEqual({ mode: 'self', source: 'webchat' });
    expect(conversations).toEqual([]);
    expect(intake).toEqual({
      mode: 'agent',
      source: 'phone',
      id: 'form-1',
      filedBy: { staffId: 'gus', name: 'Gus' },
      verifiedBy: 'callback',
      transcriptRef: 'call 77',
    });
    expect(history[0]).toMatchObject({ status: 'submitted', actor: { type: 'staff', id: 'gus' } });
    expect(participants).toEqual([{ staffId: 'gus', name: 'Gus', as: 'filed', at: AT }]);
  });

  test('speaks the language of the customer from its first notice on, English where nobody said', async () => {
    expect(await desk().files({ locale: 'es-MX' })).toMatchObject({ refundCase: { locale: 'es-MX' } });
    expect(await desk().files()).toMatchObject({ refundCase: { locale: 'en' } });
    expect(await desk().files({ locale: 'Spanish!' })).toMatchObject({ why: 'invalid', field: 'locale' });
  });

  test('is logged from its first entry, without gaps', async () => {
    const { files, entries, cases } = desk();
    await files();
    expect(entries.map(({ seq, type, stream }) => [seq, type, stream])).toEqual([
      [1, 'status', 'case:default/RF-NEW-1'],
      [2, 'decision', 'case:default/RF-NEW-1'],
      [3, 'status', 'case:default/RF-NEW-1'],
    ]);
    expect(entries[0]).toMatchObject({ actor: { type: 'staff', id: 'gus' }, data: { intake: { source: 'phone' } } });
    expect(cases.get('RF-NEW-1')?.logSeq).toBe(3);
  });

  test('is decided by the same rules: to a person above the automatic limit, denied when too late', async () => {
    const dear = anOrder({ items: [anItem({ unitPrice: 20_000n })] });
    expect(await desk([], dear).files()).toMatchObject({ outcome: 'review', refundCase: { status: 'under_review' } });
    const late = anOrder({ deliveredDaysAgo: 90 });
    const change = { l1: 'change_of_mind', l2: 'unwanted', verbatim: '' };
    expect(await desk([], late).files({ reason: change })).toMatchObject({
      outcome: 'denied',
      refundCase: { status: 'denied', decision: { codes: ['window_expired'] } },
    });
  });

  test('is the open case when that holds the items already', async () => {
    const { files, entries } = desk([aCase()]);
    expect(await files()).toMatchObject({ outcome: 'duplicate', refundCase: { caseNo: 'RF-K7M4-92QN' } });
    expect(entries).toEqual([]);
  });

  test('is filed once for the same form, also when it is sent again after a decision', async () => {
    const { files, cases } = desk();
    const both = await Promise.all([files(), files()]);
    expect(both.map(({ outcome }) => outcome)).toEqual(['filed', 'filed']);
    expect(await files()).toMatchObject({ outcome: 'filed', refundCase: { caseNo: 'RF-NEW-1' } });
    expect(cases.size).toBe(1);
    expect(await files({ id: 'form-2' })).toMatchObject({ outcome: 'filed' });
    expect(await files({ id: 'form-3' })).toMatchObject({ outcome: 'duplicate' });
  });

  test('keeps no card number that somebody read out', async () => {
    const { files, cases } = desk();
    await files({ reason: { ...reason, verbatim: 'paid with 4242 4242 4242 4242' } });
    expect(cases.get('RF-NEW-1')?.reason.verbatim).not.toContain('4242 4242');
  });
});

describe('nobody files', () => {
  test.each<[string, Partial<OnBehalfRequest>, object]>([
    ['without the role', { staffId: 'ada' }, { why: 'not_allowed' }],
    ['whom we do not know', { staffId: 'zoe' }, { why: 'not_allowed' }],
    ['for an order of their own, by e-mail', { staffId: 'ana' }, { why: 'own_order' }],
    ['for an order of their own, by phone', { staffId: 'eli' }, { why: 'own_order' }],
    ['for an order that is not there', { orderNo: '9' }, { why: 'not_found' }],
    ['with a contact that is not the order’s', { contact: 'eve@example.com' }, { why: 'not_found' }],
    ['with the postcode alone', { contact: '94107' }, { why: 'not_found' }],
    ['without having verified the caller', { verifiedBy: '' }, { why: 'invalid', field: 'verifiedBy' }],
    ['from nowhere', { source: 'fax' as never }, { why: 'invalid', field: 'source' }],
    ['for no reason of the list', { reason: { ...reason, l2: 'x' } }, { why: 'invalid', field: 'reason' }],
    ['for nothing', { lines: [] }, { why: 'invalid', field: 'lines' }],
    ['for what was not sold', { lines: [{ sku: 'SOFA', quantity: 1 }] }, { why: 'invalid', field: 'lines' }],
    ['for more than was sold', { lines: [{ sku: 'MUG-BLUE', quantity: 3 }] }, { why: 'invalid', field: 'lines' }],
    ['for half a thing', { lines: [{ sku: 'MUG-BLUE', quantity: 0.5 }] }, { why: 'invalid', field: 'lines' }],
  ])('%s', async (_name, more, answer) => {
    const { files, cases } = desk();
    expect(await files(more)).toEqual({ outcome: 'refused', ...answer });
    expect(cases.size).toBe(0);
  });

  test('for themselves without a trace of it in their record', async () => {
    const { files, people } = desk();
    await files({ staffId: 'ana' });
    expect(people.events).toMatchObject([{ staffId: 'ana', what: 'own_order_refused', details: { orderNo: '1042' } }]);
  });
});

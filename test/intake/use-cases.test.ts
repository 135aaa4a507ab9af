import { appealCase } from '../../src/intake/appeal-case';
import { fingerprint } from '../../src/intake/fingerprint';
import { handOff } from '../../src/intake/hand-off';
import { MAX_PER_ASKER, MAX_PER_RECORD } from '../../src/intake/failed-tries';
import { identifyOrder } from '../../src/intake/identify-order';
import { lookUpCase, theirCases } from '../../src/intake/look-up-case';
import { atHand } from '../../src/intake/order-at-hand';
import { prepareCase, type Wanted } from '../../src/intake/prepare-case';
import { provideInfo } from '../../src/intake/provide-info';
import { submitCase } from '../../src/intake/submit-case';
import { withdrawCase } from '../../src/intake/withdraw-case';
import { move } from '../../src/domain/case-transitions';
import type { RefundCase } from '../../src/domain/refund-case';
import { aShop, NOW } from '../helpers/conversation';
import { anItem, anOrder, type OrderOverrides } from '../helpers/orders';

const CUSTOMER = { type: 'customer' as const, id: 'dl_1' };
const DAMAGED = { l1: 'not_as_described', l2: 'damaged_in_transit' };
const place = { client: 'default', channel: 'webchat', conversation: 'c1' };

function submitted(overrides: OrderOverrides = {}, wanted: Partial<Wanted> = {}): RefundCase {
  const hand = atHand(anOrder(overrides), []);
  const all = { lines: [{ sku: 'MUG-BLUE', quantity: 2 }], reason: DAMAGED, resolution: 'refund' as const, ...wanted };
  const proposal = prepareCase(hand, all, NOW);
  const made = submitCase({
    caseNo: 'RF-TEST-0001',
    hand,
    proposal,
    verbatim: 'broken',
    evidence: [],
    conversation: place,
    customer: CUSTOMER,
    locale: 'en',
    at: NOW,
  });
  return made.refundCase;
}

const dear = { items: [anItem({ unitPrice: 9000n })] };

describe('a fingerprint', () => {
  it('is the same whatever the order of members, and another one for any change', () => {
    expect(fingerprint({ a: 1n, b: [NOW, 'x'] })).toBe(fingerprint({ b: [NOW, 'x'], a: 1n }));
    expect(fingerprint({ a: 1n })).not.toBe(fingerprint({ a: 2n }));
    expect(fingerprint({ a: 1n })).toMatch(/^[0-9a-f]{6}$/);
  });

  it('of a proposal changes with lines, reason and resolution', () => {
    const hand = atHand(anOrder(), []);
    const base: Wanted = { lines: [{ sku: 'MUG-BLUE', quantity: 2 }], reason: DAMAGED, resolution: 'refund' };
    const others: Wanted[] = [
      base,
      { ...base, lines: [{ sku: 'MUG-BLUE', quantity: 1 }] },
      { ...base, reason: { ...DAMAGED, l2: 'defective' } },
      { ...base, resolution: 'exchange' },
    ];
    expect(new Set(others.map((wanted) => prepareCase(hand, wanted, NOW).fingerprint)).size).toBe(4);
  });
});

describe('identifying an order', () => {
  const request = { client: 'default', asker: 'webchat:dl_1', orderNo: '1042', needs: 'full' as const, at: NOW };
  const ports = () => {
    const shop = aShop();
    return {
      shop,
      orders: {
        find: (_client: string, no: string) =>
          Promise.resolve(shop.orders.find(({ orderNo }) => orderNo === no) ?? null),
      },
    };
  };

  it('matches by e-mail or phone, and by postcode only where that is enough', async () => {
    const { shop, orders } = ports();
    const ask = (given: object, needs: 'full' | 'status-only' = 'full') =>
      identifyOrder({ orders, attempts: shop.attempts }, { ...request, given, needs });
    expect(await ask({ email: 'ANA@example.com' })).toMatchObject({ outcome: 'match', grade: 'full' });
    expect(await ask({ phone: '+15005550006' })).toMatchObject({ outcome: 'match', grade: 'full' });
    expect(await ask({ postcode: '94107' }, 'status-only')).toMatchObject({ outcome: 'match', grade: 'status-only' });
    expect(await ask({ postcode: '94107' })).toMatchObject({ outcome: 'no-match' });
  });

  const wrong = { ...request, given: { email: 'eve@example.com' } };
  const owner = { ...request, asker: 'webchat:ana', given: { email: 'ana@example.com' } };

  it('stops whoever failed five times, and nobody else', async () => {
    const { shop, orders } = ports();
    const parts = { orders, attempts: shop.attempts };
    for (let tries = 1; tries <= MAX_PER_ASKER; tries++) {
      expect(await identifyOrder(parts, wrong)).toEqual({ outcome: 'no-match', failures: tries });
    }
    expect(await identifyOrder(parts, { ...wrong, ...owner, asker: request.asker })).toEqual({ outcome: 'spent' });
    expect(await identifyOrder(parts, owner)).toMatchObject({ outcome: 'match' });
  });

  it('guards an order against guesses spread over many askers, for the length of the window', async () => {
    const { shop, orders } = ports();
    const parts = { orders, attempts: shop.attempts };
    for (let tries = 0; tries < MAX_PER_RECORD; tries++) {
      const guess = await identifyOrder(parts, { ...wrong, asker: `webchat/${String(tries)}` });
      expect(guess).toEqual({ outcome: 'no-match', failures: 1 });
    }
    expect(await identifyOrder(parts, owner)).toEqual({ outcome: 'spent' });
    const nextDay = { ...owner, at: new Date(NOW.getTime() + 25 * 3_600_000) };
    expect(await identifyOrder(parts, nextDay)).toMatchObject({ outcome: 'match' });
  });
});

describe('submitting', () => {
  it('logs submitted, the decision, then where it went, as one change of version 1', () => {
    const hand = atHand(anOrder(), []);
    const proposal = prepareCase(
      hand,
      { lines: [{ sku: 'MUG-BLUE', quantity: 1 }], reason: DAMAGED, resolution: 'refund' },
      NOW,
    );
    const made = submitCase({
      caseNo: 'RF-1',
      hand,
      proposal,
      verbatim: '',
      evidence: [],
      conversation: place,
      customer: CUSTOMER,
      locale: 'en',
      at: NOW,
    });
    expect(made.entries.map(({ type }) => type)).toEqual(['status', 'decision', 'status']);
    expect(made.changes).toEqual([{ kind: 'case', expects: null, after: made.refundCase }]);
    expect(made.refundCase).toMatchObject({ version: 1, status: 'approved', claims: ['default/1042/MUG-BLUE/1'] });
  });

  it('does not give shipping or a unit back twice over two cases', () => {
    const first = submitted({}, { lines: [{ sku: 'MUG-BLUE', quantity: 1 }] });
    const hand = atHand(anOrder(), [first]);
    expect(hand.open).toEqual([{ sku: 'MUG-BLUE', name: 'Blue mug', quantity: 1 }]);
    const rest = prepareCase(
      hand,
      { lines: [{ sku: 'MUG-BLUE', quantity: 1 }], reason: DAMAGED, resolution: 'refund' },
      NOW,
    );
    expect(first.requested.minor + rest.quote.total.minor).toBe(3212n);
  });
});

describe('moving a case for its customer', () => {
  it('withdraws what a person has not decided yet, and nothing else', () => {
    const open = submitted(dear);
    const moved = withdrawCase(open, CUSTOMER, NOW);
    expect(moved).toMatchObject({ ok: true, refundCase: { status: 'withdrawn', version: 2, claims: [] } });
    expect(withdrawCase(submitted(), CUSTOMER, NOW)).toEqual({ ok: false, why: 'illegal' });
  });

  it('adds what was asked for and hands it back to a person in one change', () => {
    const asked = move(submitted(dear), 'ask_info', {
      at: NOW,
      actor: { type: 'staff', id: 's1' },
      reason: 'A photo?',
    });
    if (!asked.ok) throw new Error(asked.why);
    const moved = provideInfo(asked.after, { text: 'here', photos: ['p1'] }, CUSTOMER, NOW);
    expect(moved).toMatchObject({
      ok: true,
      refundCase: { status: 'under_review', version: asked.after.version + 1, evidence: ['p1'] },
    });
    if (moved.ok) expect(moved.entries.map(({ type }) => type)).toEqual(['answer', 'status', 'status']);
  });

  const others = (...cases: RefundCase[]) => ({
    orders: { find: () => Promise.resolve(anOrder({ deliveredDaysAgo: 45 })) },
    cases: {
      find: () => Promise.resolve(null),
      byOrder: () => Promise.resolve(cases),
      byContact: () => Promise.resolve([]),
    },
  });

  it('contests a denial while there is time, and takes the units again', async () => {
    const denied = submitted({ deliveredDaysAgo: 45 });
    expect(denied).toMatchObject({ status: 'denied', claims: [] });
    const appealed = await appealCase(others(denied), denied, CUSTOMER, NOW);
    expect(appealed).toMatchObject({ ok: true, refundCase: { status: 'under_review' } });
    const late = new Date(NOW.getTime() + 15 * 86_400_000);
    expect(await appealCase(others(denied), denied, CUSTOMER, late)).toEqual({ ok: false, why: 'late' });
  });

  it('refuses to contest when another case holds the units by now', async () => {
    const denied = submitted({ deliveredDaysAgo: 45 });
    const other = { ...submitted(), caseNo: 'RF-OTHER' };
    expect(await appealCase(others(denied, other), denied, CUSTOMER, NOW)).toEqual({ ok: false, why: 'claims' });
  });
});

describe('looking a case up', () => {
  const refundCase = submitted();
  const shop = aShop();
  const ports = {
    attempts: shop.attempts,
    orders: { find: () => Promise.resolve(anOrder()) },
    cases: {
      find: (_client: string, no: string) => Promise.resolve(no === refundCase.caseNo ? refundCase : null),
      byOrder: () => Promise.resolve([refundCase]),
      byContact: () => Promise.resolve([]),
    },
  };
  const stranger = { client: 'default', asker: 'sms:x', channel: 'sms', conversation: 'other', proven: [] };

  it('shows it at once in its own conversation, and to nobody else without a proof', async () => {
    const own = { ...stranger, channel: 'webchat', conversation: 'c1' };
    expect(await lookUpCase(ports, own, 'RF-TEST-0001', {}, NOW)).toMatchObject({ outcome: 'found' });
    expect(await lookUpCase(ports, stranger, 'RF-TEST-0001', {}, NOW)).toEqual({ outcome: 'prove' });
    expect(await lookUpCase(ports, stranger, 'RF-TEST-0001', { postcode: '94107' }, NOW)).toMatchObject({
      outcome: 'found',
    });
  });

  it("answers a number that does not exist like one that is somebody else's", async () => {
    expect(await lookUpCase(ports, stranger, 'RF-NONE', {}, NOW)).toEqual({ outcome: 'prove' });
    const wrong = { email: 'eve@example.com' };
    const [none, others] = [
      await lookUpCase(ports, { ...stranger, asker: 'a' }, 'RF-NONE', wrong, NOW),
      await lookUpCase(ports, { ...stranger, asker: 'b' }, 'RF-TEST-0001', wrong, NOW),
    ];
    expect(none).toEqual(others);
  });

  it('lists cases of proven orders and of this conversation once each', async () => {
    const asker = { ...stranger, proven: ['1042'] };
    expect(await theirCases(ports, asker, ['RF-TEST-0001'])).toHaveLength(1);
    expect(await theirCases(ports, stranger, ['RF-TEST-0001'])).toHaveLength(0);
  });
});

describe('handing off', () => {
  it('promises within opening hours and says why in the log', () => {
    const made = handOff({ id: 'h1', conversation: place, reason: 'asked', locale: 'en', at: NOW, customer: CUSTOMER });
    expect(made.handoff).toMatchObject({ status: 'waiting', promisedBy: new Date('2026-11-18T10:30:00Z') });
    expect(made.entries).toMatchObject([
      { type: 'handoff', data: { reason: 'asked', promisedBy: '2026-11-18T10:30:00.000Z' } },
    ]);
  });
});

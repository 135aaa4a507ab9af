import fc from 'fast-check';
import { changeTerms, type Wish } from '../../src/domain/change-terms';
import { readAmount } from '../../src/domain/read-amount';
import { quote } from '../../src/domain/refund-quote';
import { claimKeys } from '../../src/domain/units';
import type { RefundCase } from '../../src/domain/refund-case';
import type { Order } from '../../src/domain/order';
import { aCase } from '../helpers/a-case';
import { aMixedOrder, anItem, anOrder } from '../helpers/orders';

const nobody = { claims: [], destinations: [] };

/** The case that asks for lines of an order, as it would have been filed. */
function filed(order: Order, lines: { sku: string; quantity: number }[], claims: string[] = []): RefundCase {
  const quoted = quote(order, lines, claims);
  return aCase({
    orderNo: order.orderNo,
    lines: quoted.lines.map(({ sku, name, quantity, amount }) => ({ sku, name, quantity, amount })),
    claims: claimKeys(order, lines, claims),
    requested: quoted.total,
    destination: quoted.destination,
  });
}
const total = (lines: { amount: { minor: bigint } }[]) => lines.reduce((sum, { amount }) => sum + amount.minor, 0n);

const order = aMixedOrder();
const all = filed(order, [
  { sku: 'MUG-BLUE', quantity: 1 },
  { sku: 'MUG-RED', quantity: 2 },
  { sku: 'TOWEL', quantity: 1 },
]);

describe('other terms for a case', () => {
  it('give less for fewer units, free those again, and keep the shipping for the last of the order', () => {
    const made = changeTerms(all, order, nobody, { lines: [{ sku: 'MUG-RED', quantity: 1 }] });
    expect(made).toMatchObject({
      ok: true,
      amount: { minor: 1356n + 1357n + 868n, currency: 'USD' },
      terms: {
        lines: [
          { sku: 'MUG-BLUE', quantity: 1, amount: { minor: 1356n } },
          { sku: 'MUG-RED', quantity: 1, amount: { minor: 1357n } },
          { sku: 'TOWEL', quantity: 1, amount: { minor: 868n } },
        ],
        claims: ['default/1050/MUG-BLUE/1', 'default/1050/MUG-RED/1', 'default/1050/TOWEL/1'],
      },
    });
  });

  it('leave a line out for a quantity of zero', () => {
    const made = changeTerms(all, order, nobody, { lines: [{ sku: 'TOWEL', quantity: 0 }] });
    expect(made.ok && made.terms.lines.map(({ sku }) => sku)).toEqual(['MUG-BLUE', 'MUG-RED']);
  });

  it('spread a smaller total over the lines, exactly, and free nothing', () => {
    const made = changeTerms(all, order, nobody, { amount: 1_001n });
    expect(made).toMatchObject({ ok: true, amount: { minor: 1_001n }, terms: { claims: all.claims } });
    if (!made.ok) return;
    expect(total(made.terms.destination.payments)).toBe(1_001n);
    // What is not in the lines is the shipping's share.
    expect(total(made.terms.lines)).toBeLessThan(1_001n);
    expect(total(made.terms.lines)).toBeGreaterThan(850n);
  });

  it('take unchanged quantities beside a new total for what they are', () => {
    const lines = all.lines.map(({ sku, quantity }) => ({ sku, quantity }));
    expect(changeTerms(all, order, nobody, { lines, amount: 2_000n })).toMatchObject({
      ok: true,
      amount: { minor: 2_000n },
    });
  });

  it('keep to the units the case holds, also when lower ones are free by now', () => {
    const mugs = anOrder({ items: [anItem({ quantity: 3, tax: 0n })] });
    const second = filed(mugs, [{ sku: 'MUG-BLUE', quantity: 2 }], ['default/1042/MUG-BLUE/1']);
    const made = changeTerms(second, mugs, nobody, { lines: [{ sku: 'MUG-BLUE', quantity: 1 }] });
    expect(made.ok && made.terms.claims).toEqual(['default/1042/MUG-BLUE/2']);
    expect(second.claims).toContain('default/1042//shipping');
    const unchanged = changeTerms(second, mugs, nobody, { amount: second.requested.minor - 1n });
    expect(unchanged.ok && unchanged.terms.claims.sort()).toEqual([...second.claims].sort());
  });

  it.each<[string, Wish, string]>([
    ['more units than requested', { lines: [{ sku: 'MUG-RED', quantity: 3 }] }, 'lines'],
    ['an item of another order', { lines: [{ sku: 'SOFA', quantity: 1 }] }, 'lines'],
    ['half a unit', { lines: [{ sku: 'MUG-RED', quantity: 0.5 }] }, 'lines'],
    ['a negative quantity', { lines: [{ sku: 'MUG-RED', quantity: -1 }] }, 'lines'],
    [
      'one item twice',
      {
        lines: [
          { sku: 'TOWEL', quantity: 1 },
          { sku: 'TOWEL', quantity: 0 },
        ],
      },
      'lines',
    ],
    ['nothing at all', { lines: all.lines.map(({ sku }) => ({ sku, quantity: 0 })) }, 'lines'],
    ['no change', {}, 'lines'],
    ['the same quantities', { lines: [{ sku: 'TOWEL', quantity: 1 }] }, 'lines'],
    ['the same total', { amount: all.requested.minor }, 'amount'],
    ['a total of nothing', { amount: 0n }, 'amount'],
    ['more than was requested', { amount: all.requested.minor + 1n }, 'amount'],
    ['more than fewer lines give', { lines: [{ sku: 'TOWEL', quantity: 0 }], amount: all.requested.minor }, 'amount'],
  ])('are not %s', (_name, wish, field) => {
    expect(changeTerms(all, order, nobody, wish)).toEqual({ ok: false, field });
  });

  it('always sum to the amount, never above what was requested, and hold no unit more', () => {
    const quantities = fc.tuple(fc.nat(1), fc.nat(2), fc.nat(1)).map(([blue, red, towel]) => [
      { sku: 'MUG-BLUE', quantity: blue },
      { sku: 'MUG-RED', quantity: red },
      { sku: 'TOWEL', quantity: towel },
    ]);
    const wish = fc.record({ lines: quantities, amount: fc.bigInt({ min: 1n, max: 6_000n }) }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 4 }), (wishes) => {
        wishes.reduce<RefundCase>((one, given) => {
          const made = changeTerms(one, order, nobody, given as Wish);
          if (!made.ok) return one;
          const { lines, claims, destination } = made.terms;
          expect(total(destination.payments)).toBe(made.amount.minor);
          expect(made.amount.minor).toBeLessThanOrEqual(one.requested.minor);
          expect(total(lines)).toBeLessThanOrEqual(made.amount.minor);
          expect(claims.filter((key) => !one.claims.includes(key))).toEqual([]);
          expect(claims.filter((key) => !key.endsWith('shipping'))).toHaveLength(
            lines.reduce((sum, { quantity }) => sum + quantity, 0),
          );
          const proposed = { amount: made.amount, by: { staffId: 'x', name: 'x' }, at: new Date(0), reason: '' };
          return { ...one, ...made.terms, proposed };
        }, all);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an amount as people type it', () => {
  it.each([
    ['12.30', 'USD', 1_230n],
    ['12,30', 'EUR', 1_230n],
    ['$12', 'USD', 1_200n],
    ['1,234.50', 'USD', 123_450n],
    ['1.234,50 EUR', 'EUR', 123_450n],
    ['1 234,50 €', 'EUR', 123_450n],
    ['1,234', 'USD', 123_400n],
    ['¥1,500', 'JPY', 1_500n],
    ['1500.00', 'JPY', null],
    ['0.250', 'KWD', 250n],
    ['12.3', 'USD', null],
    ['1,23.00', 'USD', null],
    ['1.2.3', 'USD', null],
    ['-5.00', 'USD', null],
    ['', 'USD', null],
    ['all of it', 'USD', null],
    ['1e3', 'USD', null],
    ['99999999999999999999', 'USD', null],
  ])('%j in %s', (text, currency, minor) => {
    expect(readAmount(text, currency)).toBe(minor);
  });
});

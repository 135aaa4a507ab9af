import fc from 'fast-check';
import type { Order } from '../../src/domain/order';
import type { Destination } from '../../src/domain/refund-case';
import { quote } from '../../src/domain/refund-quote';
import { claimKeys, refundable } from '../../src/domain/units';
import { anItem, anOrder } from './an-order';

const mugs = (quantity: number) => [{ sku: 'MUG-BLUE', quantity }];
const captured = (order: Order) => order.payments.reduce((total, one) => total + one.captured, 0n);

/** Files one request after the other and hands on what each held and where its money went. */
function fileAll(order: Order, requests: readonly { sku: string; quantity: number }[][]) {
  let claims: string[] = [];
  const destinations: Destination[] = [];
  const quotes = requests.map((lines) => {
    const made = quote(order, lines, claims, { priorDestinations: destinations });
    claims = [...claims, ...claimKeys(order, lines, claims)];
    destinations.push(made.destination);
    return made;
  });
  return { quotes, claims, destinations };
}

describe('a quote', () => {
  it('gives back the whole order with tax and shipping, to the card it was paid with', () => {
    const made = quote(anOrder(), mugs(2), []);
    expect(made.lines).toEqual([
      {
        sku: 'MUG-BLUE',
        name: 'Blue mug',
        quantity: 2,
        amount: { minor: 2713n, currency: 'USD' },
        net: { minor: 2500n, currency: 'USD' },
        tax: { minor: 213n, currency: 'USD' },
        discount: { minor: 0n, currency: 'USD' },
      },
    ]);
    expect(made.shipping.minor).toBe(499n);
    expect(made.total.minor).toBe(3212n);
    expect(made.destination).toEqual({
      type: 'original',
      payments: [{ method: 'card', brand: 'visa', last4: '4242', amount: { minor: 3212n, currency: 'USD' } }],
    });
  });

  it('keeps the shipping while something of the order stays with the customer', () => {
    const { quotes } = fileAll(anOrder(), [mugs(1), mugs(1)]);
    expect(quotes.map(({ shipping, total }) => [shipping.minor, total.minor])).toEqual([
      [0n, 1357n],
      [499n, 1855n],
    ]);
  });

  it('never gives the shipping back twice, even after another case released its units', () => {
    const order = anOrder();
    const first = claimKeys(order, mugs(1), []);
    const second = claimKeys(order, mugs(1), first);
    expect(second).toContain('default/1042//shipping');
    // The first case is denied and its unit asked for again: the second still holds the shipping.
    expect(quote(order, mugs(1), second).shipping.minor).toBe(0n);
    expect(claimKeys(order, mugs(1), second)).toEqual(['default/1042/MUG-BLUE/1']);
  });

  it('never gives more than was captured', () => {
    const order = anOrder({ payments: [{ method: 'card', captured: 2000n }] });
    const { quotes } = fileAll(order, [mugs(1), mugs(1)]);
    expect(quotes.map(({ total }) => total.minor)).toEqual([1357n, 643n]);
  });

  it('cuts a request to what is left and quotes nothing for what was never sold', () => {
    const order = anOrder({ items: [anItem({ refundedQuantity: 1 })] });
    expect(quote(order, [...mugs(5), { sku: 'NOPE', quantity: 1 }], []).lines).toMatchObject([
      { sku: 'MUG-BLUE', quantity: 1 },
    ]);
  });

  it('goes to the card before the gift card, and never above what either paid', () => {
    const gift = { method: 'gift_card', last4: '7781', captured: 2000n };
    const card = { method: 'card', brand: 'visa', last4: '4242', captured: 1212n };
    const { quotes } = fileAll(anOrder({ payments: [gift, card] }), [mugs(1), mugs(1)]);
    expect(
      quotes.map(({ destination }) => destination.payments.map(({ method, amount }) => [method, amount.minor])),
    ).toEqual([
      [
        ['card', 1212n],
        ['gift_card', 145n],
      ],
      [['gift_card', 1855n]],
    ]);
  });

  it('sends store credit to store credit and moves no money for an exchange', () => {
    expect(quote(anOrder(), mugs(2), [], { resolution: 'store_credit' }).destination).toMatchObject({
      type: 'store_credit',
      payments: [{ method: 'store_credit', amount: { minor: 3212n } }],
    });
    expect(quote(anOrder(), mugs(2), [], { resolution: 'exchange' }).destination).toEqual({
      type: 'original',
      payments: [],
    });
  });
});

describe('figures that others publish for partial refunds', () => {
  const none = { price: 0n, tax: 0n };
  const unit = (item: Partial<Parameters<typeof anItem>[0] & object>, quantity = 1) =>
    quote(anOrder({ items: [anItem(item)], shipping: { price: 1n, tax: 0n } }), mugs(quantity), []).lines[0]!.amount
      .minor;

  it('one of two at 10.00 with 12.5 % tax is 11.25 (medusajs/medusa returns tests)', () => {
    expect(unit({ unitPrice: 1000n, tax: 250n })).toBe(1125n);
  });
  it('one of two at 10.00 with 2.00 off the line and 20 % tax is 10.80 (medusajs/medusa)', () => {
    expect(unit({ unitPrice: 1000n, discount: 200n, tax: 360n })).toBe(1080n);
  });
  it('two halves of a line of 106,754.12 are the same (medusajs/medusa)', () => {
    const order = anOrder({ items: [anItem({ unitPrice: 4452600n, discount: 9023n, tax: 1779235n })], shipping: none });
    expect(fileAll(order, [mugs(1), mugs(1)]).quotes.map(({ total }) => total.minor)).toEqual([5337706n, 5337706n]);
  });
  it('a unit at 10.00 with 1.00 off each gives 9.00 (Sylius/RefundPlugin)', () => {
    expect(unit({ unitPrice: 1000n, discount: 200n, tax: 0n })).toBe(900n);
  });
  it('everything with half-price shipping is 33.75, of which 2.75 is tax (Sylius/RefundPlugin credit memo)', () => {
    const order = anOrder({
      items: [anItem({ unitPrice: 1000n, discount: 400n, tax: 160n })],
      shipping: { price: 1500n, tax: 115n },
    });
    expect(quote(order, mugs(2), []).total.minor).toBe(3375n);
  });
  it('the money told for five items is their sum, 918.43 (sierra-research/tau2-bench retail)', () => {
    const prices = [20080n, 9635n, 19338n, 23137n, 19653n];
    const items = prices.map((unitPrice, index) => anItem({ sku: `S${index}`, quantity: 1, unitPrice, tax: 0n }));
    const lines = items.map(({ sku }) => ({ sku, quantity: 1 }));
    expect(quote(anOrder({ items, shipping: none }), lines, []).total.minor).toBe(91843n);
  });
});

describe('any order, refunded in any parts and any sequence', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 9n });
  const item = fc
    .record({
      quantity: fc.integer({ min: 1, max: 6 }),
      unitPrice: amount,
      tax: amount,
      off: fc.integer({ min: 0, max: 100 }),
    })
    .map(({ quantity, unitPrice, tax, off }) => ({
      quantity,
      unitPrice,
      tax,
      discount: (unitPrice * BigInt(quantity) * BigInt(off)) / 100n,
    }));
  const order = fc
    .record({
      items: fc.array(item, { minLength: 1, maxLength: 5 }),
      shipping: amount,
      gift: fc.integer({ min: 0, max: 100 }),
    })
    .map(({ items, shipping, gift }) => {
      const made = anOrder({
        items: items.map((one, index) => anItem({ ...one, sku: `SKU/${index}` })),
        shipping: { price: shipping, tax: 3n },
      });
      const total = captured(made);
      const onGift = (total * BigInt(gift)) / 100n;
      return {
        ...made,
        payments: [
          { method: 'gift_card', captured: onGift },
          { method: 'card', last4: '4242', captured: total - onGift },
        ],
      };
    });
  /** The order's units as single requests, shuffled, then glued into requests of one to three. */
  const partition = order.chain((made) => {
    const units = made.items.flatMap(({ sku, quantity }) =>
      Array.from({ length: quantity }, () => ({ sku, quantity: 1 })),
    );
    const shuffled = fc.shuffledSubarray(units, { minLength: units.length, maxLength: units.length });
    return fc.tuple(fc.constant(made), shuffled, fc.infiniteStream(fc.integer({ min: 1, max: 3 })));
  });

  it('sums exactly to what was captured, each part at least zero, no payment above its own', () => {
    fc.assert(
      fc.property(partition, ([made, units, sizes]) => {
        const requests: { sku: string; quantity: number }[][] = [];
        while (units.length > 0) requests.push(units.splice(0, sizes.next().value ?? 1));
        const { quotes, claims, destinations } = fileAll(made, requests);
        expect(quotes.reduce((total, one) => total + one.total.minor, 0n)).toBe(captured(made));
        expect(new Set(claims).size).toBe(claims.length);
        for (const one of quotes) {
          expect(
            one.total.minor >= 0n &&
              one.lines.every(
                ({ amount: given, net, tax }) => given.minor === net.minor + tax.minor && net.minor >= 0n,
              ),
          ).toBe(true);
          expect(one.destination.payments.reduce((total, part) => total + part.amount.minor, 0n)).toBe(one.total.minor);
        }
        for (const payment of made.payments) {
          const back = destinations.flatMap((one) => one.payments).filter(({ method }) => method === payment.method);
          expect(back.reduce((total, part) => total + part.amount.minor, 0n)).toBe(payment.captured);
        }
        expect(refundable(made, claims)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('claim keys', () => {
  it('name client, order, SKU and unit, lowest free unit first', () => {
    expect(claimKeys(anOrder(), mugs(1), ['default/1042/MUG-BLUE/1'])).toEqual([
      'default/1042/MUG-BLUE/2',
      'default/1042//shipping',
    ]);
  });
  it('tell apart names that hold a slash', () => {
    const keys = (orderNo: string, sku: string) =>
      claimKeys(anOrder({ orderNo, items: [anItem({ sku })] }), [{ sku, quantity: 1 }], []);
    expect(keys('1/2', '3')).not.toEqual(keys('1', '2/3'));
  });
  it('count a SKU through when it stands on two lines', () => {
    const order = anOrder({ items: [anItem({ quantity: 1 }), anItem({ quantity: 1, unitPrice: 999n })] });
    expect(refundable(order, [])).toEqual([{ sku: 'MUG-BLUE', name: 'Blue mug', quantity: 2 }]);
    expect(claimKeys(order, mugs(2), [])).toEqual([
      'default/1042/MUG-BLUE/1',
      'default/1042/MUG-BLUE/2',
      'default/1042//shipping',
    ]);
  });
});

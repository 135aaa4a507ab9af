import fc from 'fast-check';
import {
  add,
  compare,
  exponent,
  formatMoney,
  isCurrency,
  money,
  moneyFromJson,
  moneyToJson,
  parseDecimal,
  parseMinor,
  split,
  subtract,
  sum,
  zero,
} from '../../src/domain/money';
import { AppError } from '../../src/errors';
import { ALLOCATIONS, DISPLAYED } from './published-amounts';

const usd = (minor: bigint) => money(minor, 'USD');
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('splitting an amount', () => {
  test.each(ALLOCATIONS)('gives $parts for $amount by $weights, as $source does', ({ amount, weights, parts }) => {
    expect(split(usd(amount), weights).map(({ minor }) => minor)).toEqual(parts);
  });

  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 40 });
  const amount = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });

  it('loses and makes nothing, whatever the weights', () => {
    fc.assert(fc.property(amount, weights, (minor, shares) => sum(split(usd(minor), shares), 'USD').minor === minor));
  });

  it('splits a negative amount as the mirror of the positive one', () => {
    fc.assert(
      fc.property(amount, weights, (minor, shares) => {
        const mirrored = split(usd(-minor), shares).map((part) => -part.minor);
        expect(mirrored).toEqual(split(usd(minor), shares).map((part) => part.minor));
      }),
    );
  });

  it('keeps every part within one unit of its exact share', () => {
    fc.assert(
      fc.property(amount, weights, (minor, shares) => {
        const total = shares.reduce((added, share) => added + share, 0n);
        fc.pre(total > 0n);
        split(usd(minor), shares).forEach((part, index) => {
          const off = part.minor * total - minor * shares[index]!;
          expect(off < total && -off < total).toBe(true);
        });
      }),
    );
  });

  it('refuses no weights and negative ones', () => {
    expect(() => split(usd(100n), [])).toThrow(AppError);
    expect(() => split(usd(100n), [1n, -1n])).toThrow(AppError);
  });
});

describe('currencies', () => {
  test.each([
    ['JPY', 0],
    ['ISK', 0],
    ['USD', 2],
    ['HUF', 2],
    ['MGA', 2],
    ['KWD', 3],
    ['IQD', 3],
    ['CLF', 4],
    ['UYW', 4],
  ])('%s has %i minor digits by ISO 4217', (code, digits) => expect(exponent(code)).toBe(digits));

  test.each(['usd', 'XXX', 'XAU', '', '__proto__', 'constructor'])('%s is no currency', (code) => {
    expect(isCurrency(code)).toBe(false);
    expect(() => exponent(code)).toThrow(expect.objectContaining({ code: 'BadRequest' }));
  });

  it('never mixes two of them', () => {
    expect(() => add(usd(1n), money(1n, 'EUR'))).toThrow(AppError);
    expect(() => compare(usd(1n), money(1n, 'EUR'))).toThrow(AppError);
    expect(() => sum([usd(1n), money(1n, 'EUR')], 'USD')).toThrow(AppError);
  });
});

describe('arithmetic', () => {
  it('adds, subtracts and compares exactly', () => {
    expect(add(usd(1n), usd(2n))).toEqual(usd(3n));
    expect(subtract(usd(1n), usd(2n))).toEqual(usd(-1n));
    expect([usd(3n), usd(1n), usd(2n)].sort(compare)).toEqual([usd(1n), usd(2n), usd(3n)]);
    expect(sum([], 'JPY')).toEqual(zero('JPY'));
  });
});

describe('reading and writing amounts', () => {
  it('comes back from JSON as it went, at any size', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), (minor) => {
        const json: unknown = JSON.parse(JSON.stringify(moneyToJson(usd(minor))));
        expect(moneyFromJson(json)).toEqual(usd(minor));
      }),
    );
  });

  test.each([
    null,
    'x',
    {},
    { minor: '1.5', currency: 'USD' },
    { minor: '1', currency: 'XXX' },
    { minor: 1.5, currency: 'USD' },
  ])('refuses %j as an amount', (value) =>
    expect(() => moneyFromJson(value)).toThrow(expect.objectContaining({ code: 'BadRequest' })),
  );

  test.each([
    [12, 12n],
    ['0012', 12n],
    ['-3', -3n],
    [2 ** 53, null],
    ['1e3', null],
    ['', null],
    [' 1', null],
  ])('reads %j as %s minor units', (value, minor) => expect(parseMinor(value)).toBe(minor));

  test.each(DISPLAYED)('reads %s %s as %s minor units', (text, currency, minor) => {
    expect(parseDecimal(text, currency)).toBe(minor);
  });

  it('refuses more decimals than the currency has', () => {
    expect(parseDecimal('1.005', 'USD')).toBeNull();
    expect(parseDecimal('1.0', 'JPY')).toBeNull();
  });

  test.each([
    [1230n, 'USD', 'en-US', '$12.30'],
    [-5n, 'USD', 'en-US', '-$0.05'],
    [123456n, 'EUR', 'de-DE', '1.234,56 €'],
    [9620n, 'JPY', 'en-US', '¥9,620'],
    [30000n, 'KWD', 'en-US', 'KWD 30.000'],
    [123456789012345678905n, 'USD', 'en-US', '$1,234,567,890,123,456,789.05'],
    [150n, 'HUF', 'en-US', 'HUF 1.50'],
  ])('writes %s minor units of %s in %s as %s', (minor, currency, locale, text) => {
    expect(plain(formatMoney(money(minor, currency), locale))).toBe(text);
  });

  it('writes English where the locale makes no sense', () => {
    expect(formatMoney(usd(1230n), 'not a locale!')).toBe('$12.30');
  });
});

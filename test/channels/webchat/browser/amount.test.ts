import fc from 'fast-check';
import { decimal, formatAmount, readAmount, sum } from '../../../../channels/webchat/browser/words/amount';

test.each([
  ['1230', 'USD', 'en-US', '$12.30'],
  ['5', 'USD', 'en-US', '$0.05'],
  ['-1230', 'USD', 'en-US', '-$12.30'],
  ['9620', 'JPY', 'en-US', '¥9,620'],
  ['30000', 'KWD', 'en-US', 'KWD 30.000'],
  ['123456', 'EUR', 'de-DE', '1.234,56 €'],
  ['1230', 'USD', 'es-ES', '12,30 US$'],
  // Beyond what a number can hold, and where a float would round.
  ['9007199254740993', 'USD', 'en-US', '$90,071,992,547,409.93'],
  ['123456789012345678901', 'USD', 'en-US', '$1,234,567,890,123,456,789.01'],
])('%s minor units of %s are written %s as %s', (minor, currency, locale, written) => {
  expect(formatAmount({ minor, currency }, locale).replace(/\s/g, ' ')).toBe(written);
});

test('moving the point never changes a digit', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.integer({ min: 0, max: 4 }), (minor, digits) => {
      const text = decimal(String(minor), digits);
      expect(BigInt(text.replace('.', ''))).toBe(minor);
      expect(text.split('.')[1] ?? '').toHaveLength(digits);
    }),
  );
});

test('sums are exact and empty ones are none', () => {
  const usd = (minor: string) => ({ minor, currency: 'USD' });
  expect(sum([usd('9007199254740993'), usd('1')])).toEqual(usd('9007199254740994'));
  expect(sum([])).toBeUndefined();
});

test.each([
  undefined,
  null,
  12,
  {},
  { minor: 12, currency: 'USD' },
  { minor: '12.5', currency: 'USD' },
  { minor: '1', currency: 'usd' },
])('%j is no amount', (value) => expect(readAmount(value)).toBeUndefined());

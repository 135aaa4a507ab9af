import fc from 'fast-check';
import { readReceipt, type Receipt } from '../../../../channels/webchat/browser/view/receipt';
import { render } from '../../../../src/turn/render';
import type { Value } from '../../../../src/turn/message';

const amount = (minor: string, currency = 'USD') => ({ minor, currency });
const line = (name: string, quantity: number, minor: string, more: Record<string, Value> = {}) => ({
  sku: name,
  name,
  quantity,
  amount: amount(minor),
  ...more,
});

const VALUES: Record<string, Value> = {
  orderNo: '1042',
  lines: [
    line('Blue mug', 2, '2713', { tax: amount('213'), discount: amount('100') }),
    line('Poster: "12.50, a price"', 1, '123456789'),
  ],
  shipping: amount('499'),
  total: amount('123460001'),
  destination: { type: 'original', payments: [{ method: 'card', brand: 'visa', last4: '4242' }] },
  reason: { l1: 'not_as_described', l2: 'damaged_in_transit', verbatim: 'it cost: $5, and\nit broke:\nlook' },
  lead: { key: 'changed' },
};

const capabilities = {
  delivery: 'feed',
  maxText: 8000,
  choices: 'buttons',
  structured: true,
  attachments: true,
} as const;
const textOf = (values: Record<string, Value>, locale = 'en-US'): string =>
  render({ key: 'refund.readBack', values }, { locale, capabilities })[0]?.text ?? '';

const together = ({ lead, heading, sums, facts, question }: Receipt): string =>
  [
    lead,
    heading,
    ...sums.map(({ name, amount: figure, mark, note }) => `${name}: ${figure}${mark}${note}`),
    ...facts.map(({ name, text }) => (name ? `${name}: ${text}` : text)),
    question,
  ]
    .filter(Boolean)
    .join('\n');

describe('a read-back as a receipt', () => {
  it('has a row for every line with an amount, what is said of it beside, the total last', () => {
    expect(readReceipt(textOf(VALUES), 2)).toEqual({
      lead: 'Changed.',
      heading: 'Please check this refund for order 1042:',
      sums: [
        { name: '2 x Blue mug', amount: '$27.13', mark: ' ', note: '(after $1.00 discount, tax $2.13 included)' },
        { name: 'Poster: "12.50, a price"', amount: '$1,234,567.89', mark: '', note: '' },
        { name: 'Shipping', amount: '$4.99', mark: '', note: '' },
        { name: 'Total', amount: '$1,234,600.01', mark: ', ', note: 'back to your Visa card ending in 4242.' },
      ],
      facts: [{ name: 'Reason', text: 'arrived damaged ("it cost: $5, and\nit broke:\nlook").' }],
      question: 'Shall I send it?',
    });
  });

  it('moves no money for an exchange', () => {
    const read = readReceipt(textOf({ ...VALUES, variant: 'exchange' }), 2);
    expect(read?.sums).toEqual([]);
    expect(read?.facts.map(({ name }) => name)).toEqual(['', 'Reason']);
  });

  it.each(['en-US', 'en-GB', 'es-ES', 'es-MX'])(
    'loses and adds no word in %s, whatever the currency and the wish',
    (locale) => {
      for (const currency of ['USD', 'EUR', 'GBP', 'JPY', 'KWD'])
        for (const variant of ['refund', 'exchange', 'store_credit']) {
          const values = { ...VALUES, variant, total: amount('1234567', currency), shipping: amount('-350', currency) };
          const text = textOf(values, locale);
          const read = readReceipt(text, 2);
          expect(read && together(read)).toBe(text);
          if (variant !== 'exchange') expect(read?.sums).toHaveLength(4);
        }
    },
  );

  it('loses and adds no word, whatever the text', () => {
    const words = fc.string({ maxLength: 12 });
    const line = fc.oneof(
      words,
      fc.constantFrom(':', 'Total: $5', 'Check this:', 'Shall I?', 'A: 5,00 €, b: $2', 'Reason: x', '2 x A: B: $1 (c)'),
      fc.tuple(words, words).map(([name, text]) => `${name}: ${text}`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 9 }), fc.nat(4), (lines, items) => {
        const text = lines
          .join('\n')
          .split('\n')
          .filter((one) => one.trim() !== '')
          .join('\n');
        const read = readReceipt(text, items);
        if (read) expect(together(read)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is none where the text has another form', () => {
    expect(readReceipt(textOf({ ...VALUES, lead: null, attempt: 3 }), 2)).toBeUndefined();
    expect(readReceipt('', 0)).toBeUndefined();
    expect(readReceipt('Please check:', 0)).toBeUndefined();
  });
});

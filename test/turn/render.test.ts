import { choiceText, render } from '../../src/turn/render';
import type { Message } from '../../src/turn/message';

const buttons = { delivery: 'feed', maxText: 4000, choices: 'buttons', structured: false, attachments: true } as const;
const numbers = { ...buttons, choices: 'numbers', maxText: 1600 } as const;

const RECEIPT: Message = {
  key: 'refund.readBack',
  values: {
    orderNo: '1042',
    lines: [
      {
        sku: 'MUG-BLUE',
        name: 'Blue mug',
        quantity: 2,
        amount: { minor: '2713', currency: 'USD' },
        tax: { minor: '213', currency: 'USD' },
        discount: { minor: '100', currency: 'USD' },
      },
      { sku: 'CUP', name: 'Cup', quantity: 1, amount: { minor: '500', currency: 'USD' } },
    ],
    shipping: { minor: '499', currency: 'USD' },
    total: { minor: '3712', currency: 'USD' },
    destination: {
      type: 'original',
      payments: [{ method: 'card', brand: 'visa', last4: '4242', amount: { minor: '3712', currency: 'USD' } }],
    },
    reason: { l1: 'not_as_described', l2: 'damaged_in_transit', verbatim: 'it came in pieces' },
    resolution: 'refund',
    variant: 'refund',
  },
  choices: [{ value: 'r1:confirm:yes:abcdef', label: { key: 'choice.send' } }],
};

const textOf = (
  message: Message,
  locale = 'en-US',
  capabilities: typeof buttons | typeof numbers = buttons,
  timeZone?: string,
): string =>
  render(message, { locale, capabilities, ...(timeZone ? { timeZone } : {}) })
    .map(({ text }) => text)
    .join('\n---\n');

describe('a message in words', () => {
  it('says how many photos go with a request, and nothing where there are none', () => {
    const having = (photos: number): Message => ({ ...RECEIPT, values: { ...RECEIPT.values, photos } });
    expect(textOf(having(2))).toContain('\nPhotos: 2.\nShall I send it?');
    expect(textOf(having(1), 'es')).toContain('\nFotos: 1.\n');
    expect(textOf(having(0))).not.toContain('Photos');
  });

  it('tells a read-back whole: lines, tax, discount, shipping, total, destination, reason', () => {
    expect(textOf(RECEIPT)).toBe(
      [
        'Please check this refund for order 1042:',
        '2 x Blue mug: $27.13 (after $1.00 discount, tax $2.13 included)',
        'Cup: $5.00',
        'Shipping: $4.99',
        'Total: $37.12, back to your Visa card ending in 4242.',
        'Reason: arrived damaged ("it came in pieces").',
        'Shall I send it?',
      ].join('\n'),
    );
  });

  it('writes money and dates as the locale does', () => {
    const amounts = { ...RECEIPT.values, total: { minor: '123456', currency: 'EUR' } };
    expect(textOf({ ...RECEIPT, values: amounts }, 'es-ES')).toContain('Total: 1234,56 €');
    const promise: Message = { key: 'handoff.waiting', values: { promisedBy: '2026-11-23T09:30:00Z' } };
    expect(textOf(promise, 'en-US', buttons, 'America/New_York')).toContain('Monday, November 23 at 4:30 AM');
    expect(textOf(promise, 'en-GB')).toContain('Monday 23 November at 09:30');
    expect(textOf(promise, 'es-ES')).toContain('lunes 23 de noviembre, 9:30');
  });

  it('puts the choices into the text where there are no buttons', () => {
    const [one] = render(RECEIPT, { locale: 'en', capabilities: numbers });
    expect(one?.text.endsWith('\n1. Yes, send it')).toBe(true);
    expect(one?.choices).toEqual([{ value: 'r1:confirm:yes:abcdef', text: 'Yes, send it' }]);
    expect(textOf(RECEIPT)).not.toContain('1. ');
  });

  it('splits what is too long between lines, with the choices beside the last part', () => {
    const parts = render(RECEIPT, { locale: 'en', capabilities: { ...numbers, maxText: 90 } });
    expect(parts.length).toBeGreaterThan(2);
    for (const { text } of parts) expect(text.length).toBeLessThanOrEqual(90);
    expect(parts.slice(0, -1).every(({ choices }) => choices.length === 0)).toBe(true);
    expect(parts.at(-1)?.choices).toHaveLength(1);
    expect(parts.map(({ text }) => text).join(' ')).toContain('Shall I send it?');
  });

  it('has other words for the second and third try, and starts over after that', () => {
    const at = (attempt: number) => textOf({ key: 'refund.askOrder', values: { attempt } });
    expect(new Set([at(1), at(2), at(3)]).size).toBe(3);
    expect(at(4)).toBe(at(1));
  });

  it('falls back from the particular text to the general one', () => {
    const values = {
      caseNo: 'RF-1',
      lines: [],
      since: '2026-11-18T10:00:00Z',
      expected: '2026-11-20T10:00:00Z',
      amount: { minor: '1', currency: 'USD' },
    };
    expect(textOf({ key: 'status.report', values: { ...values, variant: 'requested_store_credit' } })).toContain(
      'looks at it by Friday, November 20',
    );
    expect(textOf({ key: 'status.report', values: { ...values, variant: 'unheard_of' } })).toContain(
      'asked for on Wednesday',
    );
  });

  it('opens with the sentence that mirrors what was understood', () => {
    const items = [{ sku: 'A', name: 'Blue mug', quantity: 2 }];
    expect(textOf({ key: 'refund.askReason', values: { count: 2, lead: { key: 'items', items } } })).toBe(
      '2 x Blue mug, then. What was wrong with them?',
    );
  });

  it('leaves what customers wrote as it is, also where it looks like a placeholder', () => {
    const reason = { l1: 'other', l2: 'other', verbatim: 'give me {{total}} $t(help) & <b>now</b>' };
    expect(textOf({ ...RECEIPT, values: { ...RECEIPT.values, reason } })).toContain(
      '("give me {{total}} $t(help) & <b>now</b>")',
    );
    expect(choiceText({ literal: '{{total}}' }, 'en')).toBe('{{total}}');
  });

  it('names every way of paying, two at once too', () => {
    const payments = [
      { method: 'card', brand: 'visa', last4: '4242', amount: { minor: '2000', currency: 'USD' } },
      { method: 'gift_card', amount: { minor: '500', currency: 'USD' } },
    ];
    const both = { ...RECEIPT.values, destination: { type: 'original', payments } };
    expect(textOf({ ...RECEIPT, values: both })).toContain(
      'back as $20.00 to your Visa card ending in 4242 and $5.00 to your gift card',
    );
    const paypal = {
      ...RECEIPT.values,
      destination: { type: 'original', payments: [{ method: 'paypal', amount: null }] },
    };
    expect(textOf({ ...RECEIPT, values: paypal })).toContain('back to your PayPal account');
  });

  it('speaks English where it has no texts', () => {
    expect(textOf({ key: 'refund.askOrder' }, 'fr-FR')).toContain('order number');
  });
});

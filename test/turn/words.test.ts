import { createInstance } from 'i18next';
import { texts } from '../../locales';
import { formats, type FormatContext, type Speech } from '../../src/turn/render/formats';
import { say } from '../../src/turn/render/words';
import type { Value } from '../../src/turn/message';

type Texts = { [key: string]: string | Texts };
type Values = Record<string, Value>;

const flat = (given: Texts, prefix = ''): [string, string][] =>
  Object.entries(given).flatMap(([name, one]) =>
    typeof one === 'string' ? [[prefix + name, one] as [string, string]] : flat(one, `${prefix}${name}.`),
  );

/** The library alone, without anything remembered. */
function plainly(key: string, values: Values, speech: Speech): string {
  const instance = createInstance();
  void instance.init({
    resources: { en: { translation: texts.en }, es: { translation: texts.es } },
    fallbackLng: 'en',
    initAsync: false,
    interpolation: { escapeValue: false, nestingPrefix: '\u0000(', nestingSuffix: ')\u0000' },
  });
  for (const [name, format] of Object.entries(formats))
    instance.services.formatter?.add(name, (value: Value | undefined, _lng, options) =>
      value === undefined || value === null ? '' : format(value, options as FormatContext),
    );
  const again = (inner: string, more: Values): string => plainly(inner, more, speech);
  return String(instance.t(key, { ...values, lng: speech.locale, speech, say: again } as Record<string, unknown>));
}

const money = { minor: '1230', currency: 'USD' };
const line = { sku: 'MUG', name: 'Blue mug', quantity: 2, amount: money, tax: { minor: '0', currency: 'USD' } };
const SAMPLES: Record<string, Value> = {
  money,
  date: '2026-11-21T10:00:00Z',
  dateTime: '2026-11-21T10:00:00Z',
  items: [line],
  receipt: [line],
  shipping: money,
  photos: 2,
  destination: { type: 'original', payments: [{ method: 'card', brand: 'visa', last4: '4242' }] },
  reason: { l1: 'damaged', l2: 'arrived', verbatim: 'it broke {{name}} $& $1' },
  reasonName: { l1: 'damaged', l2: 'arrived' },
  denial: ['window_closed'],
  alternatives: ['store_credit'],
  side: { channel: 'sms', address: '+15005550006' },
  places: [{ channel: 'sms', address: '+15005550006' }],
};

/** A value for every placeholder of a text. */
function valuesFor(text: string): Values {
  const values: Values = {};
  for (const [, name = '', format] of text.matchAll(/\{\{\s*(\w+)\s*(?:,\s*(\w+)\s*)?\}\}/g))
    values[name] = format ? (SAMPLES[format] ?? null) : name === 'count' ? 2 : 'Ana $& "quoted" <b>';
  return values;
}

describe.each(['en', 'es'] as const)('texts in %s', (lng) => {
  const speech: Speech = { locale: lng, timeZone: 'UTC' };
  const all = flat(texts[lng] as Texts);

  it('are filled in as i18next fills them in', () => {
    const chosen = all.filter(([, text]) => text.includes('{{'));
    expect(chosen.length).toBeGreaterThan(50);
    for (const [key, text] of chosen) {
      const values = valuesFor(text);
      const base = 'count' in values ? key.replace(/_(one|other|many)$/, '') : key;
      expect([key, say([base], values, speech)]).toEqual([key, plainly(base, values, speech)]);
    }
  });

  it('leave nothing behind where a value is missing', () => {
    for (const [key, text] of all.filter(([name]) => !/_(one|other|many)$/.test(name)))
      if (text.includes('{{')) expect(say([key], {}, speech)).not.toContain('{{');
  });
});

test('a text without that key is the key, and one with a count is chosen by it', () => {
  const speech: Speech = { locale: 'en', timeZone: 'UTC' };
  expect(say(['no.such.key'], {}, speech)).toBe('no.such.key');
  const plural = flat(texts.en as Texts).find(([key]) => key.endsWith('_other'));
  expect(plural).toBeDefined();
  const base = String(plural?.[0]).replace(/_other$/, '');
  expect(say([base], { count: 2 }, speech)).toBe(plainly(base, { count: 2 }, speech));
});

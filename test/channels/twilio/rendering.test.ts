import { smsSize, toPlain } from '../../../channels/twilio/gsm7';
import { slice, twilioSettings } from '../../../channels/twilio/settings';
import { texts } from '../../../locales';
import { createNames } from '../../../src/phone-names';

type Tree = { [name: string]: string | Tree };
const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [[prefix + name, value] as [string, string]] : flat(value, `${prefix}${name}.`),
  );

/**
 * Twilio's opt-out, opt-in and help words in English, and those of its Spanish Advanced Opt-Out. YES and SÍ are not among
 * them: they answer a confirmation, and that has to work beside the carrier.
 */
const CARRIER =
  'stop stopall unsubscribe cancel end quit revoke optout start unstop help info alto baja parar cancelar fin iniciar comenzar ayuda'.split(
    ' ',
  );
const isCarrierWord = (text: string): boolean =>
  CARRIER.includes(
    text
      .trim()
      .toLowerCase()
      .replace(/[.!?]$/, ''),
  );

describe.each(Object.entries(texts))('the prompts in %s', (_locale, tree) => {
  const all = flat(tree as unknown as Tree).filter(([key]) => !key.startsWith('word.'));

  it('name no word of the carrier as a command, in quotes or in capitals', () => {
    const quoted = all.flatMap(([key, text]) =>
      [...text.matchAll(/["“«]([^"”»]+)["”»]/g)].map(([, word = '']) => [key, word]),
    );
    expect(quoted.length).toBeGreaterThan(20);
    expect(quoted.filter(([, word = '']) => isCarrierWord(word))).toEqual([]);
    const capitals = all.flatMap(([key, text]) => [...text.matchAll(/\b\p{Lu}{3,}\b/gu)].map(([word]) => [key, word]));
    // The way out that carriers want in the first message nobody asked for: there alone.
    const known = capitals.filter(([, word = '']) => isCarrierWord(word));
    expect(known).toEqual([['tail.optOut', 'STOP']]);
  });

  it('offer no word of the carrier as a choice', () => {
    const choices = all.filter(([key]) => /^(choice|change|resolution|reason|reasonGroup)\b/.test(key));
    expect(choices.length).toBeGreaterThan(40);
    expect(choices.filter(([, text]) => isCarrierWord(text))).toEqual([]);
  });
});

describe('an SMS', () => {
  it.each([
    ['a'.repeat(160), 'GSM-7', 1],
    ['a'.repeat(161), 'GSM-7', 2],
    ['a'.repeat(306), 'GSM-7', 2],
    ['a'.repeat(307), 'GSM-7', 3],
    [`${'a'.repeat(158)}€`, 'GSM-7', 1],
    [`${'a'.repeat(159)}€`, 'GSM-7', 2],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3],
    ['ñ¿¡é'.repeat(40), 'GSM-7', 1],
    ['á'.repeat(70), 'UCS-2', 1],
    ['á'.repeat(71), 'UCS-2', 2],
    ['á'.repeat(134), 'UCS-2', 2],
    ['á'.repeat(135), 'UCS-2', 3],
    ['😀'.repeat(35), 'UCS-2', 1],
    ['😀'.repeat(36), 'UCS-2', 2],
    ['', 'GSM-7', 1],
  ])('%# is counted as Twilio counts it', (text, encoding, segments) =>
    expect(smsSize(text)).toEqual({ encoding, segments }),
  );

  it('loses its typography but no letter', () => {
    const given = '“It’s” – «so» — 2 × 3… \u00a0\u202f•\u200b\u00ad José, año, ¿qué?';
    expect(toPlain(given)).toBe('"It\'s" - "so" - 2 x 3...   - José, año, ¿qué?');
    expect(smsSize(toPlain('“Smart” – quotes…')).encoding).toBe('GSM-7');
    expect(toPlain('áíóúÁ漢😀')).toBe('áíóúÁ漢😀');
  });
});

describe('the settings', () => {
  const fine = {
    TWILIO_ACCOUNT_SID: 'AC1234',
    TWILIO_AUTH_TOKEN: 'one,two',
    TWILIO_SMS_FROM: '+15005550006, +15005550007',
  };

  it('read lists, both tokens and WhatsApp numbers with or without their prefix', () => {
    const given = {
      ...fine,
      TWILIO_WHATSAPP_FROM: 'whatsapp:+15005550001,+15005550002',
      TWILIO_API_BASE: 'http://127.0.0.1:9/',
    };
    expect(slice.check(given)).toEqual([]);
    expect(twilioSettings(given)).toEqual({
      templates: {},
      accountSid: 'AC1234',
      authTokens: ['one', 'two'],
      smsFrom: ['+15005550006', '+15005550007'],
      whatsappFrom: ['+15005550001', '+15005550002'],
      apiBase: 'http://127.0.0.1:9',
      prefixHosts: false,
      smsPerSecond: 1,
      whatsappPerSecond: 80,
    });
    expect(twilioSettings(undefined)).toBeUndefined();
  });

  it.each([
    [{ TWILIO_ACCOUNT_SID: 'SK1' }, 'TWILIO_ACCOUNT_SID'],
    [{ TWILIO_AUTH_TOKEN: 'a,b,c' }, 'TWILIO_AUTH_TOKEN'],
    [{ TWILIO_SMS_FROM: '555' + '-x' }, 'TWILIO_SMS_FROM'],
    [{ TWILIO_WHATSAPP_FROM: 'whatsapp:Ana' }, 'TWILIO_WHATSAPP_FROM'],
    [{ TWILIO_API_BASE: 'http://example.com' }, 'TWILIO_API_BASE'],
    [{ TWILIO_API_BASE_HOSTS: 'yes' }, 'TWILIO_API_BASE_HOSTS'],
    [{ TWILIO_SMS_MPS: '0' }, 'TWILIO_SMS_MPS'],
    [{ TWILIO_WHATSAPP_MPS: 'fast' }, 'TWILIO_WHATSAPP_MPS'],
    [{ TWILIO_API_KEY: 'SK12' }, 'TWILIO_API_SECRET'],
    [{ TWILIO_API_SECRET: 'geheim' }, 'TWILIO_API_KEY'],
    [{ TWILIO_SMS_FROM: undefined }, 'TWILIO_SMS_FROM, TWILIO_WHATSAPP_FROM'],
  ])('refuse %j by its name and never by its value', (more, name) => {
    const problems = slice.check({ ...fine, ...more });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.startsWith(name)).toBe(true);
    expect(problems[0]).not.toMatch(/geheim/);
  });
});

describe('the name of a conversation in a log line', () => {
  it('is its id, but of a phone a keyed hash that stays the same', () => {
    const names = createNames('secret one');
    expect(names('webchat', 'abc')).toBe('abc');
    expect(names('sms', '+12025550143')).toMatch(/^#[0-9a-f]{16}$/);
    expect(names('sms', '+12025550143')).toBe(createNames('secret one')('sms', '+12025550143'));
    expect(names('sms', '+12025550143')).not.toBe(createNames('secret two')('sms', '+12025550143'));
    expect(names('sms', '+12025550143')).not.toBe(names('whatsapp', '+12025550143'));
  });
});

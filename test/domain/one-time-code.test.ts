import fc from 'fast-check';
import { createCodeSeal } from '../../src/code-seal';
import { CODE_LETTERS, findCodes, makeCode, sealedCodeIn, withoutSealed } from '../../src/domain/one-time-code';
import { redactMessage } from '../../src/domain/redact-message';
import { redact } from '../../src/domain/redaction';

const seal = createCodeSeal('a secret of the service');
const bytes = fc.uint8Array({ minLength: 8, maxLength: 8 });
const code = bytes.map(makeCode);
/** Ways in which people write a code down. */
const spelling = fc.constantFrom<(code: string) => string>(
  (one) => one,
  (one) => one.toLowerCase(),
  (one) => one.replace('-', ' '),
  (one) => one.replace('-', ''),
  (one) => one.replace('-', '\u2013'),
  (one) => one.replace('-', ' \u2014 '),
  (one) => `${one.slice(0, 6)} ${one.slice(6)}`,
  (one) => [...one.replace('-', '')].join(' '),
  (one) => one.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
);
const words = fc.constantFrom(
  '',
  'my code is',
  'order 1042, ana@example.com,',
  'card 4242 4242 4242 4242',
  'cvv 123',
  '1042',
  'verification code',
  'mi código es',
);

const stored = (text: string, shapes: RegExp[] = []) => redactMessage(text, { seal, shapes });

describe('a one-time code', () => {
  it('is two letters, a dash and six digits, none of which can be mistaken for another', () => {
    fc.assert(fc.property(bytes, (random) => expect(makeCode(random)).toMatch(/^[HKLQRWXY]{2}-[2-9]{6}$/)));
  });

  it('is made of every byte, and is as likely as any other', () => {
    const made = new Set(Array.from({ length: 256 }, (_, byte) => makeCode(new Uint8Array(8).fill(byte))));
    expect(made.size).toBe(CODE_LETTERS.length);
    const changed = Array.from({ length: 8 }, (_, at) => makeCode(new Uint8Array(8).fill(0).fill(1, at, at + 1)));
    expect(new Set(changed).size).toBe(8);
  });

  it('is recognised however people write it, and whatever stands around it', () => {
    fc.assert(
      fc.property(
        code,
        spelling,
        words,
        fc.constantFrom('', '.', ' thanks', ', please'),
        (one, written, before, after) => {
          const text = `${before} ${written(one)}${after}`;
          expect(findCodes(text).map((found) => found.code)).toEqual([one]);
        },
      ),
    );
  });

  test.each([
    'order no 234567',
    'es 345678 y la talla XL',
    'call +1 202 555 0123',
    'QR-2345678',
    'AQR-234567',
    'QR-234561',
    '2-QR-234567',
    'HK 234 567 89',
    'QR 234567 89',
  ])('is not seen in %j', (text) => expect(findCodes(text)).toEqual([]));

  it('with a letter that no code has counts as a try, unless the client has such numbers', () => {
    expect(findCodes('AB-234567')).toMatchObject([{ code: 'AB-234567' }]);
    expect(findCodes('AB-234567', () => true)).toEqual([]);
    expect(findCodes('QR-234567', () => true)).toMatchObject([{ code: 'QR-234567' }]);
  });
});

describe('at admission a code', () => {
  it('is sealed, never readable, and the same however it was written', () => {
    fc.assert(
      fc.property(code, spelling, words, words, (one, written, before, after) => {
        const { text, found } = stored(`${before} ${written(one)}, ${after}`);
        expect(sealedCodeIn(text)).toBe(seal(one));
        expect(text.replace(/otp:[a-p]{32}/g, '')).not.toMatch(new RegExp(one.slice(3)));
        expect(found.includes('otp') && !before.includes('verification code')).toBe(false);
      }),
    );
  });

  it('survives every other redaction', () => {
    fc.assert(
      fc.property(code, words, words, (one, before, after) => {
        const { text } = stored(`${before} ${one} ${after}`);
        expect(sealedCodeIn(redact(text).text)).toBe(seal(one));
        expect(stored(text.replace('otp:', 'x:')).text).not.toContain('otp:');
      }),
    );
  });

  it('is no secret the customer is told off for, and a card beside it still is one', () => {
    expect(stored('QR-234567').found).toEqual([]);
    expect(stored('QR-234567 4242 4242 4242 4242')).toMatchObject({ found: ['pan'] });
    expect(stored('QR-234567 and order 1042').text).toMatch(/^otp:[a-p]{32} and order 1042$/);
    expect(stored('1042 QR-234567').text).toMatch(/^1042 otp:[a-p]{32}$/);
  });

  it('cannot be given in the form we keep it in', () => {
    const kept = seal('QR-234567');
    expect(sealedCodeIn(stored(kept).text)).toBeNull();
    expect(sealedCodeIn(stored(kept.toUpperCase()).text)).toBeNull();
    expect(sealedCodeIn(stored(`otp:${kept}`).text)).toBeNull();
    expect(sealedCodeIn(stored(kept.replace('otp:', 'otp:\ue001')).text)).toBeNull();
  });

  it('is worth nothing under another secret', () => {
    expect(createCodeSeal('another secret')('QR-234567')).not.toBe(seal('QR-234567'));
  });

  it('can be taken out of the words again', () => {
    expect(withoutSealed(stored('it is QR-234567, thanks').text)).toBe('it is , thanks');
  });

  it('takes time in proportion to the text, whatever that holds', () => {
    for (const text of ['q '.repeat(50_000), 'qr-'.repeat(40_000), '2-'.repeat(60_000), 'otp:a'.repeat(20_000)]) {
      const begun = performance.now();
      stored(text);
      expect(performance.now() - begun).toBeLessThan(2_000);
    }
  });
});

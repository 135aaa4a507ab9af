import fc from 'fast-check';
import { redact } from '../../src/domain/redaction';

/** Test card numbers the payment providers publish (docs.stripe.com/testing), Luhn-valid and of no account. */
const CARDS = [
  '4242424242424242',
  '4000056655665556',
  '5555555555554444',
  '2223003122003222',
  '378282246310005',
  '6011111111111117',
  '3530111333300000',
  '30569309025904',
  '6200000000000005',
];
const digitsIn = (text: string) => [...text.normalize('NFKC').matchAll(/\d/g)].length;

describe('card numbers', () => {
  test.each(CARDS)('%s keeps its last four only', (card) => {
    const { text, found } = redact(`my card is ${card}, thanks`);
    expect(text).toBe(`my card is ${'x'.repeat(card.length - 4)}${card.slice(-4)}, thanks`);
    expect(found).toEqual(['pan']);
  });

  test.each([
    '4242 4242 4242 4242',
    '4242-4242-4242-4242',
    '4242.4242.4242.4242',
    '4242\n4242\n4242\n4242',
    '4242\u00a04242\u20114242\u00a04242',
    '42 42 42 42 42 42 42 42',
    '4-2-4-2-4-2-4-2-4-2-4-2-4-2-4-2',
    '4242\u200b4242\u200b4242\u200b4242',
    '３７８２ ８２２４６３ １０００５',
    '٤٢٤٢ ٤٢٤٢ ٤٢٤٢ ٤٢٤٢',
    '４２４２４２４２４２４２４２４２',
    '4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣',
    '𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐',
    'x4242424242424242y',
    'order 4242424242424242',
    '1042 4242 4242 4242 4242',
  ])('%j is found however it is written', (text) => {
    const redacted = redact(text);
    expect(redacted.found).toContain('pan');
    expect(digitsIn(redacted.text)).toBeLessThanOrEqual(8);
    expect(redacted.text).not.toMatch(/4242.?4242/);
  });

  it('leaves nothing of a card number glued to its expiry and code', () => {
    expect(digitsIn(redact('42424242424242421228123').text)).toBe(0);
  });

  it('takes expiry and code along when they follow', () => {
    expect(redact('4242 4242 4242 4242 12/28 123').text).toBe('xxxxxxxxxxxx4242 xx/xx xxx');
    expect(redact('4242424242424242, exp 12/28, cvv 123').text).toBe('xxxxxxxxxxxx4242, exp xx/xx, cvv xxx');
  });

  it('lets no four digits stand alone, so that a last four is not read as an order number', () => {
    expect(redact('4242 4242 4242 4242').text).toBe('xxxxxxxxxxxx4242');
  });

  it('finds any Luhn-valid number of 13 to 19 digits in any text', () => {
    const luhn = (body: string) => {
      const sum = [...body].reverse().reduce((total, digit, index) => {
        const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
        return total + (value > 9 ? value - 9 : value);
      }, 0);
      return body + String((10 - (sum % 10)) % 10);
    };
    const card = fc.stringMatching(/^[1-9][0-9]{11,17}$/).map(luhn);
    const word = fc.stringMatching(/^[a-z ,.!]{0,20}$/);
    fc.assert(
      fc.property(word, card, word, (before, number, after) => {
        const { text, found } = redact(`${before} ${number} ${after}`);
        return found.includes('pan') && digitsIn(text) <= 4;
      }),
    );
  });
});

describe('card numbers split over messages', () => {
  const halves = (...parts: string[]) => {
    let previousTail = '';
    return parts.map((part) => {
      const one = redact(part, { previousTail });
      previousTail = one.tail;
      return one;
    });
  };

  test.each([
    ['4242 4242', '4242 4242'],
    ['my card is 4242 4242 4242', '4242'],
    ['5555 5555', '5555 4444 is the rest'],
    ['3782 822463', '10005'],
    ['40000566', '55665556'],
  ])('%j then %j leaves at most the last four of each', (first, second) => {
    const [one, two] = halves(first, second);
    expect(two?.found).toContain('pan');
    expect(digitsIn(one?.text ?? '')).toBeLessThanOrEqual(4);
    expect(digitsIn(two?.text ?? '')).toBeLessThanOrEqual(4);
  });

  it('is recognised in three parts', () => {
    expect(halves('424242', '42424', '24242')[2]?.found).toContain('pan');
  });

  it('hands on no digits of the card', () => {
    expect(redact('4000 0566').tail).not.toMatch(/4000|0566/);
  });

  it('does not take an order number and a phone number for halves', () => {
    for (const [first, second] of [
      ['1042', '4155550123'],
      ['order 4042', '+14155550123'],
      ['+15005550006', '1042'],
    ] as const) {
      expect(halves(first, second).map(({ text }) => text)).toEqual([first, second]);
    }
  });

  it('survives a tail that is not one', () => {
    expect(redact('4242', { previousTail: '\u0000{}'.repeat(1e5) }).text).toBe('4242');
  });
});

describe('security codes, IBANs and one-time codes', () => {
  test.each([
    ['cvv 123', 'cvv xxx'],
    ['my CVC is: 4567', 'my CVC is: xxxx'],
    ['123 is the security code', 'xxx is the security code'],
    ['el código de seguridad es 123', 'el código de seguridad es xxx'],
    ['Prüfziffer 123', 'Prüfziffer xxx'],
    ['Sicherheitscode: 123', 'Sicherheitscode: xxx'],
    ['cryptogramme 123', 'cryptogramme xxx'],
    ['código de segurança 123', 'código de segurança xxx'],
    ['codice di sicurezza 123', 'codice di sicurezza xxx'],
  ])('%j becomes %j', (given, text) => expect(redact(given)).toMatchObject({ text, found: ['cvv'] }));

  test.each([
    'DE89370400440532013000',
    'GB82 WEST 1234 5698 7654 32',
    'es91 2100 0418 4502 0005 1332',
    'FR14-2004-1010-0505-0001-3M02-606',
  ])('the IBAN %s keeps its last four', (iban) => {
    const { text, found } = redact(`pay it to ${iban}`);
    expect(found).toContain('iban');
    expect(text.replace(/[\s-]/g, '')).toBe(
      `payittox${'x'.repeat(iban.replace(/[\s-]/g, '').length - 5)}${iban.replace(/[\s-]/g, '').slice(-4)}`,
    );
  });

  it('leaves what only looks like an IBAN', () => expect(redact('DE88370400440532013000').found).not.toContain('iban'));

  test.each([
    ['AB-234567', 'xx-xxxxxx'],
    ['your verification code is 123456', 'your verification code is xxxxxx'],
    ['código de verificación: 4821', 'código de verificación: xxxx'],
  ])('%j becomes %j', (given, text) => expect(redact(given)).toMatchObject({ text, found: ['otp'] }));
});

describe('what must survive', () => {
  test.each([
    'order 1042, ana@example.com',
    '1042 94107',
    '1042 4155550123',
    '#W2611340',
    'order 12345678',
    'pedido número 1234567890123',
    'RF-HW1A-05VQ',
    '+15005550006',
    '+1 (500) 555-0006',
    '(415) 555-0123',
    '+4915112345678',
    '0151 12345678',
    '020 7946 0018',
    '612345678',
    '+34 612 34 56 78',
    '447911123456',
    'my phone number is 4242 4242',
    '1Z999AA10123456784',
    'tracking 794612345678',
    '9400 1118 9922 3100 0012 34',
    '2026-11-21T10:00:00Z',
    '21/11/2026 at 10:30',
    '20261121',
    'card ending in 4242',
    'it was 1,234.56 or 1.234.567,89 in all',
    'promo code 2024',
  ])('%j', (text) => expect(redact(text)).toMatchObject({ text, found: [] }));

  it('is what the client says its numbers look like', () => {
    const shapes = [/^\d{8}$/, /^[A-Z]{2}\d{12}$/, /^\d{3}-\d{8}$/];
    for (const text of ['12345678', 'is it 12345678?', '112-12345678'])
      expect(redact(text, { shapes }).text).toBe(text);
    expect(redact('123456789012', { shapes }).text).toBe('xxxxxxxx9012');
  });
});

describe('digits nothing explains', () => {
  test.each([
    ['12345678', 'xxxx5678'],
    ['4242 4242', 'xxxx4242'],
    ['card 424242424242', 'card xxxxxxxx4242'],
    ['12345678901234567', 'xxxxxxxxxxxxx4567'],
  ])('%j becomes %j', (given, text) => expect(redact(given)).toMatchObject({ text, found: ['digits'] }));
});

describe('any text at all', () => {
  it('is redacted once: a second time changes nothing', () => {
    const pieces = fc.constantFrom(
      ...CARDS,
      '4242 4242',
      'cvv 123',
      '12345678',
      'hello',
      'order 1042',
      '+15005550006',
      'AB-234567',
      '12/28',
      '😀',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const once = redact(parts.join(' ')).text;
        return redact(once).text === once;
      }),
    );
  });

  it('comes back unchanged where it holds no digits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !/\p{N}/u.test(text)),
        (text) => redact(text).text === text,
      ),
    );
  });

  test.each([
    ['digits', '4'],
    ['groups of four', '4242 '],
    ['groups of eight', '12345678 '],
    ['single digits', '1-'],
    ['words for codes', 'cvv '],
    ['halves of phrases', 'código de '],
    ['IBAN beginnings', 'DE89 '],
    ['plus signs', '+(+('],
    ['card after card', '4242424242424242 exp '],
    ['circled digits', '①'],
  ])('of hundreds of kilobytes of %s takes time that grows with its length only', (_name, piece) => {
    // Processor time, not wall time: other work on the machine must not fail this. Quadratic work takes many times it.
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    const before = process.cpuUsage();
    redact(text);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(2_000);
  });
});

import fc from 'fast-check';
import { maskContact, maskEmail, maskPhone, maskText, shortName } from '../../src/domain/masking';

describe('what a desk channel may read of a person', () => {
  it.each([
    ['Ana Ruiz', 'Ana R.'],
    ['Ana María de la Cruz', 'Ana C.'],
    ['Ana', 'Ana'],
    ['  ', ''],
    ['李 小龙', '李 小.'],
    ['ana@example.com', 'a…a@example.com'],
  ])('shortens the name %j to %j', (name, short) => {
    expect(shortName(name)).toBe(short);
  });

  it.each([
    ['ana.ruiz@example.com', 'a…z@example.com'],
    ['al@example.com', 'a…@example.com'],
    ['+1 (500) 555-0006', '…0006'],
    ['12345', '…'],
  ])('masks the contact %j as %j', (contact, masked) => {
    expect(maskContact(contact)).toBe(masked);
  });

  it('masks addresses and numbers in the middle of words, and leaves orders, dates and amounts alone', () => {
    expect(maskText('order 1042, ana.ruiz@example.com or +34 600 123 456.')).toBe(
      'order 1042, a…z@example.com or …3456.',
    );
    const plain = 'RF-K7M4-92QN of 2026-11-18 for 1,234.50 USD, 2 mugs';
    expect(maskText(plain)).toBe(plain);
  });

  it('never lets an address through, whatever stands around it', () => {
    const local = fc.stringMatching(/^[a-z0-9._+-]{3,20}$/);
    const around = fc.constantFrom('', ' ', '(', '<', ', ', ': ', '\n');
    fc.assert(
      fc.property(local, around, around, (name, before, after) => {
        const email = `${name}@example.com`;
        expect(maskText(`me${before} ${email}${after}`)).not.toContain(email);
        expect(maskEmail(email)).not.toContain(name);
      }),
    );
  });

  it('never lets a telephone number through, however it is written', () => {
    const digits = fc.stringMatching(/^[1-9]\d{8,11}$/);
    const gap = fc.constantFrom('', ' ', '-', '.');
    fc.assert(
      fc.property(digits, gap, (number, between) => {
        const written = (number.match(/\d{1,3}/g) ?? []).join(between);
        const masked = maskText(`call +${written} please`);
        expect(masked.replace(/\D/g, '')).toHaveLength(4);
        expect(maskPhone(written)).toBe(`…${number.slice(-4)}`);
      }),
    );
  });
});

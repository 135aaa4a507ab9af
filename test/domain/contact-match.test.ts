import { matchContact } from '../../src/domain/contact-match';

const order = (
  contact: Record<string, string> = { email: 'ana@example.com', phone: '+15005550006', postcode: '94107' },
) => ({ contact });

describe('a contact', () => {
  test.each(['ana@example.com', ' Ana@Example.COM ', 'ａｎａ@example.com'])(
    'is fully matched by the e-mail %j',
    (email) => {
      expect(matchContact(order(), { email })).toBe('full');
    },
  );

  test.each([
    '+15005550006',
    '+1 (500) 555-0006',
    '(500) 555-0006',
    '500.555.0006',
    '1-500-555-0006',
    '0015005550006',
    '５００ ５５５ ０００６',
  ])('is fully matched by the phone %j', (phone) => expect(matchContact(order(), { phone })).toBe('full'));

  test.each([
    ['+4915112345678', '0151 12345678'],
    ['+442079460018', '020 7946 0018'],
    ['+34600000101', '600 000 101'],
    ['+81312345678', '03-1234-5678'],
    ['0151 12345678', '015112345678'],
  ])('known as %s is matched by %s', (phone, given) =>
    expect(matchContact(order({ phone }), { phone: given })).toBe('full'),
  );

  test.each(['5550006', '0006', '+445005550006', '500 555 0007', '', '+'])(
    'is not matched by the phone %j',
    (phone) => {
      expect(matchContact(order(), { phone })).toBe('none');
    },
  );

  test.each(['94107', ' 94107 ', '94107-1234'])('is matched for status only by the postcode %j', (postcode) => {
    expect(matchContact(order(), { postcode })).toBe('status-only');
  });

  it('reads a British postcode with or without its space', () => {
    expect(matchContact(order({ postcode: 'SW1A 1AA' }), { postcode: 'sw1a1aa' })).toBe('status-only');
  });

  test.each([
    {},
    { email: 'ana+shop@example.com' },
    { email: 'a.na@example.com' },
    { email: 'ana' },
    { postcode: '9410' },
    { postcode: '' },
  ])('is not matched by %j', (given) => expect(matchContact(order(), given)).toBe('none'));

  it('that the order does not have matches nothing, not even nothing', () => {
    expect(matchContact(order({}), { email: '', phone: '', postcode: '' })).toBe('none');
    expect(matchContact(order({ email: '', phone: '', postcode: '' }), { email: '', phone: '', postcode: '' })).toBe(
      'none',
    );
  });

  it('is matched by the right phone beside a wrong e-mail', () => {
    expect(matchContact(order(), { email: 'old@example.com', phone: '5005550006' })).toBe('full');
  });
});

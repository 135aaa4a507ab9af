import { costOf, formatPrice, ofCase, parsePrice, type SentMessage } from '../../src/domain/message-cost';

const TABLE = { currency: 'USD', prices: { sms: { '+1': '0.0079', '+1809': '0.07', '*': '0.1' }, whatsapp: {} } };
const sms = (to: string, segments: number, more: Partial<SentMessage> = {}): SentMessage => ({
  channel: 'sms',
  to,
  at: new Date('2026-11-20T10:00:00Z'),
  segments,
  counted: true,
  ...more,
});

describe('an estimate of what messages cost', () => {
  it('is exact to the last of its places, with the longest prefix that fits', () => {
    const sent = [sms('+12025550143', 3), sms('+18095550143', 1), sms('+34600000000', 2)];
    expect(costOf(sent, TABLE)).toEqual({
      messages: 3,
      segments: 6,
      estimate: { amount: '0.2937', currency: 'USD' },
    });
    const many = Array.from({ length: 10_000 }, () => sms('+12025550143', 1));
    expect(costOf(many, TABLE).estimate).toEqual({ amount: '79.00', currency: 'USD' });
  });

  it('is none where a price is missing, rather than too low', () => {
    const sent = [sms('+12025550143', 1), sms('+12025550143', 1, { channel: 'whatsapp', counted: false })];
    expect(costOf(sent, TABLE)).toEqual({ messages: 2, segments: 1, estimate: null });
    expect(costOf(sent, undefined).estimate).toBeNull();
    expect(costOf([], TABLE).estimate).toEqual({ amount: '0.00', currency: 'USD' });
  });

  it.each(['0.0079', '1.00', '12.345678', '0.000001'])('reads and writes %s as it is', (text) =>
    expect(formatPrice(parsePrice(text) ?? -1n)).toBe(text),
  );
  it.each(['', '.5', '1.', '-1', '1e3', '0.0000001', '1,5'])('does not take %p for a price', (text) =>
    expect(parsePrice(text)).toBeNull(),
  );
});

test('each message of a conversation counts for one case: the one it names, the one it led to, or the last', () => {
  const at = (hour: number, more: Partial<SentMessage> = {}) =>
    sms('+12025550143', 1, { at: new Date(Date.UTC(2026, 10, 20, hour)), ...more });
  const cases = [
    { caseNo: 'B', createdAt: new Date(Date.UTC(2026, 10, 20, 12)) },
    { caseNo: 'A', createdAt: new Date(Date.UTC(2026, 10, 20, 10)) },
  ];
  const sent = [at(9), at(11), at(11, { caseNo: 'A' }), at(13), at(14, { caseNo: 'A' }), at(15, { caseNo: 'C' })];
  const hours = (caseNo: string) => ofCase(sent, caseNo, cases).map((one) => one.at.getUTCHours());
  expect(hours('A')).toEqual([9, 11, 14]);
  expect(hours('B')).toEqual([11, 13, 15]);
});

import { cleanWords, eventProblem, readCaseEvent } from '../../src/intake/case-event';

describe('reading a case event', () => {
  test.each([
    ['approve', 'approve'],
    ['ask_info', 'ask_info'],
    ['askInfo', 'ask_info'],
    ['ask-info', 'ask_info'],
    ['Ask for information', 'ask_info'],
    ['request_information', 'ask_info'],
    ['mark_paid', 'mark_paid'],
    ['markPaid', 'mark_paid'],
    [' MARK PAID ', 'mark_paid'],
    ['evaluate_deny', 'evaluate_deny'],
  ])('understands %p', (given, event) => {
    expect(readCaseEvent(given)).toBe(event);
  });

  test.each(['', 'explode', 'toString', '__proto__', 'constructor', 'approve;drop'])('knows no event %p', (given) => {
    expect(readCaseEvent(given)).toBeNull();
  });
});

describe('what an event must carry', () => {
  test.each([
    ['deny', {}, 'reason'],
    ['deny', { reason: 'because' }, 'reason'],
    ['mark_paid', {}, 'reference'],
    ['mark_paid', { reference: '  ' }, 'reference'],
  ] as const)('is missing from %s with %j', (event, words, field) => {
    expect(eventProblem(event, words)).toMatchObject({ field });
  });

  test.each([
    ['deny', { reason: 'window_expired' }],
    ['mark_paid', { reference: 're_3Nf' }],
    ['mark_paid', { reference: '74537604221222045678901' }],
    ['approve', {}],
    ['ask_info', { reason: 'a photo of the crack' }],
  ] as const)('is there in %s with %j', (event, words) => {
    expect(eventProblem(event, words)).toBeNull();
  });

  test('is never a card number', () => {
    expect(eventProblem('mark_paid', { reference: 'card 4111 1111 1111 1111' })).toMatchObject({ field: 'reference' });
    expect(cleanWords({ reason: 'they paid with 4111 1111 1111 1111' }).reason).not.toContain('4111 1111 1111');
  });

  test('keeps the numbers that staff work with', () => {
    expect(cleanWords({ reason: 'is parcel 9400111899 theirs?', reference: ' 7453760422122204567 ' })).toEqual({
      reason: 'is parcel 9400111899 theirs?',
      reference: '7453760422122204567',
    });
  });
});

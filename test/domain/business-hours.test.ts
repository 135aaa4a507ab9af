import fc from 'fast-check';
import {
  addBusinessDays,
  addBusinessMinutes,
  defaultCalendar,
  MOST_HOLIDAYS,
  promiseBy,
  type BusinessCalendar,
} from '../../src/domain/business-hours';
import { AppError } from '../../src/errors';

const iso = (at: Date) => at.toISOString().replace('.000', '');
const NEW_YORK = defaultCalendar('America/New_York');
const closed: BusinessCalendar = { ...defaultCalendar(), holidays: ['2026-12-25', '2026-12-28'] };

describe('the promise of a first answer', () => {
  test.each([
    ['in hours is half an hour away', '2026-11-20T10:00:00Z', '2026-11-20T10:30:00Z'],
    ['before opening counts from opening', '2026-11-20T03:00:00Z', '2026-11-20T09:30:00Z'],
    ['just fits before closing', '2026-11-19T16:30:00Z', '2026-11-19T17:00:00Z'],
    ['counts what is left at closing on the next morning', '2026-11-19T16:50:00Z', '2026-11-20T09:20:00Z'],
    ['skips the weekend', '2026-11-20T16:50:00Z', '2026-11-23T09:20:00Z'],
    ['on a Saturday is for Monday', '2026-11-21T10:00:00Z', '2026-11-23T09:30:00Z'],
    ['at closing time is for the next day', '2026-11-19T17:00:00Z', '2026-11-20T09:30:00Z'],
  ])('%s', (_says, at, by) => expect(iso(promiseBy(new Date(at)))).toBe(by));

  it('skips holidays', () =>
    expect(iso(promiseBy(new Date('2026-12-24T18:00:00Z'), closed))).toBe('2026-12-29T09:30:00Z'));

  it('is by the clock of the shop, also on the day it changes', () => {
    expect(iso(promiseBy(new Date('2026-11-20T10:00:00Z'), NEW_YORK))).toBe('2026-11-20T14:30:00Z');
    // Clocks go back on Sunday, 1 November 2026: Monday nine o'clock is 14:00 UTC, no longer 13:00.
    expect(iso(promiseBy(new Date('2026-10-30T21:30:00Z'), NEW_YORK))).toBe('2026-11-02T14:30:00Z');
  });

  it('always lies ahead, in business hours', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }), (at) => {
        const by = promiseBy(at);
        const minute = by.getUTCHours() * 60 + by.getUTCMinutes();
        expect(by > at && ![0, 6].includes(by.getUTCDay()) && minute >= 540 && minute <= 1020).toBe(true);
      }),
    );
  });

  it('is refused by a calendar that never opens', () => {
    expect(() => promiseBy(new Date(0), { ...defaultCalendar(), days: [] })).toThrow(AppError);
    expect(() => promiseBy(new Date(0), { ...defaultCalendar(), close: '09:00' })).toThrow(AppError);
  });

  it('takes several days where people work for minutes only', () => {
    const brief = { ...defaultCalendar(), close: '09:10' };
    expect(iso(promiseBy(new Date('2026-11-18T09:00:00Z'), brief))).toBe('2026-11-20T09:10:00Z');
  });
});

describe('business minutes', () => {
  const always = { ...defaultCalendar('Europe/Madrid'), days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' };
  const sundays = { ...defaultCalendar('America/New_York'), days: [7], open: '01:00', close: '04:00' };
  test.each([
    ['the night that is an hour longer', '2026-10-25T00:30:00Z', 120, always, '2026-10-25T02:30:00Z'],
    ['the night that is an hour shorter', '2026-03-29T00:30:00Z', 120, always, '2026-03-29T02:30:00Z'],
    ['four hours instead of three', '2026-11-01T04:00:00Z', 200, sundays, '2026-11-01T08:20:00Z'],
    ['two hours instead of three', '2026-03-08T05:00:00Z', 130, sundays, '2026-03-15T05:10:00Z'],
    ['the weekend of the change', '2026-10-23T14:50:00Z', 30, defaultCalendar('Europe/Madrid'), '2026-10-26T08:20:00Z'],
  ])('are minutes that pass: %s', (_, at, n, calendar, later) =>
    expect(iso(addBusinessMinutes(new Date(at), n, calendar))).toBe(later),
  );
});

describe('business days', () => {
  test.each([
    ['2026-11-20T12:00:00Z', 1, '2026-11-23T12:00:00Z'],
    ['2026-11-21T12:00:00Z', 1, '2026-11-23T12:00:00Z'],
    ['2026-11-23T12:00:00Z', 5, '2026-11-30T12:00:00Z'],
    ['2026-11-23T12:00:00Z', 10, '2026-12-07T12:00:00Z'],
    ['2026-11-21T12:00:00Z', 0, '2026-11-21T12:00:00Z'],
  ])('from %s, %i later is %s', (at, days, later) => expect(iso(addBusinessDays(new Date(at), days))).toBe(later));

  it('are found however long a shop is closed by what its settings take', () => {
    const mondays = Array.from({ length: MOST_HOLIDAYS }, (_, week) =>
      iso(new Date(Date.UTC(2026, 10, 23) + week * 7 * 86_400_000)).slice(0, 10),
    );
    const calendar = { ...defaultCalendar(), days: [1], holidays: mondays };
    expect(iso(promiseBy(new Date('2026-11-21T12:00:00Z'), calendar))).toBe('2034-07-24T09:30:00Z');
  });

  it('skip holidays and keep the local time over a clock change', () => {
    expect(iso(addBusinessDays(new Date('2026-12-24T12:00:00Z'), 1, closed))).toBe('2026-12-29T12:00:00Z');
    expect(iso(addBusinessDays(new Date('2026-10-30T12:00:00Z'), 1, NEW_YORK))).toBe('2026-11-02T13:00:00Z');
  });
});

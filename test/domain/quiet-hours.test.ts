import { zonesOfPhone } from '../../src/domain/phone-zones';
import { lastLoud, nextLoud } from '../../src/domain/quiet-hours';

const at = (text: string): Date => new Date(text);
const next = (text: string, ...zones: string[]): string => nextLoud(at(text), zones).toISOString();
const last = (text: string, ...zones: string[]): string => lastLoud(at(text), zones).toISOString();

describe('quiet hours', () => {
  it.each([
    ['2026-11-18T20:59:59Z', '2026-11-18T20:59:59.000Z'],
    ['2026-11-18T21:00:00Z', '2026-11-19T08:00:00.000Z'],
    ['2026-11-18T23:59:00Z', '2026-11-19T08:00:00.000Z'],
    ['2026-11-19T00:00:00Z', '2026-11-19T08:00:00.000Z'],
    ['2026-11-19T07:59:59Z', '2026-11-19T08:00:00.000Z'],
    ['2026-11-19T08:00:00Z', '2026-11-19T08:00:00.000Z'],
  ])('let what is said at %s out at %s', (said, out) => expect(next(said, 'UTC')).toBe(out));

  it('are those of the place', () => {
    expect(next('2026-11-18T20:30:00Z', 'Europe/Madrid')).toBe('2026-11-19T07:00:00.000Z');
    expect(next('2026-11-18T13:30:00Z', 'Asia/Tokyo')).toBe('2026-11-18T23:00:00.000Z');
    expect(next('2026-11-18T20:30:00Z', 'America/New_York')).toBe('2026-11-18T20:30:00.000Z');
  });

  it('follow the clocks when they change', () => {
    // Madrid goes back on 25 October 2026 and forward on 28 March 2027.
    expect(next('2026-10-24T20:00:00Z', 'Europe/Madrid')).toBe('2026-10-25T07:00:00.000Z');
    expect(next('2027-03-27T20:00:00Z', 'Europe/Madrid')).toBe('2027-03-28T06:00:00.000Z');
  });

  it('wait until it is day in both zones of a wide country', () => {
    const us = ['America/New_York', 'America/Los_Angeles'];
    expect(next('2026-11-18T13:30:00Z', ...us)).toBe('2026-11-18T16:00:00.000Z');
    expect(next('2026-11-19T02:30:00Z', ...us)).toBe('2026-11-19T16:00:00.000Z');
    expect(next('2026-11-18T18:00:00Z', ...us)).toBe('2026-11-18T18:00:00.000Z');
  });

  it('are kept clear of by what has to go before them', () => {
    expect(last('2026-11-18T20:00:00Z', 'UTC')).toBe('2026-11-18T20:00:00.000Z');
    expect(last('2026-11-19T03:00:00Z', 'UTC')).toBe('2026-11-18T20:45:00.000Z');
    expect(last('2026-11-18T23:30:00Z', 'UTC')).toBe('2026-11-18T20:45:00.000Z');
  });
});

describe('the time zones of a telephone number', () => {
  it.each([
    ['+34612345678', ['Europe/Madrid']],
    ['+447700900123', ['Europe/London']],
    ['+12025550143', ['America/New_York', 'America/Los_Angeles']],
    ['+815012345678', ['Asia/Tokyo']],
    ['US.ABC123', null],
    ['hello', null],
    ['+99912345678', null],
  ])('%s', (number, zones) => expect(zonesOfPhone(number)).toEqual(zones));
});

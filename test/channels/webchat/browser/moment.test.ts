import { day, dayAndTime, fileSize } from '../../../../channels/webchat/browser/words/moment';

const now = new Date('2026-11-21T12:00:00Z');

test('a date has its weekday, and its year only when it is another', () => {
  expect(day('2026-11-27', 'en-US', now)).toBe('Friday, November 27');
  expect(day('2026-11-27', 'es', now)).toBe('viernes, 27 de noviembre');
  expect(day('2027-01-04', 'en-GB', now)).toMatch(/^Monday,? 4 January 2027$/);
});

test('a bare date is that day in every time zone and has no time', () => {
  expect(day('2027-01-01', 'en-US', now)).toBe('Friday, January 1, 2027');
  expect(dayAndTime('2026-11-27', 'en-US', now)).toBe('Friday, November 27');
});

test('what is no date is not written at all', () => {
  expect(day('soon', 'en', now)).toBeUndefined();
});

test('sizes are written with their unit', () => {
  expect(fileSize(5 * 1024 * 1024, 'en')).toBe('5 MB');
  expect(fileSize(300, 'en')).toBe('1 kB');
  expect(fileSize(1_600_000, 'es')).toBe('1,5 MB');
});

import fc from 'fast-check';
import { newCaseNo, readCaseNo } from '../../src/domain/case-number';

const caseNo = fc.uint8Array({ minLength: 8, maxLength: 16 }).map(newCaseNo);
const example = newCaseNo(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]));

describe('a case number', () => {
  it('has one form, without characters that are taken for one another', () => {
    fc.assert(
      fc.property(caseNo, (number) =>
        /^RF-[ACDEFGHJKMNPQRTVWXY][0-9ACDEFGHJKMNPQRTVWXY]{3}-[0-9ACDEFGHJKMNPQRTVWXY]{4}$/.test(number),
      ),
    );
  });

  it('is read back however it was typed', () => {
    const typed = fc.constantFrom(
      (number: string) => number.toLowerCase(),
      (number: string) => number.replaceAll('-', ''),
      (number: string) => number.replaceAll('-', ' '),
      (number: string) => number.replaceAll('-', '–'),
      (number: string) => number.replace(/0/g, 'O').replace(/1/g, 'I'),
      (number: string) =>
        number.replace(/1/g, 'l').replace(/2/g, 'z').replace(/5/g, 's').replace(/8/g, 'B').replace(/V/g, 'u'),
      (number: string) => [...number].join(' '),
      (number: string) => `where is ${number}? please`,
      (number: string) => `my rf is ${number}`,
    );
    fc.assert(fc.property(caseNo, typed, (number, type) => readCaseNo(type(number)) === number));
  });

  it('is refused with any one character wrong or two neighbours swapped', () => {
    const characters = '0123456789ACDEFGHJKMNPQRTVWXY';
    const places = [3, 4, 5, 6, 8, 9, 10, 11];
    for (const place of places) {
      for (const character of characters) {
        if (character === example[place]) continue;
        expect(readCaseNo(example.slice(0, place) + character + example.slice(place + 1))).toBeNull();
      }
    }
    const plain = example.replaceAll('-', '');
    for (let place = 2; place < plain.length - 1; place += 1) {
      if (plain[place] === plain[place + 1]) continue;
      expect(readCaseNo(plain.slice(0, place) + plain[place + 1] + plain[place] + plain.slice(place + 2))).toBeNull();
    }
  });

  test.each(['1042', '#W2611340', 'RF-1234-5678', 'RF10014242', 'surf board1s', example.slice(3), '', 'rf'])(
    'is not %j',
    (text) => {
      expect(readCaseNo(text)).toBeNull();
    },
  );

  it('is never read from digits alone, as shops number their orders', () => {
    fc.assert(fc.property(fc.stringMatching(/^(RF|rf)?[- ]?[0-9]{4,12}$/), (text) => readCaseNo(text) === null));
  });

  it('needs eight random bytes', () => expect(() => newCaseNo(new Uint8Array(7))).toThrow());

  it('is looked for in a megabyte in no time', () => {
    const before = process.cpuUsage();
    expect(readCaseNo('RF - '.repeat(200_000))).toBeNull();
    expect(readCaseNo('R F A-'.repeat(170_000))).toBeNull();
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(3_000);
  });
});

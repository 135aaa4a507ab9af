import { Binary, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { after } from '../../src/embedded/storage/catalog';
import { decode } from '../../src/embedded/values/decode';
import { encodeDescending, encodeKey } from '../../src/embedded/values/key-string';
import { compare, encode } from '../../src/embedded/values/values';

const scalar = fc.oneof(
  fc.constantFrom(null, true, false, new MinKey(), new MaxKey(), NaN, -0, 0, Infinity, -Infinity, 2 ** 53, -(2 ** 53)),
  fc.integer({ min: -5, max: 5 }),
  fc.double(),
  fc.integer({ min: -5, max: 5 }).map((n) => new Double(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
  fc.bigInt({ min: 2n ** 60n, max: 2n ** 60n + 5n }),
  fc.bigInt({ min: -(2n ** 60n) - 5n, max: -(2n ** 60n) }),
  fc
    .constantFrom('0.10000000000000000001', '0.1000000000000000000002', '1152921504606846978.5')
    .map((s) => Decimal128.fromString(s)),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), fc.integer({ min: -40, max: 40 }))
    .map(([c, e]) => Decimal128.fromString(`${c}E${e}`)),
  fc
    .constantFrom('0.1', '0.2', '1E-6100', '9E6100', '-9E6100', '1.7976931348623157E308', '5')
    .map((s) => Decimal128.fromString(s)),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('a', 'a\0', 'a\0b', 'ab', '\uffff', '😀'),
  fc.integer().map((n) => new Date(n)),
  fc.uint8Array({ maxLength: 4 }).map((b) => new Binary(b, 0)),
  fc.integer({ min: 0, max: 9 }).map((n) => new ObjectId(String(n).repeat(24))),
  fc.integer({ min: 0, max: 9 }).map((n) => new Timestamp({ t: n, i: 9 - n })),
);
const value = fc.letrec<{ v: unknown }>((tie) => ({
  v: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('v'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('v'), { maxKeys: 3 }),
  ),
})).v;

/** As the store would hold it. */
const stored = (v: unknown): unknown => decode(encode({ v }))['v'];
const sign = (n: number): number => Math.sign(n);

test('keys order as values compare', () => {
  fc.assert(
    fc.property(value, value, (left, right) => {
      const [a, b] = [stored(left), stored(right)];
      const [x, y] = [encodeKey(a) + '\x04', encodeKey(b) + '\x04'];
      expect(x < y ? -1 : x > y ? 1 : 0).toBe(sign(compare(a, b)));
      const [p, q] = [encodeDescending(a) + '\x04', encodeDescending(b) + '\x04'];
      expect(p < q ? -1 : p > q ? 1 : 0).toBe(sign(-compare(a, b)) + 0);
    }),
    { numRuns: 3000 },
  );
});

test('reading and writing a document gives the same bytes', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ unit: 'grapheme', maxLength: 5 }).filter((s) => !s.includes('\0') && !/^\d+$/.test(s)),
        value,
      ),
      (doc) => {
        const bytes = encode(doc);
        expect(encode(decode(bytes)).toString('hex')).toBe(bytes.toString('hex'));
      },
    ),
    { numRuns: 500 },
  );
});

test('a range over all that starts with a prefix ends after it, also where its last byte cannot be counted up', () => {
  const next = [
    ['d\0\0\x01', 'd\0\0\x02'],
    ['d\0\0\xff', 'd\0\x01'],
    ['d\0\xff\xff', 'd\x01'],
  ];
  for (const [prefix, end] of next) expect(after(prefix as string)).toBe(end);
});
